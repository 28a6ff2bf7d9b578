package gradwright.profiler.view;

import atlantafx.base.theme.PrimerDark;
import gradwright.profiler.focus.Focus;
import gradwright.profiler.focus.FocusModel;
import gradwright.profiler.store.EventStore;
import gradwright.profiler.store.ProfileSource;
import gradwright.profiler.timeline.Highlight;
import gradwright.profiler.timeline.Range;
import gradwright.profiler.timeline.RangeSums;
import gradwright.profiler.timeline.Timeline;
import gradwright.profiler.timeline.TimelineModel;
import gradwright.profiler.view.timeline.TimelineView;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.DoubleConsumer;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

/// Run by hand: how long a frame of the timeline takes with a million runs in software rendering, from one frame to the
/// next while every frame draws something else, and what the rest costs. On a machine that others use too, the processor
/// time of the two threads that make a frame tells more than the time between frames.
public final class TimelineBenchmark {
  private static final int WARM = 60;
  private static final int FRAMES = 150;

  private final Deque<Runnable> steps = new ArrayDeque<>();
  private final CountDownLatch done = new CountDownLatch(1);

  public static void main(String[] arguments) throws Exception {
    int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int lanes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 16;
    EventStore store = Big.store(events, lanes);
    Timeline timeline = null;
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      timeline = Timeline.of(store.recording());
      report("lay out", (System.nanoTime() - start) / 1e6);
      start = System.nanoTime();
      Highlight.of(new Focus.OfKernel(0, 3), timeline);
      report("find a kernel's runs", (System.nanoTime() - start) / 1e6);
      start = System.nanoTime();
      RangeSums.of(timeline, new Range(timeline.start(), timeline.end()));
      report("sum everything", (System.nanoTime() - start) / 1e6);
    }
    TimelineBenchmark benchmark = new TimelineBenchmark();
    Platform.startup(() -> benchmark.start(store));
    benchmark.done.await();
    Platform.exit();
  }

  private static void report(String what, double millis) {
    System.out.printf(Locale.ROOT, "%-40s %8.2f ms%n", what, millis);
  }

  private void start(EventStore store) {
    Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
    TimelineView view = new TimelineView(new ProfileSource(store, () -> null), new FocusModel());
    Stage stage = new Stage();
    stage.setScene(new Scene(view, 980, 700));
    stage.show();
    TimelineModel model = view.model();
    steps.add(() -> measure("wait for the layout", _ -> model.panPixels(0)));
    steps.add(() -> {
      double middle = (model.timeline().start() + model.timeline().end()) / 2.0;
      double all = model.timeline().end() - model.timeline().start();
      steps.add(() ->
          measure("everything, zoomed by a little", p -> show(model, middle, all * (0.9 + 0.05 * Math.sin(9 * p)))));
      steps.add(() ->
          measure(
              "zoom from everything to 1/2000",
              p -> show(model, middle, all / Math.pow(2000, 0.5 - 0.5 * Math.cos(6.28 * p)))));
      steps.add(() -> {
        model.focus(new Focus.OfKernel(0, 3));
        measure("everything, one kernel in focus", p -> show(model, middle, all * (0.9 + 0.05 * Math.sin(9 * p))));
      });
      next();
    });
    next();
  }

  private static void show(TimelineModel model, double middle, double length) {
    model.viewport().show(new Range(middle - length / 2, middle + length / 2));
    model.panPixels(0);
  }

  private void next() {
    Runnable step = steps.poll();
    if (step == null) {
      done.countDown();
    } else {
      step.run();
    }
  }

  /// Of the thread that lays out and records drawings and the one that renders them.
  private static long processorTime() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null
          && (thread.getThreadName().startsWith("JavaFX Application")
              || thread.getThreadName().startsWith("QuantumRenderer"))) {
        sum += threads.getThreadCpuTime(thread.getThreadId());
      }
    }
    return sum;
  }

  private void measure(String what, DoubleConsumer change) {
    List<Double> frames = new ArrayList<>();
    new AnimationTimer() {
      private int frame;
      private long last;
      private long cpu;

      @Override
      public void handle(long now) {
        long time = System.nanoTime();
        if (frame == WARM) {
          cpu = processorTime();
        }
        if (frame++ > WARM) {
          frames.add((time - last) / 1e6);
        }
        last = time;
        change.accept((double) frame / FRAMES);
        if (frames.size() == FRAMES) {
          stop();
          frames.sort(null);
          System.out.printf(
              Locale.ROOT,
              "%-36s processor time a frame %6.2f ms; frame to frame median %6.2f, 95%% %6.2f, most %6.2f ms%n",
              what,
              (processorTime() - cpu) / 1e6 / FRAMES,
              frames.get(FRAMES / 2),
              frames.get(FRAMES * 95 / 100),
              frames.getLast());
          next();
        }
      }
    }.start();
  }
}
