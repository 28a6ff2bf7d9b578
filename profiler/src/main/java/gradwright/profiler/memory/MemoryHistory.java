package gradwright.profiler.memory;

import gradwright.profiler.quantity.Places;
import gradwright.profiler.store.MemoryChanges;
import gradwright.profiler.store.Recording;
import gradwright.protocol.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Live bytes of each device over time, and what was alive when.
public final class MemoryHistory {
  public static final MemoryHistory EMPTY = new MemoryHistory(Recording.EMPTY);

  /// Buffers from one line that are alive at one moment.
  ///
  /// @param place the line and its callers; unknown where the engine could not tell
  public record Live(Place place, long buffers, long bytes) {
    public String line() {
      return place.isKnown() ? Places.line(place) : "unknown";
    }
  }

  private final Recording recording;
  private final List<MemoryCurve> curves;
  private final long start;
  private final long end;

  private MemoryHistory(Recording recording) {
    this.recording = recording;
    MemoryChanges changes = recording.memory();
    List<MemoryCurve> found = new ArrayList<>();
    for (int device = 0; device < recording.devices().size(); device++) {
      MemoryCurve curve = curve(recording, device);
      if (curve.size() > 0 || curve.peak() > 0) {
        found.add(curve);
      }
    }
    curves = List.copyOf(found);
    start =
        changes.size() == 0 ? 0 : found.stream().filter(c -> c.size() > 0).mapToLong(c -> c.time(0)).min().orElse(0);
    end =
        changes.size() == 0
            ? 0
            : found.stream().filter(c -> c.size() > 0).mapToLong(c -> c.time(c.size() - 1)).max().orElse(0);
  }

  /// Makes the history of a recording; some milliseconds for a hundred thousand changes.
  public static MemoryHistory of(Recording recording) {
    return new MemoryHistory(recording);
  }

  private static MemoryCurve curve(Recording recording, int device) {
    MemoryChanges changes = recording.memory();
    long before = 0;
    for (MemoryChanges.Held held : changes.before()) {
      before += held.device() == device ? held.bytes() : 0;
    }
    long[] times = new long[changes.size()];
    long[] bytes = new long[changes.size()];
    int size = 0;
    long live = before;
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < changes.size(); i++) {
      if (changes.device(i) == device) {
        live += changes.bytes(i);
        // Told by several threads, times may be out of order by a little; the sum is right in the order told.
        latest = Math.max(latest, changes.time(i));
        times[size] = latest;
        bytes[size++] = live;
      }
    }
    return new MemoryCurve(
        recording.devices().get(device), device, before, Arrays.copyOf(times, size), Arrays.copyOf(bytes, size));
  }

  public boolean isEmpty() {
    return curves.isEmpty();
  }

  /// Devices that held anything.
  public List<MemoryCurve> curves() {
    return curves;
  }

  /// Of the first change.
  public long start() {
    return start;
  }

  /// Of the last change.
  public long end() {
    return end;
  }

  /// What a device holds at a time, by line, most bytes first.
  public List<Live> live(MemoryCurve curve, double time) {
    MemoryChanges changes = recording.memory();
    Map<Integer, long[]> sums = new HashMap<>();
    for (MemoryChanges.Held held : changes.before()) {
      if (held.device() == curve.number()) {
        add(sums, held.place(), held.buffers(), held.bytes());
      }
    }
    int steps = curve.stepAt(time) + 1;
    for (int i = 0; i < changes.size() && steps > 0; i++) {
      if (changes.device(i) == curve.number()) {
        add(sums, changes.place(i), changes.buffers(i), changes.bytes(i));
        steps--;
      }
    }
    return byLine(sums);
  }

  private static void add(Map<Integer, long[]> sums, int place, long buffers, long bytes) {
    long[] sum = sums.computeIfAbsent(place, _ -> new long[2]);
    sum[0] += buffers;
    sum[1] += bytes;
  }

  /// Places that differ in callers only come together under their innermost frame.
  private List<Live> byLine(Map<Integer, long[]> sums) {
    Map<String, Live> lines = new HashMap<>();
    sums.forEach((number, sum) -> {
      if (sum[0] != 0) {
        Place place = recording.place(number);
        String key = place.isKnown() ? place.frame().file() + ":" + place.frame().line() : "";
        lines.merge(
            key,
            new Live(place, sum[0], sum[1]),
            (a, b) -> new Live(a.place(), a.buffers() + b.buffers(), a.bytes() + b.bytes()));
      }
    });
    return lines.values().stream()
        .sorted(Comparator.comparingLong(Live::bytes).reversed().thenComparing(Live::line))
        .toList();
  }
}
