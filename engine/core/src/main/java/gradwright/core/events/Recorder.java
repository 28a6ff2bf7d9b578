package gradwright.core.events;

import gradwright.core.device.Device;
import gradwright.core.ir.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Notes when kernels ran and which types lines of the user's code made, for as long as somebody wants to know. Memory is
/// bounded: so many runs a device between two takes, and so many kernels of operations outside programs.
public final class Recorder implements AutoCloseable {
  private static final int MOST_EAGER = 20_000;

  private final EventBus events;
  private final Numbers numbers;
  private final int capacity;
  private final Map<Device, KernelRuns> devices = new HashMap<>();
  private final Map<Eager, Integer> eager = new HashMap<>();
  private final LineTypes lines = new LineTypes();

  private record Eager(String primitive, KernelDescription.Kind kind, Source.@Nullable Frame place) {}

  Recorder(EventBus events, Numbers numbers, int capacity) {
    this.events = events;
    this.numbers = numbers;
    this.capacity = capacity;
  }

  /// Where runs on a device are noted.
  public synchronized KernelRuns runs(Device device) {
    return devices.computeIfAbsent(device, d -> new KernelRuns(d.platform() + ":" + d.id(), capacity));
  }

  /// The kernel that stands for a primitive computed outside programs, one for each line of the user's that does so. Published
  /// as an event when it is new.
  public int eager(String primitive, KernelDescription.Kind kind, Source source, long startNanos) {
    KernelDescription made;
    synchronized (this) {
      Eager key = new Eager(primitive, kind, eager.size() < MOST_EAGER ? source.frame() : null);
      Integer known = eager.get(key);
      if (known != null) {
        return known;
      }
      made =
          new KernelDescription(
              numbers.kernels(1), primitive, kind, 0, 0, List.of(), key.place == null ? Source.UNKNOWN : source);
      eager.put(key, made.id());
    }
    events.publish(() -> new Event.EagerKernel(made, startNanos));
    return made.id();
  }

  /// Types of traced values by line.
  public LineTypes lines() {
    return lines;
  }

  /// Takes the runs of every device that had any.
  public List<KernelRuns.Taken> take() {
    List<KernelRuns> all;
    synchronized (this) {
      all = new ArrayList<>(devices.values());
    }
    List<KernelRuns.Taken> taken = new ArrayList<>();
    for (KernelRuns r : all) {
      KernelRuns.Taken t = r.take();
      if (t.size() > 0 || t.lost() > 0) {
        taken.add(t);
      }
    }
    return taken;
  }

  /// Stops noting runs.
  @Override
  public void close() {
    events.stopRecording(this);
  }
}
