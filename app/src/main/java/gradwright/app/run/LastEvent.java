package gradwright.app.run;

import gradwright.protocol.EngineEvent;
import gradwright.protocol.EventBatch;
import gradwright.protocol.Place;
import org.jspecify.annotations.Nullable;

/// Remembers what the engine did last, to tell it when the engine is lost.
final class LastEvent {
  private volatile @Nullable EngineEvent last;

  void seen(EventBatch batch) {
    if (!batch.events().isEmpty()) {
      last = batch.events().getLast();
    }
  }

  void forget() {
    last = null;
  }

  Place place() {
    EngineEvent event = last;
    return event == null ? Place.UNKNOWN : place(event);
  }

  /// `It last compiled step, at model.py line 12.`, or empty.
  String sentence() {
    EngineEvent event = last;
    if (event == null) {
      return "";
    }
    Place place = place(event);
    String where =
        place.isKnown() ? ", at File \"%s\", line %d".formatted(place.frame().file(), place.frame().line()) : "";
    return "It last " + deed(event) + where + ".";
  }

  private static String deed(EngineEvent event) {
    return switch (event) {
      case EngineEvent.Traced e -> "traced " + e.function();
      case EngineEvent.CacheHit e -> "found the program of " + e.function();
      case EngineEvent.CacheMiss e -> "found no program for a call of " + e.function();
      case EngineEvent.Lowered e -> "lowered " + e.function();
      case EngineEvent.Compiled e -> "compiled " + e.function();
      case EngineEvent.Executed e -> "executed " + e.function() + " on " + e.device();
      case EngineEvent.Transferred e -> "transferred %,d bytes from %s to %s".formatted(e.bytes(), e.from(), e.to());
      case EngineEvent.Allocated e -> "allocated %,d bytes on %s".formatted(e.bytes(), e.device());
      case EngineEvent.Freed _ -> "freed an array";
      case EngineEvent.Diagnosed e -> "reported: " + e.message();
    };
  }

  private static Place place(EngineEvent event) {
    return switch (event) {
      case EngineEvent.Traced e -> e.place();
      case EngineEvent.CacheHit e -> e.place();
      case EngineEvent.CacheMiss e -> e.place();
      case EngineEvent.Executed e -> e.place();
      case EngineEvent.Transferred e -> e.place();
      case EngineEvent.Allocated e -> e.place();
      case EngineEvent.Diagnosed e -> e.place();
      case EngineEvent.Lowered _, EngineEvent.Compiled _, EngineEvent.Freed _ -> Place.UNKNOWN;
    };
  }
}
