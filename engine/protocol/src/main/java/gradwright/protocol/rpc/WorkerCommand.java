package gradwright.protocol.rpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How a worker process is started.
///
/// @param command the program and its arguments
/// @param environment variables added to this process's
/// @param folder where the process starts
public record WorkerCommand(List<String> command, Map<String, String> environment, Path folder) {
  /// The system property that names a file with one argument a line, the program first.
  public static final String PROPERTY = "gradwright.engine.command";

  private static final String REPORT = "gradwright-crash-";

  public WorkerCommand {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /// The command of a Java program, with the flags that keep the JVM's own messages out of the protocol and its crash reports where
  /// [#crashReport] looks.
  public static WorkerCommand java(Path java, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(
        List.of(
            "-XX:+DisplayVMOutputToStderr",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + temporary().resolve(REPORT + "%p.log")));
    command.addAll(arguments);
    return new WorkerCommand(command, Map.of(), Path.of(System.getProperty("user.home")));
  }

  /// Reads a Java command from a file with one argument a line.
  ///
  /// @throws IOException when the file cannot be read or has no lines
  public static WorkerCommand read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file).stream().filter(line -> !line.isEmpty()).toList();
    if (lines.isEmpty()) {
      throw new IOException(file + " holds no command");
    }
    return java(Path.of(lines.getFirst()), lines.subList(1, lines.size()));
  }

  /// The command that the launcher wrote for this process.
  ///
  /// @throws IOException when there is none, or it cannot be read
  public static WorkerCommand ofLauncher() throws IOException {
    String file = System.getProperty(PROPERTY);
    if (file == null) {
      throw new IOException("the system property " + PROPERTY + " does not name the engine's command");
    }
    return read(Path.of(file));
  }

  /// The report of a crashed JVM, whether it exists or not.
  static Path crashReport(long processId) {
    return temporary().resolve(REPORT + processId + ".log");
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}
