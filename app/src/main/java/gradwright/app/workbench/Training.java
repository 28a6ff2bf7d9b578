package gradwright.app.workbench;

import gradwright.app.settings.UserFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.util.Duration;

/// Goes through the window once, so that the JVM's start-up cache knows its classes, and ends the application.
final class Training {
  private static final Duration STEP = Duration.millis(250);

  private final Queue<Runnable> steps = new ArrayDeque<>();

  Training(WorkbenchShell shell) {
    shell.panelIds().forEach(p -> steps.add(() -> shell.command("panel." + p).run()));
    steps.add(() -> shell.command("editor.new").run());
    steps.add(() -> shell.command("view.palette").run());
    steps.add(() -> shell.command("view.editor").run());
    steps.add(() -> shell.command("theme.light").run());
    steps.add(() -> shell.command("theme.dark").run());
    steps.add(Platform::exit);
  }

  /// Folders that nobody else uses.
  static UserFolders folders() {
    try {
      Path folder = Files.createTempDirectory("gradwright-training");
      return new UserFolders(folder, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void begin() {
    PauseTransition pause = new PauseTransition(STEP);
    pause.setOnFinished(_ -> {
      Runnable step = steps.poll();
      if (step != null) {
        step.run();
        begin();
      }
    });
    pause.play();
  }
}
