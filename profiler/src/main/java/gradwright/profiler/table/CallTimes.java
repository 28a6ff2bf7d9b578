package gradwright.profiler.table;

import gradwright.profiler.store.Dispatches;
import gradwright.profiler.store.Recording;
import gradwright.profiler.store.Runs;
import gradwright.profiler.timeline.OwnTimes;
import gradwright.profiler.timeline.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds for each run of a kernel the call that it belongs to: the last call of its program on its device that began
/// before it. Calls of one program from one place come together.
final class CallTimes {
  /// A kernel's own time within calls.
  record KernelTime(int kernel, long runs, double nanos) {}

  /// Calls of a program from one place.
  ///
  /// @param place a number of the recording, -1 for runs without a call
  record Call(int program, int place, long calls, double hostNanos, List<KernelTime> kernels) {}

  private record Key(int program, int place) {}

  private record Target(int program, int device) {}

  private static final class Sum {
    private long calls;
    private double host;
    private final Map<Integer, double[]> kernels = new HashMap<>();
  }

  /// Calls of one program on one device by start.
  private static final class Starts {
    private long[] starts = new long[16];
    private int[] places = new int[16];
    private int size;

    void add(long start, int place) {
      if (size == starts.length) {
        starts = Arrays.copyOf(starts, size * 2);
        places = Arrays.copyOf(places, size * 2);
      }
      int at = size++;
      // Calls are told when they end, so that an inner one comes before the outer; they are few.
      while (at > 0 && starts[at - 1] > start) {
        starts[at] = starts[at - 1];
        places[at] = places[at - 1];
        at--;
      }
      starts[at] = start;
      places[at] = place;
    }

    int placeBefore(long time) {
      int found = Arrays.binarySearch(starts, 0, size, time);
      int index = found >= 0 ? found : -found - 2;
      return index < 0 ? -1 : places[index];
    }
  }

  private CallTimes() {}

  static List<Call> of(Recording recording) {
    Map<Key, Sum> sums = new HashMap<>();
    Map<Target, Starts> starts = new HashMap<>();
    Dispatches calls = recording.dispatches();
    for (int i = 0; i < calls.size(); i++) {
      Sum sum = sums.computeIfAbsent(new Key(calls.program(i), calls.place(i)), _ -> new Sum());
      sum.calls++;
      sum.host += calls.nanos(i);
      starts
          .computeIfAbsent(new Target(calls.program(i), calls.device(i)), _ -> new Starts())
          .add(calls.start(i), calls.place(i));
    }
    Range all = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    Starts none = new Starts();
    for (int d = 0; d < recording.runs().size(); d++) {
      int device = d;
      Runs runs = recording.runs().get(d);
      OwnTimes.visit(
          runs,
          all,
          (run, own) -> {
            int program = recording.catalogue().kernel(runs.kernel(run)).program();
            int place = starts.getOrDefault(new Target(program, device), none).placeBefore(runs.start(run));
            double[] time =
                sums.computeIfAbsent(new Key(program, place), _ -> new Sum())
                    .kernels
                    .computeIfAbsent(runs.kernel(run), _ -> new double[2]);
            time[0]++;
            time[1] += own;
          });
    }
    List<Call> result = new ArrayList<>();
    sums.forEach((key, sum) -> {
      List<KernelTime> kernels = new ArrayList<>();
      sum.kernels.forEach((id, time) -> kernels.add(new KernelTime(id, (long) time[0], time[1])));
      result.add(new Call(key.program(), key.place(), sum.calls, sum.host, kernels));
    });
    return result;
  }
}
