package gradwright.app.editor;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import gradwright.app.editor.document.EditorSettings;
import gradwright.app.editor.file.LocalDisk;
import gradwright.app.editor.view.EditorView;
import gradwright.app.fake.FakeSession;
import gradwright.app.fake.ScratchFolder;
import gradwright.profiler.focus.FocusModel;
import gradwright.protocol.Insight;
import gradwright.protocol.Place;
import gradwright.protocol.RunOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Duration;
import javax.imageio.ImageIO;

/// Draws the editor into PNG files, by hand: the first argument is a folder, the second a Python file.
public final class EditorPictures {
  private EditorPictures() {}

  public static void main(String[] arguments) {
    Application.launch(Pictures.class, arguments);
  }

  /// Opens the window, draws it in its looks, and ends.
  @SuppressWarnings("NullAway.Init")
  public static final class Pictures extends Application {
    private final FakeSession session = new FakeSession().knowingFunctions();
    private Path folder = Path.of(".");
    private int step;
    private Stage stage;
    private EditorArea area;

    @Override
    public void start(Stage first) throws Exception {
      stage = first;
      folder = Files.createDirectories(Path.of(getParameters().getRaw().get(0)));
      Path file = Path.of(getParameters().getRaw().get(1)).toAbsolutePath();
      session.types =
          List.of(
              new Insight.ValueType(file.toString(), 15, 5, "h", "f32[64,32]"),
              new Insight.ValueType(file.toString(), 16, 5, "h", "f32[64,32]"),
              new Insight.ValueType(file.toString(), 17, 5, "logits", "f32[64,10]"));
      session.checker = text -> List.of(new Insight.Problem(21, 5, 21, 12, "error", "SyntaxError: expected ':'"));
      EditorSettings settings = new EditorSettings();
      FakeDialogs dialogs = new FakeDialogs();
      area =
          new EditorArea(
              new EditorContext(
                  () -> Optional.of(session),
                  new FocusModel(),
                  settings,
                  dialogs,
                  dialogs,
                  new LocalDisk(),
                  ScratchFolder.untilExit("drafts"),
                  new WindowThreads()));
      Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
      stage.setScene(new Scene(area.node(), 900, 640));
      stage.show();
      area.open(file)
          .thenAccept(v -> {
            area.results()
                .runEnded(
                    new RunOutcome(
                        RunOutcome.Ending.FAILED,
                        1,
                        0,
                        new RunOutcome.Failure(
                            "TypeError",
                            "dot_general requires contracting dimensions to match",
                            List.of(new Place.Frame(file.toString(), 18, 1, 18, 20, "loss")))));
            area.openUntitled("x = 1\n");
            area.show(v.orElseThrow());
          });
      later(1500, this::next);
    }

    private void later(double millis, Runnable run) {
      PauseTransition pause = new PauseTransition(Duration.millis(millis));
      pause.setOnFinished(e -> run.run());
      pause.play();
    }

    private void next() {
      EditorView view = area.current().orElseThrow();
      switch (step++) {
        case 0 -> {
          shot("dark");
          view.goTo(18, 12);
          view.finder().open(true);
          view.focus();
        }
        case 1 -> {
          shot("dark-find");
          Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
        }
        case 2 -> {
          shot("light-find");
          view.folding().foldDefinitions();
          area.current().orElseThrow().zoom(3);
        }
        case 3 -> {
          shot("light-folded");
          view.folding().unfoldAll();
          view.zoom(-3);
          view.goTo(30, 1);
          view.edits().insert("x = jnp.");
          view.complete();
        }
        case 4 -> {
          shot("light-complete");
          view.completion().close();
          view.edits().insert("sum(x, axis=1, ");
          view.showParameters();
        }
        case 5 -> {
          shot("light-parameters");
          Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
          view.goTo(15, 22);
          view.edits().insert("x");
          view.document()
              .setNotice(
                  gradwright.app.editor.document.Notice.of(
                      gradwright.app.editor.document.Notice.Kind.WARNING,
                      "demo.py was changed by another program, and here is text that is not saved.",
                      new gradwright.app.editor.document.Notice.Action("Take the file's text", () -> {}),
                      new gradwright.app.editor.document.Notice.Action("Overwrite the file", () -> {})));
          view.goTo(15, 20);
          view.showDocumentation();
        }
        case 6 -> {
          shot("dark-documentation");
          view.goTo(30, 5);
          view.markLine(18);
          view.edits().insert("jax.");
          view.complete();
        }
        case 7 -> {
          shot("dark-complete");
          view.completion().close();
          view.jumps().toSymbol();
        }
        case 8 -> shot("dark-symbols");
        default -> {
          Platform.exit();
          return;
        }
      }
      later(900, this::next);
    }

    private void shot(String name) {
      for (int i = 0; i < Window.getWindows().size(); i++) {
        Window window = Window.getWindows().get(i);
        WritableImage image = window.getScene().getRoot().snapshot(new SnapshotParameters(), null);
        try {
          ImageIO.write(
              SwingFXUtils.fromFXImage(image, null),
              "png",
              folder.resolve(name + (i == 0 ? "" : "-popup" + i) + ".png").toFile());
        } catch (java.io.IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }
  }
}
