package gradwright.app.jaxpr;

import gradwright.app.fake.FakeSession;
import gradwright.app.fake.Gallery;
import gradwright.app.fake.SamplePrograms;
import gradwright.profiler.focus.Focus;
import gradwright.profiler.focus.FocusModel;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.animation.PauseTransition;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.util.Duration;

/// Measures, by hand, how long the window's thread is busy when another of 10,000 equations becomes the focus, both sides of
/// the jaxpr panel laid out anew. Processor time, so that other programs do not matter.
public final class FocusBenchmark {
  private static final int EQUATIONS = 10_000;
  private static final int WARM = 40;
  private static final int TIMES = 300;

  private FocusBenchmark() {}

  public static void main(String[] arguments) {
    Application.launch(Measure.class, arguments);
  }

  /// Looks, measures and ends.
  @SuppressWarnings("NullAway.Init")
  public static final class Measure extends Application {
    private final FocusModel focus = new FocusModel();
    private final List<Double> times = new ArrayList<>();
    private Scene scene;
    private int count;

    @Override
    public void start(Stage stage) {
      Gallery.theme(false);
      FakeSession session = new FakeSession().with(SamplePrograms.large(2, EQUATIONS));
      JaxprModel model = new JaxprModel(() -> session, focus, Platform::runLater);
      scene = new Scene(new JaxprPanel(model, p -> {}, t -> {}).view(), 1000, 800);
      stage.setScene(scene);
      stage.show();
      model.accept(JaxprModelTest.batch());
      model
          .content()
          .addListener((o, before, now) -> {
            if (now instanceof JaxprModel.Content.Shown) {
              later(500, this::next);
            }
          });
      model.choose(2);
    }

    private static long cpu() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void later(long millis, Runnable run) {
      PauseTransition pause = new PauseTransition(Duration.millis(millis));
      pause.setOnFinished(e -> run.run());
      pause.play();
    }

    private void next() {
      if (count == WARM + TIMES) {
        List<Integer> first = times.subList(0, 10).stream().map(t -> (int) Math.round(t)).toList();
        List<Double> warm = new ArrayList<>(times.subList(WARM, times.size()));
        warm.sort(null);
        System.out.printf(
            Locale.ROOT,
            "focus in %,d equations: median %.1f ms, 95 %% %.1f ms, worst %.1f ms; the first ten: %s%n",
            EQUATIONS,
            warm.get(TIMES / 2),
            warm.get(TIMES * 95 / 100),
            warm.getLast(),
            first);
        Platform.exit();
        return;
      }
      long start = cpu();
      focus.set(new Focus.OfEquation(2, count * 797 % EQUATIONS), this);
      scene.getRoot().applyCss();
      scene.getRoot().layout();
      times.add((cpu() - start) / 1e6);
      count++;
      later(10, this::next);
    }
  }
}
