package gradwright.python.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.core.events.Event;
import gradwright.core.ir.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Events that wait are bounded, and what is told of memory adds up.
class EventQueueTest {
  private final EventQueue queue = new EventQueue(4);

  private static Event hit(int program) {
    return new Event.CacheHit(program, "f", Source.UNKNOWN, 0);
  }

  private static Event allocated(long buffer, long bytes) {
    return new Event.Allocated(buffer, bytes, "cpu:0", Source.UNKNOWN, 0);
  }

  @Test
  void repeatedCallsGiveWayToWhatHappensOnce() {
    for (int i = 0; i < 10; i++) {
      queue.add(hit(i));
    }
    Event diagnosed = new Event.Diagnosed("c", "m", Source.UNKNOWN, 0);
    queue.add(diagnosed);
    EventQueue.Fetched fetched = queue.fetch();
    assertEquals(List.of(hit(0), hit(1), hit(2), hit(3), diagnosed), fetched.events());
    assertEquals(6, fetched.lost());
    assertEquals(new EventQueue.Fetched(List.of(), 0), queue.fetch());
    queue.add(hit(7));
    assertEquals(List.of(hit(7)), queue.fetch().events());
  }

  @Test
  void freeingIsToldOfWhatWasTold() {
    queue.add(allocated(1, 100));
    queue.add(allocated(2, 100));
    queue.add(allocated(3, 100)); // small, and half is full
    queue.add(allocated(4, 100_000));
    assertEquals(1, queue.fetch().lost());
    for (long b = 1; b <= 4; b++) {
      queue.add(new Event.Freed(b, 5));
    }
    assertEquals(List.of(new Event.Freed(1, 5), new Event.Freed(2, 5), new Event.Freed(4, 5)), queue.fetch().events());
  }

  @Test
  void evenWhatHappensOnceIsBounded() {
    for (int i = 0; i < 20; i++) {
      queue.add(new Event.Diagnosed("c", "m" + i, Source.UNKNOWN, 0));
    }
    EventQueue.Fetched fetched = queue.fetch();
    assertEquals(12, fetched.events().size());
    assertEquals(8, fetched.lost());
  }
}
