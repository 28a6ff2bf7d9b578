package gradwright.profiler.timeline;

import gradwright.profiler.store.Recording;
import gradwright.profiler.store.Runs;
import gradwright.protocol.EngineEvent.Kernel;
import gradwright.protocol.EngineEvent.KernelKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What happened in a range of time. Times of kernels are their own, without what runs within them.
///
/// @param host time in each of the host's lanes
/// @param kernels by time, longest first
public record RangeSums(
    Range range,
    List<DeviceSum> devices,
    Map<LaneKind, Double> host,
    Map<KernelKind, Sum> kinds,
    List<KernelSum> kernels) {

  /// How often and how long, in nanoseconds.
  public record Sum(long count, double nanos) {
    static final Sum ZERO = new Sum(0, 0);

    Sum plus(double more) {
      return new Sum(count + 1, nanos + more);
    }
  }

  public record KernelSum(Kernel kernel, Sum sum) {}

  /// How long a device worked and waited; the longest gap is 0 long where there is none.
  public record DeviceSum(String device, double busy, double idle, double longestGapStart, double longestGap) {}

  /// Adds up; tens of milliseconds for a million spans.
  public static RangeSums of(Timeline timeline, Range range) {
    Recording recording = timeline.recording();
    List<DeviceSum> devices = new ArrayList<>();
    Map<LaneKind, Double> host = new EnumMap<>(LaneKind.class);
    Map<KernelKind, Sum> kinds = new EnumMap<>(KernelKind.class);
    Map<Integer, Sum> kernels = new HashMap<>();
    for (Lane lane : timeline.lanes()) {
      if (lane.kind() != LaneKind.KERNELS) {
        host.put(lane.kind(), gaps(lane, range).busy());
        continue;
      }
      devices.add(gaps(lane, range));
      Runs runs = recording.runs().get(lane.device());
      OwnTimes.visit(runs, range, (run, own) -> add(kernels, runs.kernel(run), own));
    }
    List<KernelSum> sorted = new ArrayList<>();
    kernels.forEach((id, sum) -> {
      Kernel kernel = recording.catalogue().kernel(id);
      sorted.add(new KernelSum(kernel, sum));
      kinds.merge(kernel.kind(), sum, (a, b) -> new Sum(a.count + b.count, a.nanos + b.nanos));
    });
    sorted.sort(Comparator.comparingDouble((KernelSum k) -> k.sum().nanos()).reversed());
    return new RangeSums(range, List.copyOf(devices), host, kinds, List.copyOf(sorted));
  }

  private static void add(Map<Integer, Sum> sums, int kernel, double nanos) {
    sums.put(kernel, sums.getOrDefault(kernel, Sum.ZERO).plus(nanos));
  }

  /// Walks all rows of a lane together, since a gap is where none of them has anything.
  private static DeviceSum gaps(Lane lane, Range range) {
    int[] next = new int[lane.rows().size()];
    for (int r = 0; r < next.length; r++) {
      next[r] = lane.rows().get(r).firstEndingAfter(range.from());
    }
    double reached = range.from();
    double idle = 0;
    double longest = 0;
    double longestStart = range.from();
    while (reached < range.to()) {
      int row = earliest(lane, next);
      double start = row < 0 ? range.to() : Math.min(range.to(), lane.rows().get(row).start(next[row]));
      if (start > reached) {
        idle += start - reached;
        if (start - reached > longest) {
          longest = start - reached;
          longestStart = reached;
        }
        reached = start;
      }
      if (row < 0 || start >= range.to()) {
        break;
      }
      reached = Math.max(reached, Math.min(range.to(), lane.rows().get(row).end(next[row]++)));
    }
    return new DeviceSum(lane.name(), range.nanos() - idle, idle, longestStart, longest);
  }

  private static int earliest(Lane lane, int[] next) {
    int best = -1;
    for (int r = 0; r < next.length; r++) {
      LaneRow row = lane.rows().get(r);
      if (next[r] < row.size() && (best < 0 || row.start(next[r]) < lane.rows().get(best).start(next[best]))) {
        best = r;
      }
    }
    return best;
  }
}
