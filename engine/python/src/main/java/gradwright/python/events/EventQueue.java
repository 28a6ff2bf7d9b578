package gradwright.python.events;

import gradwright.core.events.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Events that wait to be fetched, in order of publication and in bounded memory. Those that a busy loop publishes by the
/// thousand give way first: calls and small buffers are counted as lost where there is no room, so that what happens once (a
/// function traced, a program compiled) still fits.
final class EventQueue {
  private static final long SMALL_BYTES = 4096;

  private final int most;
  private List<Event> waiting = new ArrayList<>();
  private int frequent;
  private long lost;

  /// Buffers whose allocation was told, so that the freeing of each is told too, and of no other.
  private final Set<Long> told = new HashSet<>();

  /// A queue for `most` frequent events, and as many others.
  EventQueue(int most) {
    this.most = most;
  }

  /// What was fetched.
  record Fetched(List<Event> events, long lost) {}

  synchronized void add(Event event) {
    switch (event) {
      case Event.Freed f -> {
        if (told.remove(f.buffer())) {
          waiting.add(event); // as many as were told at most
        }
      }
      case Event.Allocated a -> {
        if (frequent < (a.bytes() < SMALL_BYTES ? most / 2 : most) && told.add(a.buffer())) {
          frequent++;
          waiting.add(event);
        } else {
          lost++;
        }
      }
      case Event.CacheHit _, Event.Executed _ -> {
        if (frequent < most) {
          frequent++;
          waiting.add(event);
        } else {
          lost++;
        }
      }
      default -> {
        if (waiting.size() < 3 * most) {
          waiting.add(event);
        } else {
          lost++;
        }
      }
    }
  }

  synchronized Fetched fetch() {
    Fetched all = new Fetched(waiting, lost);
    waiting = new ArrayList<>();
    frequent = 0;
    lost = 0;
    return all;
  }
}
