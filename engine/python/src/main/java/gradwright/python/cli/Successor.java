package gradwright.python.cli;

import java.io.File;
import java.io.IOException;

/// Has the next engine prepared at the end of a run, where the launcher asked for it.
final class Successor {
  private Successor() {}

  /// Starts the launcher as the keeper of a waiting engine. Only a process started from Java has all signals in their
  /// original state; a shell would have its background ignore Ctrl-C for good.
  static void prepare() {
    String launcher = System.getProperty("gradwright.successor");
    if (launcher == null) {
      return;
    }
    try {
      start("setsid", launcher, "keep");
    } catch (IOException noSuchCommand) {
      try {
        start(launcher, "keep");
      } catch (IOException refused) {
        // The next run is a cold one.
      }
    }
  }

  private static void start(String... command) throws IOException {
    new ProcessBuilder(command)
        .directory(new File("/"))
        .redirectInput(new File("/dev/null"))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
