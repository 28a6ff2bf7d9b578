import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Checks or applies the layout of all Java sources: google-java-format with lines of up to 120 characters.
///
/// Run by the build, with the formatter on the class path: `Format.java check ROOT` or `Format.java apply ROOT`.
public final class Format {
  private static final Set<String> SKIPPED = Set.of("target", ".git", ".gradwright", ".mvn");

  private Format() {}

  public static void main(String[] arguments) throws IOException {
    boolean apply = arguments[0].equals("apply");
    List<String> command = new ArrayList<>(List.of("--max-line-length", "120", "--skip-javadoc-formatting"));
    command.addAll(apply ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    command.addAll(sources(Path.of(arguments[1])));
    if (!apply) {
      Runtime.getRuntime().addShutdownHook(new Thread(Format::explain));
    }
    Main.main(command.toArray(String[]::new));
  }

  /// The formatter ends the process itself, so the hint is said on the way out; harmless where all is well.
  private static void explain() {
    System.err.println(
        "Files listed above, if any, are laid out otherwise than the formatter would: "
            + "./mvnw -N validate -Dformat=apply");
  }

  private static List<String> sources(Path root) throws IOException {
    List<String> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED.contains(String.valueOf(folder.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              found.add(file.toString());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
