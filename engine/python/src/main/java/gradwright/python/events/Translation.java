package gradwright.python.events;

import gradwright.core.events.Event;
import gradwright.core.events.KernelDescription;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EngineEvent.Kernel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Events of the protocol from the engine's, with times counted from the session's start.
final class Translation {
  /// Program 0 stands for all operations outside programs.
  static final String OUTSIDE = "operations outside jit";

  private final long origin;

  Translation(long origin) {
    this.origin = origin;
  }

  /// The same events; new kernels of operations outside programs come together as one `Compiled` of program 0.
  List<EngineEvent> events(List<Event> events) {
    List<EngineEvent> all = new ArrayList<>(events.size());
    List<Kernel> eager = new ArrayList<>();
    for (Event e : events) {
      if (e instanceof Event.EagerKernel k) {
        if (eager.isEmpty()) {
          all.add(new EngineEvent.Compiled(0, OUTSIDE, List.of(), eager, false, time(k.startNanos()), 0));
        }
        eager.add(kernel(0, k.kernel()));
      } else {
        EngineEvent made = event(e);
        if (made != null) {
          all.add(made);
        }
      }
    }
    return all;
  }

  private long time(long nanoTime) {
    return Math.max(0, nanoTime - origin);
  }

  private @Nullable EngineEvent event(Event event) {
    long start = time(event.startNanos());
    return switch (event) {
      case Event.Traced e ->
          new EngineEvent.Traced(
              e.program(), e.function(), Places.of(e.source()), e.jaxpr().jaxpr().equations().size(), start, e.nanos());
      case Event.CacheHit e -> new EngineEvent.CacheHit(e.program(), e.function(), Places.of(e.source()), start);
      case Event.CacheMiss e ->
          new EngineEvent.CacheMiss(
              e.function(),
              Places.of(e.source()),
              Places.of(e.definition()),
              EngineEvent.MissKind.valueOf(e.kind().name()),
              e.differences().stream()
                  .map(d ->
                      new EngineEvent.Difference(
                          EngineEvent.Aspect.valueOf(d.aspect().name()), d.path(), d.now(), d.before()))
                  .toList(),
              start);
      case Event.Lowered e -> new EngineEvent.Lowered(e.program(), e.function(), start, e.nanos());
      case Event.Compiled e ->
          new EngineEvent.Compiled(
              e.program(),
              e.function(),
              e.passes().stream().map(p -> new EngineEvent.Pass(p.name(), p.nanos())).toList(),
              e.kernels().stream().map(k -> kernel(e.program(), k)).toList(),
              e.fromCache(),
              start,
              e.nanos());
      case Event.EagerKernel _ -> null;
      case Event.Executed e ->
          new EngineEvent.Executed(e.program(), e.function(), e.device(), Places.of(e.source()), start, e.nanos());
      case Event.Transferred e ->
          new EngineEvent.Transferred(e.bytes(), e.from(), e.to(), Places.of(e.source()), start, e.nanos());
      case Event.Allocated e ->
          new EngineEvent.Allocated(e.buffer(), e.bytes(), e.device(), Places.of(e.source()), start);
      case Event.Freed e -> new EngineEvent.Freed(e.buffer(), start);
      case Event.Diagnosed e -> new EngineEvent.Diagnosed(e.code(), e.message(), Places.of(e.source()), start);
    };
  }

  private static Kernel kernel(int program, KernelDescription k) {
    return new Kernel(
        k.id(),
        program,
        k.name(),
        EngineEvent.KernelKind.valueOf(k.kind().name()),
        k.flops(),
        k.bytes(),
        k.equations(),
        Places.of(k.source()));
  }
}
