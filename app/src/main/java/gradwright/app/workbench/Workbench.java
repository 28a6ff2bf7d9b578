package gradwright.app.workbench;

import gradwright.app.run.WorkerStarter;
import gradwright.app.settings.UserFolders;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/// The application: one window.
///
/// System properties: `gradwright.samples` names the installation's sample projects; with `gradwright.measure` the time from the
/// start of the JVM until the window can be used is printed; with `gradwright.train` the window shows what it has once, for the
/// start-up cache, and closes.
public final class Workbench extends Application {
  private static final int PROCESSORS_FOR_BOTH = 4;

  private @Nullable WorkbenchShell shell;
  private Runnable ended = () -> {};

  @Override
  public void start(Stage stage) {
    UserFolders folders = folders();
    WorkbenchModel model =
        new WorkbenchModel(
            folders,
            Path.of(System.getProperty("gradwright.samples", "sample-projects")),
            settings -> new WorkerStarter(() -> settings.get().engineMemory()),
            Platform::runLater);
    Thread.setDefaultUncaughtExceptionHandler((_, failure) -> Platform.runLater(() -> tell(model, failure)));
    // The engine's process starts while the window is being built, unless that would keep the window waiting.
    boolean together = Runtime.getRuntime().availableProcessors() >= PROCESSORS_FOR_BOTH;
    if (together) {
      model.runs().start();
    }
    WorkbenchShell built = new WorkbenchShell(model, stage, new FxDesktop(() -> stage));
    shell = built;
    built.show();
    if (!together) {
      built.afterFirstFrame(model.runs()::start);
    }
    if (Boolean.getBoolean("gradwright.measure")) {
      built.afterFirstFrame(Workbench::printLaunchTime);
    }
    if (isTraining()) {
      ended = () -> Training.remove(folders);
      built.afterFirstFrame(() -> new Training(model, built).begin());
    }
    getParameters().getUnnamed().stream().findFirst().map(Path::of).ifPresent(built::open);
  }

  /// A fault of the window itself: said where the person sees it, told in full on the error stream.
  private static void tell(WorkbenchModel model, Throwable failure) {
    failure.printStackTrace();
    model
        .banners()
        .show(
            new Banner(
                "fault",
                Banner.Severity.ERROR,
                "Something in the window did not work (%s). Your files are safe; save them and go on, or start again."
                    .formatted(failure.getClass().getSimpleName()),
                List.of()));
  }

  private static boolean isTraining() {
    return Boolean.getBoolean("gradwright.train");
  }

  private static UserFolders folders() {
    // Training must not touch what belongs to the person.
    return isTraining() ? Training.folders() : UserFolders.ofSystem();
  }

  private static void printLaunchTime() {
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    System.out.printf("usable after %d ms%n", System.currentTimeMillis() - started);
  }

  @Override
  public void stop() {
    if (shell != null) {
      shell.close();
    }
    ended.run();
  }
}
