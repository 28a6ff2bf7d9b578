package gradwright.app.fake;

import gradwright.app.project.FolderRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder for programs that are started by hand, which is gone when they end; tests have JUnit's.
public final class ScratchFolder {
  private ScratchFolder() {}

  /// Makes an empty folder that lives as long as the process.
  public static Path untilExit(String name) throws IOException {
    Path folder = Files.createTempDirectory(name);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              try {
                FolderRemoval.remove(folder);
              } catch (IOException e) {
                System.err.println(folder + " stays: " + e);
              }
            }));
    return folder;
  }
}
