package gradwright.profiler.view;

import gradwright.profiler.Synthetic;
import gradwright.profiler.store.Capacity;
import gradwright.profiler.store.EventStore;
import gradwright.protocol.EventBatch;
import gradwright.protocol.EventBatch.KernelRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A store with very many runs.
final class Big {
  private Big() {}

  /// `events` runs on `devices` devices.
  static EventStore store(int events, int devices) {
    EventStore store = new EventStore(new Capacity(events + 100_000, 100_000));
    store.add(new Synthetic(1).compile(3));
    Random random = new Random(1);
    List<KernelRuns> runs = new ArrayList<>();
    for (int d = 0; d < devices; d++) {
      int size = events / devices;
      int[] kernels = new int[size];
      long[] starts = new long[size];
      long[] nanos = new long[size];
      long clock = 220_000_000 + random.nextInt(5000);
      for (int i = 0; i < size; i++) {
        kernels[i] = random.nextInt(21);
        starts[i] = clock;
        nanos[i] = 200 + (long) (Math.exp(random.nextGaussian() * 1.4) * 4000);
        clock += nanos[i] + random.nextInt(1500);
      }
      runs.add(new KernelRuns("cpu:" + d, kernels, starts, nanos));
    }
    store.add(new EventBatch(List.of(), runs, 0));
    return store;
  }
}
