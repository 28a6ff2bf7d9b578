package gradwright.protocol.rpc;

import gradwright.protocol.EngineEvent;
import gradwright.protocol.EventBatch;
import gradwright.protocol.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the engine was last known to do: told when it is lost.
final class LastAct {
  private volatile @Nullable EngineEvent event;
  private volatile @Nullable EngineEvent placed;

  void clear() {
    event = null;
    placed = null;
  }

  void see(EventBatch batch) {
    List<EngineEvent> events = batch.events();
    if (events.isEmpty()) {
      return;
    }
    event = events.getLast();
    for (EngineEvent e : events.reversed()) {
      if (place(e).isKnown()) {
        placed = e;
        return;
      }
    }
  }

  /// The user's frames at the last event whose place is known, innermost first.
  List<Place.Frame> frames() {
    EngineEvent at = placed;
    return at == null ? List.of() : place(at).frames();
  }

  /// A sentence about the last event; empty when there was none.
  String sentence() {
    EngineEvent last = event;
    if (last == null) {
      return "";
    }
    List<Place.Frame> frames = frames();
    String where =
        frames.isEmpty() ? "" : " at %s, line %d".formatted(frames.getFirst().file(), frames.getFirst().line());
    return " Last event: " + act(last) + where + ".";
  }

  private static String act(EngineEvent e) {
    return switch (e) {
      case EngineEvent.Traced t -> "traced " + t.function();
      case EngineEvent.CacheHit h -> "called " + h.function();
      case EngineEvent.CacheMiss m -> "began to trace " + m.function();
      case EngineEvent.Lowered l -> "lowered " + l.function();
      case EngineEvent.Compiled c -> "compiled " + c.function();
      case EngineEvent.Executed x -> "ran " + x.function();
      case EngineEvent.Transferred t -> "copied %d bytes from %s to %s".formatted(t.bytes(), t.from(), t.to());
      case EngineEvent.Allocated a -> "allocated %d bytes on %s".formatted(a.bytes(), a.device());
      case EngineEvent.Freed f -> "freed a buffer";
      case EngineEvent.Diagnosed d -> d.message();
    };
  }

  private static Place place(EngineEvent e) {
    return switch (e) {
      case EngineEvent.Traced t -> t.place();
      case EngineEvent.CacheHit h -> h.place();
      case EngineEvent.CacheMiss m -> m.place();
      case EngineEvent.Executed x -> x.place();
      case EngineEvent.Transferred t -> t.place();
      case EngineEvent.Allocated a -> a.place();
      case EngineEvent.Diagnosed d -> d.place();
      case EngineEvent.Lowered l -> Place.UNKNOWN;
      case EngineEvent.Compiled c -> Place.UNKNOWN;
      case EngineEvent.Freed f -> Place.UNKNOWN;
    };
  }
}
