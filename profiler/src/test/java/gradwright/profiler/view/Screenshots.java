package gradwright.profiler.view;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import gradwright.profiler.Synthetic;
import gradwright.profiler.focus.FocusModel;
import gradwright.profiler.store.EventStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.TabPane;
import javafx.scene.transform.Scale;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// Run by hand: writes pictures of the panel in both themes into a folder, for people to look at: of a profile from a file
/// where one is given.
public final class Screenshots {
  private final Path folder;
  private final EventStore store = new EventStore();
  private final FocusModel focus = new FocusModel();

  private Screenshots(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    Screenshots shots = new Screenshots(Path.of(arguments[0]));
    Files.createDirectories(shots.folder);
    if (arguments.length < 2) {
      Synthetic program = new Synthetic(1);
      shots.store.add(program.compile(3));
      shots.store.add(program.run(120, "cpu:0", "cpu:1"));
    }
    CompletableFuture<Void> started = new CompletableFuture<>();
    Platform.startup(() -> started.complete(null));
    started.get(20, TimeUnit.SECONDS);
    for (String theme : new String[] {"dark", "light"}) {
      shots.shoot(theme, arguments.length < 2 ? null : Path.of(arguments[1]));
    }
    Platform.exit();
  }

  private void shoot(String theme, @Nullable Path profile) throws Exception {
    ProfilerView view =
        onWindow(() -> {
          Application.setUserAgentStylesheet(
              theme.equals("dark")
                  ? new PrimerDark().getUserAgentStylesheet()
                  : new PrimerLight().getUserAgentStylesheet());
          ProfilerView made = new ProfilerView(store, focus, () -> Synthetic.MACHINE);
          Stage stage = new Stage();
          stage.setScene(new Scene(made, 980, 420));
          stage.show();
          return made;
        });
    if (profile != null) {
      view.open(profile).get(30, TimeUnit.SECONDS);
    }
    Thread.sleep(1500);
    onWindow(() -> new ViewStory(view, focus, step -> save(view, theme + "-" + step)).tell());
    Thread.sleep(1000);
    onWindow(() -> save(view, theme + "-timeline-selected"));
    TabPane tabs = (TabPane) view.lookup(".tab-pane");
    for (int tab = 1; tab < tabs.getTabs().size(); tab++) {
      int number = tab;
      onWindow(() -> {
        tabs.getSelectionModel().select(number);
        return null;
      });
      Thread.sleep(700);
      onWindow(() -> save(view, theme + "-" + tabs.getTabs().get(number).getText().toLowerCase(java.util.Locale.ROOT)));
    }
  }

  private Void save(ProfilerView view, String name) {
    view.applyCss();
    view.layout();
    for (double scale : new double[] {1, 1.5}) {
      SnapshotParameters parameters = new SnapshotParameters();
      parameters.setTransform(new Scale(scale, scale));
      try {
        ImageIO.write(
            SwingFXUtils.fromFXImage(view.snapshot(parameters, null), null),
            "png",
            folder.resolve(name + "-" + Math.round(scale * 100) + ".png").toFile());
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    return null;
  }

  private static <T> T onWindow(java.util.concurrent.Callable<T> work) throws Exception {
    CompletableFuture<T> done = new CompletableFuture<>();
    Platform.runLater(() -> {
      try {
        done.complete(work.call());
      } catch (Throwable e) {
        done.completeExceptionally(e);
      }
    });
    return done.get(30, TimeUnit.SECONDS);
  }
}
