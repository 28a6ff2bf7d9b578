package gradwright.python.bridge;

import gradwright.core.events.Event;
import gradwright.core.events.EventBus;
import gradwright.core.events.KernelRuns;
import gradwright.core.events.Recorder;
import gradwright.core.trace.Engine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Recordings of what the engine does, for `jax.profiler`. One is made at a time.
public final class ProfilePort {
  private static final int RUNS = 1 << 20;

  private final Sessions sessions;
  private final List<Event> events = new ArrayList<>();
  private EventBus.Subscription subscription;
  private Recorder recorder;
  private long origin;

  ProfilePort(Sessions sessions) {
    this.sessions = sessions;
  }

  /// Nanoseconds of the clock that recordings count with.
  public long now() {
    return System.nanoTime();
  }

  /// Begins to record; false where a recording is made already.
  public synchronized boolean startRecording() {
    if (subscription != null) {
      return false;
    }
    Engine engine = sessions.current().engine();
    origin = System.nanoTime();
    events.clear();
    subscription = engine.events().subscribe(this::add);
    recorder = engine.events().record(engine.numbers(), RUNS);
    return true;
  }

  private synchronized void add(Event e) {
    events.add(e);
  }

  /// Ends the recording. Each entry has a name, a category (`trace`, `lower`, `compile`, `run`, `transfer`, `kernel`, `memory`),
  /// where it happened, start and length in nanoseconds since the recording began, and a detail. Null where none was made.
  public synchronized Object[] stopRecording() {
    if (subscription == null) {
      return null;
    }
    sessions.current().engine().devices().forEach(gradwright.core.device.Device::synchronize);
    List<KernelRuns.Taken> runs = recorder.take();
    subscription.close();
    recorder.close();
    subscription = null;
    List<Object[]> out = new ArrayList<>();
    Map<Integer, String> kernels = new HashMap<>();
    for (Event e : events) {
      switch (e) {
        case Event.Traced t -> out.add(entry("trace " + t.function(), "trace", "host", t.startNanos(), t.nanos(), ""));
        case Event.Lowered l -> out.add(entry("lower " + l.function(), "lower", "host", l.startNanos(), l.nanos(), ""));
        case Event.Compiled c -> {
          c.kernels().forEach(k -> kernels.put(k.id(), k.name()));
          out.add(
              entry(
                  "compile " + c.function(),
                  "compile",
                  "host",
                  c.startNanos(),
                  c.nanos(),
                  c.fromCache() ? "from the disk cache" : ""));
        }
        case Event.EagerKernel k -> kernels.put(k.kernel().id(), k.kernel().name());
        case Event.Executed x ->
            out.add(entry(x.function(), "run", "host", x.startNanos(), x.nanos(), x.source().summary()));
        case Event.Transferred t ->
            out.add(
                entry(t.from() + " to " + t.to(), "transfer", "host", t.startNanos(), t.nanos(), t.bytes() + " bytes"));
        case Event.Allocated a ->
            out.add(entry("allocate", "memory", a.device(), a.startNanos(), 0, a.bytes() + " bytes"));
        case Event.CacheHit h -> {}
        case Event.CacheMiss m ->
            out.add(entry("cache miss " + m.function(), "trace", "host", m.startNanos(), 0, m.kind().toString()));
        case Event.Freed f -> {}
        case Event.Diagnosed d -> out.add(entry(d.code(), "diagnosis", "host", d.startNanos(), 0, d.message()));
      }
    }
    for (KernelRuns.Taken r : runs) {
      for (int i = 0; i < r.size(); i++) {
        String name = kernels.getOrDefault(r.kernels()[i], "kernel " + r.kernels()[i]);
        out.add(entry(name, "kernel", r.device(), r.starts()[i], r.nanos()[i], ""));
      }
    }
    events.clear();
    return out.toArray();
  }

  private Object[] entry(String name, String category, String place, long start, long nanos, String detail) {
    return new Object[] {name, category, place, start - origin, nanos, detail};
  }

  /// When the last recording began, on the clock of `now`.
  public long recordingOrigin() {
    return origin;
  }
}
