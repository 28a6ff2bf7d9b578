package gradwright.app.workbench;

import gradwright.app.project.FolderRemoval;
import gradwright.app.run.RunState;
import gradwright.app.settings.Settings.RunOptions;
import gradwright.app.settings.UserFolders;
import gradwright.profiler.focus.Focus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.util.Duration;

/// Goes through the window once, so that the JVM's start-up cache knows its classes and what is called most, and ends the
/// application: a sample is opened and run, each panel shown, and one thing after another looked at.
final class Training {
  private static final Duration STEP = Duration.millis(250);

  /// Steps that are waited for one thing, such as the end of the run; what does not come is left out.
  private static final int PATIENCE = 400;

  private static final int LINES = 40;

  /// With a call, whose parameters are shown, a dot, behind which members are offered, and a string that is left open for a while.
  private static final String TYPED = "import jax.numpy as jnp\rh = jnp.sum(x) + 1\rs = 'a'\r";

  private static final int AT_ONCE = 3;

  private final WorkbenchModel model;
  private final WorkbenchShell shell;

  /// Each says whether it is done.
  private final Queue<BooleanSupplier> steps = new ArrayDeque<>();

  private int waited;

  Training(WorkbenchModel model, WorkbenchShell shell) {
    this.model = model;
    this.shell = shell;
    add(this::openSample);
    steps.add(() -> shell.command("run.file").isAvailable());
    add(() -> shell.command("run.file").run());
    steps.add(() -> model.runs().stateProperty().get() != RunState.RUNNING);
    shell.panelIds().forEach(p -> add(() -> shell.command("panel." + p).run()));
    add(() -> shell.command("panel." + PanelCatalogue.JAXPR).run());
    add(() -> shell.command("panel." + PanelCatalogue.PROFILER).run());
    Path script = script();
    for (int line = 1; line <= LINES; line++) {
      Focus focus = new Focus.Line(script.toString(), line);
      Focus kernel = new Focus.OfKernel(1, line);
      Focus equation = new Focus.OfEquation(1, line);
      steps.add(() -> look(focus));
      steps.add(() -> look(kernel));
      steps.add(() -> look(equation));
    }
    add(() -> shell.command("editor.new").run());
    for (int i = 0; i < TYPED.length(); i += AT_ONCE) {
      String keys = TYPED.substring(i, Math.min(TYPED.length(), i + AT_ONCE));
      add(() -> keys.chars().forEach(c -> shell.type((char) c)));
    }
    add(() -> shell.command("view.palette").run());
    add(() -> shell.command("view.editor").run());
    add(() -> shell.command("theme.light").run());
    add(() -> shell.command("theme.dark").run());
    add(Platform::exit);
  }

  private void add(Runnable step) {
    steps.add(() -> {
      step.run();
      return true;
    });
  }

  private boolean look(Focus focus) {
    model.focus().set(focus, this);
    return true;
  }

  private Path script() {
    return model.folders().samples().resolve("digits").resolve("gradient_descent.py");
  }

  private void openSample() {
    // One round shows as much as forty.
    model.settings().change(s -> s.withRuns(Map.of(script().toString(), new RunOptions("1", Map.of(), ""))));
    model.samples().find("digits").ifPresent(s -> model.openSample(s, shell::open));
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

  /// Removes [#folders] when all is over.
  static void remove(UserFolders made) {
    try {
      FolderRemoval.remove(made.home());
    } catch (IOException e) {
      System.getLogger("gradwright.app").log(System.Logger.Level.WARNING, made.home() + " stays", e);
    }
  }

  void begin() {
    PauseTransition pause = new PauseTransition(STEP);
    pause.setOnFinished(_ -> {
      BooleanSupplier step = steps.peek();
      if (step != null) {
        if (step.getAsBoolean() || ++waited > PATIENCE) {
          steps.remove();
          waited = 0;
        }
        begin();
      }
    });
    pause.play();
  }
}
