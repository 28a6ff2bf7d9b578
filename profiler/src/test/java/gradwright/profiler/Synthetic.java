package gradwright.profiler;

import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineEvent.Kernel;
import gradwright.protocol.EngineEvent.KernelKind;
import gradwright.protocol.EngineInfo;
import gradwright.protocol.EventBatch;
import gradwright.protocol.EventBatch.KernelRuns;
import gradwright.protocol.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Batches as a training program makes them: a few functions are traced and compiled, then a step runs many times.
public final class Synthetic {
  public static final String FILE = "/home/ada/projects/digits/train.py";
  public static final EngineInfo MACHINE =
      new EngineInfo("0.1.0", "3.12", "25", "a processor", List.of("cpu:0"), 1, 20e9, 200e9);

  private static final String[] NAMES = {
    "dot_general", "fused multiply add", "fused tanh sub", "reduce_sum", "fused exp log_softmax", "copy", "scan body"
  };
  private static final KernelKind[] KINDS = {
    KernelKind.LIBRARY,
    KernelKind.FUSED,
    KernelKind.FUSED,
    KernelKind.FUSED,
    KernelKind.FUSED,
    KernelKind.COPY,
    KernelKind.LOOP
  };

  private final Random random;
  private final List<Kernel> kernels = new ArrayList<>();
  private long clock = 120_000_000;
  private long buffer;

  public Synthetic(long seed) {
    random = new Random(seed);
  }

  /// A place at a line, called from `main`.
  public static Place place(int line, String function) {
    return new Place(
        List.of(
            new Place.Frame(FILE, line, 5, line, 30, function),
            new Place.Frame(FILE, 48, 9, 48, 40, "main"),
            new Place.Frame(FILE, 60, 1, 60, 7, "<module>")));
  }

  /// Traces and compiles `programs` functions.
  public EventBatch compile(int programs) {
    List<EngineEvent> events = new ArrayList<>();
    for (int p = 0; p < programs; p++) {
      String function = p == 0 ? "step" : p == 1 ? "accuracy" : "helper_" + p;
      Place place = place(40 + p, "train_epoch");
      events.add(
          new EngineEvent.CacheMiss(
              function, place, place(10 + p, function), EngineEvent.MissKind.NEVER_SEEN, List.of(), clock));
      long trace = 2_000_000 + random.nextInt(6_000_000);
      events.add(
          new EngineEvent.Traced(1000 + p, "inner_" + p, place(12 + p, function), 7, clock + trace / 4, trace / 3));
      events.add(new EngineEvent.Traced(p, function, place, 30 + p, clock, trace));
      clock += trace + 50_000;
      long lower = 800_000 + random.nextInt(1_000_000);
      events.add(new EngineEvent.Lowered(p, function, clock, lower));
      clock += lower;
      long compile = 12_000_000 + random.nextInt(20_000_000);
      List<Kernel> made = new ArrayList<>();
      for (int k = 0; k < NAMES.length; k++) {
        made.add(
            new Kernel(
                kernels.size() + made.size(),
                p,
                NAMES[k],
                KINDS[k],
                KINDS[k] == KernelKind.COPY ? 0 : 1e5 * (1 + random.nextInt(20)),
                4e4 * (1 + random.nextInt(20)),
                List.of(2 * k, 2 * k + 1),
                place(20 + k, "loss")));
      }
      kernels.addAll(made);
      events.add(
          new EngineEvent.Compiled(
              p,
              function,
              List.of(new EngineEvent.Pass("llvm", compile / 2), new EngineEvent.Pass("link", compile / 4)),
              made,
              p == 1,
              clock,
              compile));
      clock += compile + 100_000;
    }
    return new EventBatch(events, List.of(), 0);
  }

  /// Runs a program `steps` times on each device; a scan has its body's kernels within it.
  public EventBatch run(int steps, String... devices) {
    List<EngineEvent> events = new ArrayList<>();
    List<KernelRuns> runs = new ArrayList<>();
    long begin = clock;
    for (String device : devices) {
      clock = begin + random.nextInt(20_000);
      Columns columns = new Columns();
      for (int s = 0; s < steps; s++) {
        int program = random.nextInt(10) == 0 ? 1 : 0;
        long start = clock;
        events.add(
            new EngineEvent.CacheHit(program, program == 0 ? "step" : "accuracy", place(44, "train_epoch"), clock));
        clock += 3_000 + random.nextInt(3_000);
        for (Kernel kernel : kernels) {
          if (kernel.program() == program) {
            long nanos = 1_500 + (long) (Math.exp(random.nextGaussian()) * kernel.flops() / 60);
            if (kernel.kind() == KernelKind.LOOP) {
              columns.add(kernels.getFirst().id(), clock + nanos / 10, nanos / 4);
              columns.add(kernels.get(1).id(), clock + nanos / 2, nanos / 3);
            }
            columns.add(kernel.id(), clock, nanos);
            clock += nanos + random.nextInt(1_200);
          }
        }
        events.add(
            new EngineEvent.Executed(
                program, program == 0 ? "step" : "accuracy", device, place(44, "train_epoch"), start, clock - start));
        long bytes = 4L * 64 * (1 + random.nextInt(512));
        events.add(new EngineEvent.Allocated(++buffer, bytes, device, place(20 + random.nextInt(6), "loss"), clock));
        if (buffer > 12 && random.nextInt(50) != 0) {
          events.add(new EngineEvent.Freed(buffer - 11, clock + 10));
        }
        if (s % 8 == 0) {
          events.add(
              new EngineEvent.Transferred(
                  bytes, "host", device, place(43, "train_epoch"), clock, 4_000 + random.nextInt(9_000)));
          clock += 14_000;
        }
        clock += 8_000 + random.nextInt(30_000);
      }
      runs.add(columns.runs(device));
    }
    return new EventBatch(events, runs, 0);
  }

  private static final class Columns {
    private final List<long[]> rows = new ArrayList<>();

    void add(int kernel, long start, long nanos) {
      rows.add(new long[] {kernel, start, nanos});
    }

    KernelRuns runs(String device) {
      return new KernelRuns(
          device,
          rows.stream().mapToInt(r -> (int) r[0]).toArray(),
          rows.stream().mapToLong(r -> r[1]).toArray(),
          rows.stream().mapToLong(r -> r[2]).toArray());
    }
  }
}
