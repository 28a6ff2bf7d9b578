package gradwright.python.serve;

import gradwright.protocol.rpc.WorkerCommand;
import java.nio.file.Path;
import java.util.List;

/// The command of a worker that runs the classes under test.
final class Workers {
  private Workers() {}

  static WorkerCommand command() {
    return WorkerCommand.java(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xss16m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "gradwright.python.Main",
            "serve"));
  }
}
