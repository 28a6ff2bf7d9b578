package gradwright.app.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;

/// The sample projects of the installation. Opening one copies it to the person's folder, with the data that it reads.
public final class SampleProjects {
  private final Path installed;

  /// A sample: its folder in the installation and the script to begin with.
  public record Sample(String folder, String title, String description, String script) {}

  private static final List<Sample> SAMPLES =
      List.of(
          new Sample(
              "digits",
              "Handwritten digits",
              "Trains a small network by gradient descent: grad, jit and a loop over batches.",
              "gradient_descent.py"),
          new Sample(
              "tour",
              "A tour of the language",
              "grad, vmap, jit, scan and each sharp bit, the wrong way and the right way.",
              "tour.py"),
          new Sample(
              "linear-regression",
              "Linear regression",
              "Petal widths of Fisher's irises by gradient descent, checked against the normal equations.",
              "linear_regression.py"),
          new Sample("rnn", "Recurrent network", "A recurrent network trained through lax.scan.", "rnn.py"),
          new Sample(
              "lorenz", "Lorenz trajectory", "Fits a chaotic system through a differentiable ODE solver.", "lorenz.py"),
          new Sample(
              "monte-carlo",
              "Option prices",
              "Monte Carlo prices of options and their sensitivities by grad.",
              "monte_carlo.py"));

  /// @param installed the installation's `sample-projects`
  public SampleProjects(Path installed) {
    this.installed = installed;
  }

  /// Those that this installation has.
  public List<Sample> all() {
    return SAMPLES.stream()
        .filter(s -> Files.isRegularFile(installed.resolve(s.folder()).resolve(s.script())))
        .toList();
  }

  public Optional<Sample> find(String folder) {
    return all().stream().filter(s -> s.folder().equals(folder)).findFirst();
  }

  /// Copies a sample and the data into a folder, unless it is there already: what a person has changed is kept.
  ///
  /// @param goOn told before each file what part is done; what it answers decides whether to go on
  /// @return the sample's folder in `target`; nothing where it was stopped
  public Optional<Path> copy(Sample sample, Path target, DoublePredicate goOn) throws IOException {
    List<Path> files = new ArrayList<>(filesBelow(installed.resolve("data")));
    files.addAll(filesBelow(installed.resolve(sample.folder())));
    for (int i = 0; i < files.size(); i++) {
      if (!goOn.test((double) i / files.size())) {
        return Optional.empty();
      }
      copyMissing(files.get(i), target.resolve(installed.relativize(files.get(i)).toString()));
    }
    return Optional.of(target.resolve(sample.folder()));
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(f -> !f.toString().contains("__pycache__")).toList();
    }
  }

  private static void copyMissing(Path file, Path copy) throws IOException {
    if (Files.isDirectory(file)) {
      Files.createDirectories(copy);
    } else if (!Files.exists(copy)) {
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
      // A read-only installation must not make read-only copies.
      copy.toFile().setWritable(true);
    }
  }
}
