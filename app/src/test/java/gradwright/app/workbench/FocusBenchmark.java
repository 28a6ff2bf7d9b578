package gradwright.app.workbench;

import gradwright.app.fake.FakeSession;
import gradwright.app.fake.SamplePrograms;
import gradwright.app.fake.ScratchFolder;
import gradwright.profiler.focus.Focus;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineEvent.Kernel;
import gradwright.protocol.EventBatch;
import gradwright.protocol.EventBatch.KernelRuns;
import gradwright.protocol.Place;
import gradwright.protocol.RunOutcome.Ending;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javafx.application.Platform;

/// Measures, by hand, how long the window's thread is busy when something else becomes the focus: editor, jaxpr panel and timeline
/// in sight, a program of 10,000 equations, a million runs of kernels in the timeline. Processor time of what the panels do and of
/// their layout, so that other programs do not matter. Needs a display: the headless screen is smaller than its window. The argument
/// is how many changes of each kind to measure.
public final class FocusBenchmark {
  private static final int EQUATIONS = 10_000;
  private static final int RUNS = 1_000_000;
  private static final int FIRST = 10;

  private final TestWindow window;
  private final int times;

  private FocusBenchmark(TestWindow window, int times) {
    this.window = window;
    this.times = times;
  }

  public static void main(String[] arguments) throws Exception {
    Platform.startup(() -> {});
    String text = "import jax\n" + "y = jax.numpy.tanh(x @ w + b)\n".repeat(5_000);
    Path folder = ScratchFolder.untilExit("gradwright-focus");
    TestWindow window = TestWindow.on(() -> new TestWindow(folder, text, FakeSession::new, 1920, 1000));
    new FocusBenchmark(window, arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100).measure();
    window.close();
    Platform.exit();
  }

  private void measure() throws Exception {
    String file = window.script.toString();
    window.trustAndOpen();
    FakeSession session = window.session().with(SamplePrograms.large(2, EQUATIONS, file));
    window.command("panel." + PanelCatalogue.JAXPR);
    window.command("panel." + PanelCatalogue.PROFILER);
    window.command("run.file");
    window.untilRunning();
    session.listener.events(ran(file));
    session.end(Ending.FINISHED, 0, null);
    window.untilReady();
    TimeUnit.SECONDS.sleep(3);
    Random random = new Random(1);
    report("equations", i -> new Focus.OfEquation(2, random.nextInt(EQUATIONS)));
    report("kernels", i -> new Focus.OfKernel(2, random.nextInt(EQUATIONS / 8)));
    report("lines", i -> new Focus.Line(file, 10 + random.nextInt(50)));
  }

  private static EventBatch ran(String file) {
    Place here = new Place(List.of(new Place.Frame(file, 12, 1, 12, 20, "loss")));
    List<Kernel> kernels =
        IntStream.range(0, EQUATIONS / 8)
            .mapToObj(k ->
                new Kernel(
                    k,
                    2,
                    "mul add sin",
                    EngineEvent.KernelKind.FUSED,
                    1e6,
                    1e5,
                    IntStream.range(8 * k, 8 * k + 8).boxed().toList(),
                    new Place(List.of(new Place.Frame(file, 10 + k % 50, 1, 10 + k % 50, 20, "loss")))))
            .toList();
    List<EngineEvent> events =
        List.of(
            new EngineEvent.Traced(2, "large", here, EQUATIONS, 0, 2_000_000),
            new EngineEvent.Compiled(2, "large", List.of(), kernels, false, 3_000_000, 8_000_000));
    Random random = new Random(2);
    List<KernelRuns> runs = new ArrayList<>();
    for (int device = 0; device < 16; device++) {
      int size = RUNS / 16;
      long[] starts = new long[size];
      long[] nanos = new long[size];
      long clock = 20_000_000;
      for (int i = 0; i < size; i++) {
        starts[i] = clock;
        nanos[i] = 500 + random.nextInt(20_000);
        clock += nanos[i] + random.nextInt(1500);
      }
      runs.add(new KernelRuns("cpu:" + device, random.ints(size, 0, EQUATIONS / 8).toArray(), starts, nanos));
    }
    return new EventBatch(events, runs, 0);
  }

  private void report(String what, IntFunction<Focus> next) throws Exception {
    List<Double> taken = new ArrayList<>();
    for (int i = 0; i < FIRST + times; i++) {
      Focus focus = next.apply(i);
      taken.add(change(focus));
      TimeUnit.MILLISECONDS.sleep(20);
    }
    List<Integer> first = taken.subList(0, FIRST).stream().map(t -> (int) Math.round(t)).toList();
    List<Double> later = taken.subList(FIRST, taken.size()).stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "focus on %s: median %.1f ms, 95 %% %.1f ms, worst %.1f ms; the first %d: %s%n",
        what,
        later.get(times / 2),
        later.get(times * 95 / 100),
        later.getLast(),
        FIRST,
        first);
  }

  /// From the change until the frame that shows it has its styles and layout.
  private double change(Focus focus) throws Exception {
    CompletableFuture<Double> time = new CompletableFuture<>();
    Platform.runLater(() -> {
      long start = cpu();
      window.model().focus().set(focus, this);
      Runnable[] once = new Runnable[1];
      once[0] =
          () -> {
            window.scene().removePostLayoutPulseListener(once[0]);
            time.complete((cpu() - start) / 1e6);
          };
      window.scene().addPostLayoutPulseListener(once[0]);
      Platform.requestNextPulse();
    });
    return time.get(20, TimeUnit.SECONDS);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
