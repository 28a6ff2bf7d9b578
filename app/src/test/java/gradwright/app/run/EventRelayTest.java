package gradwright.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.protocol.EngineEvent;
import gradwright.protocol.EventBatch;
import gradwright.protocol.Place;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class EventRelayTest {
  private final Queue<Runnable> window = new ArrayDeque<>();
  private final List<String> seen = new ArrayList<>();
  private final EventRelay relay =
      new EventRelay(
          window::add, () -> seen.add("begin"), b -> seen.add("events " + b.events().size()), () -> seen.add("end"));

  private void windowRuns() {
    for (Runnable next = window.poll(); next != null; next = window.poll()) {
      next.run();
    }
  }

  @Test
  void tellsTheEndAfterAllEvents() {
    relay.runStarted(RunRequest.ofFile("/a.py", List.of(), "/"));
    EngineEvent hit = new EngineEvent.CacheHit(1, "f", Place.UNKNOWN, 0);
    EngineEvent common = new EngineEvent.Freed(1, 0);
    relay.events(new EventBatch(List.of(hit, common, hit), List.of(), 0));
    relay.runEnded(new RunOutcome(RunOutcome.Ending.FINISHED, 0, 1, null));
    windowRuns();
    windowRuns();
    assertEquals(List.of("begin", "events 2", "end"), seen);
  }

  @Test
  void aRunThatBeginsForgetsTheEventsOfTheLast() {
    relay.runStarted(RunRequest.ofFile("/a.py", List.of(), "/"));
    relay.events(new EventBatch(List.of(new EngineEvent.CacheHit(1, "f", Place.UNKNOWN, 0)), List.of(), 0));
    relay.runEnded(new RunOutcome(RunOutcome.Ending.FINISHED, 0, 1, null));
    relay.runStarted(RunRequest.ofFile("/a.py", List.of(), "/"));
    windowRuns();
    assertEquals(List.of("begin", "begin"), seen);
  }
}
