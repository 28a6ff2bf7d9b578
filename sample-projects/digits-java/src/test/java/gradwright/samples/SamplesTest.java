package gradwright.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The sample projects run as a person runs them, each in a process of its own.
class SamplesTest {
  private static final Path SAMPLES = Path.of("").toAbsolutePath();

  /// Standard output of a script; fails when it ends with an error.
  private static String script(String file, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Xss16m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of("gradwright.python.Main", "run", SAMPLES.resolve(file).toString()));
    command.addAll(List.of(arguments));
    Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
    p.getOutputStream().close();
    String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, p.waitFor(), out);
    return out;
  }

  @Test
  void javaTrainsTheSameModelBitForBit() throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Digits.train(SAMPLES.resolve("data/digits.csv.gz"), 10, new PrintStream(out, true, StandardCharsets.UTF_8));
    assertEquals(script("digits/gradient_descent.py", "10"), out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void momentumReadsDigits() throws IOException, InterruptedException {
    String out = script("digits/momentum.py");
    Matcher m = Pattern.compile("final held-out accuracy ([0-9.]+) %").matcher(out);
    assertTrue(m.find(), out);
    assertTrue(Double.parseDouble(m.group(1)) >= 96, out);
  }

  @Test
  void tourShowsEverySection() throws IOException, InterruptedException {
    String out = script("tour/tour.py");
    assertTrue(out.contains("16. Looking inside"), out);
    assertTrue(out.contains("TracerBoolConversionError"), out);
  }

  @Test
  void lorenzParametersAreFound() throws IOException, InterruptedException {
    String out = script("lorenz/lorenz.py");
    Matcher m = Pattern.compile("largest relative error ([0-9.]+) %").matcher(out);
    assertTrue(m.find() && Double.parseDouble(m.group(1)) < 0.1, out);
  }
}
