package gradwright.app.project;

import gradwright.app.fake.Gallery;
import gradwright.app.fake.ScratchFolder;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.stage.Stage;

/// Measures, by hand, how long it takes to open a folder of 1,000 files in 50 folders, until the tree is laid out with every
/// folder open, and how long the window's thread is busy with it.
public final class ProjectBenchmark {
  private static final int FOLDERS = 50;
  private static final int FILES = 20;
  private static final int ROUNDS = 12;

  private ProjectBenchmark() {}

  public static void main(String[] arguments) {
    Application.launch(Measure.class, arguments);
  }

  /// Opens, measures and ends.
  @SuppressWarnings("NullAway.Init")
  public static final class Measure extends Application {
    private final List<Path> folders = new ArrayList<>();
    private final List<Double> times = new ArrayList<>();
    private final List<Double> busy = new ArrayList<>();
    private ProjectModel project;
    private ProjectPanel panel;
    private Scene scene;
    private long start;
    private long processor;

    @Override
    public void start(Stage stage) throws Exception {
      Gallery.theme(false);
      for (int round = 0; round < ROUNDS; round++) {
        folders.add(made());
      }
      project = new ProjectModel(Platform::runLater);
      panel = new ProjectPanel(project, f -> {}, () -> {});
      scene = new Scene(panel.view(), 240, 800);
      stage.setScene(scene);
      stage.show();
      project
          .presenceProperty()
          .subscribe(p -> {
            if (p == ProjectModel.Presence.PRESENT) {
              Platform.runLater(this::shown);
            }
          });
      next();
    }

    private static Path made() throws Exception {
      Path root = ScratchFolder.untilExit("project");
      for (int i = 0; i < FOLDERS; i++) {
        Path folder = Files.createDirectories(root.resolve("package" + i));
        for (int k = 0; k < FILES; k++) {
          Files.writeString(folder.resolve("module" + k + ".py"), "import jax\n");
        }
      }
      return root;
    }

    private static long cpu() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void next() {
      if (times.size() == ROUNDS) {
        times.sort(null);
        busy.sort(null);
        System.out.printf(
            Locale.ROOT,
            "open %d files: median %.0f ms, most %.0f ms; the window's thread busy: median %.0f ms, most %.0f ms%n",
            FOLDERS * FILES,
            times.get(ROUNDS / 2),
            times.getLast(),
            busy.get(ROUNDS / 2),
            busy.getLast());
        project.close();
        Platform.exit();
        return;
      }
      start = System.nanoTime();
      processor = cpu();
      project.open(folders.get(times.size()));
    }

    private void shown() {
      TreeView<?> tree = (TreeView<?>) panel.view().lookup(".tree-view");
      tree.getRoot().getChildren().forEach(this::expand);
      scene.getRoot().applyCss();
      scene.getRoot().layout();
      if (tree.getExpandedItemCount() != 1 + FOLDERS + FOLDERS * FILES) {
        throw new IllegalStateException("only " + tree.getExpandedItemCount() + " rows");
      }
      times.add((System.nanoTime() - start) / 1e6);
      busy.add((cpu() - processor) / 1e6);
      Platform.runLater(this::next);
    }

    private void expand(TreeItem<?> item) {
      item.setExpanded(true);
    }
  }
}
