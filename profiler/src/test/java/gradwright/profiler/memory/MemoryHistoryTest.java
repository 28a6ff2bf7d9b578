package gradwright.profiler.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.profiler.Seeds;
import gradwright.profiler.Synthetic;
import gradwright.profiler.memory.MemoryHistory.Live;
import gradwright.profiler.store.EventStore;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EventBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryHistoryTest {
  private record Buffer(String device, int line, long bytes, long from, long to) {
    boolean isAlive(long time) {
      return from <= time && time < to;
    }
  }

  /// Random buffers, and the events that tell of them.
  private static List<Buffer> record(Random random, EventStore store) {
    List<Buffer> buffers = new ArrayList<>();
    Map<Long, List<EngineEvent>> events = new HashMap<>();
    for (int b = 0; b < 300; b++) {
      long from = random.nextInt(1000);
      long to = random.nextInt(4) == 0 ? Long.MAX_VALUE : from + 1 + random.nextInt(300);
      Buffer buffer = new Buffer("cpu:" + random.nextInt(2), random.nextInt(6), random.nextInt(5000), from, to);
      buffers.add(buffer);
      events
          .computeIfAbsent(from, _ -> new ArrayList<>())
          .add(new EngineEvent.Allocated(b, buffer.bytes, buffer.device, Synthetic.place(buffer.line, "f"), from));
      if (to < 1400) {
        events.computeIfAbsent(to, _ -> new ArrayList<>()).add(new EngineEvent.Freed(b, to));
      }
    }
    for (long time = 0; time < 1400; time++) {
      store.add(new EventBatch(events.getOrDefault(time, List.of()), List.of(), 0));
    }
    return buffers;
  }

  private static long alive(List<Buffer> buffers, String device, long time) {
    return buffers.stream().filter(b -> b.device.equals(device) && b.isAlive(time)).mapToLong(Buffer::bytes).sum();
  }

  @Test
  void knowsWhatIsAliveAtEveryMoment() {
    Random random = Seeds.random("knowsWhatIsAliveAtEveryMoment");
    EventStore store = new EventStore();
    List<Buffer> buffers = record(random, store);
    MemoryHistory history = MemoryHistory.of(store.recording());
    for (MemoryCurve curve : history.curves()) {
      long peak = 0;
      for (long time = 0; time < 1400; time++) {
        long alive = alive(buffers, curve.device(), time);
        assertEquals(alive, curve.at(time), "at " + time);
        peak = Math.max(peak, alive);
        if (time % 50 == 0) {
          List<Live> live = history.live(curve, time);
          assertEquals(alive, live.stream().mapToLong(Live::bytes).sum());
          for (Live line : live) {
            long now = time;
            assertEquals(
                buffers.stream()
                    .filter(
                        b -> b.device.equals(curve.device()) && b.isAlive(now) && b.line == line.place().frame().line())
                    .count(),
                line.buffers());
          }
        }
      }
      // Within one instant more may be alive than before or after it.
      assertTrue(curve.peak() >= peak);
    }
  }

  @Test
  void pixelsShowTheLeastAndMostOfTheirTime() {
    Random random = Seeds.random("pixelsShowTheLeastAndMostOfTheirTime");
    EventStore store = new EventStore();
    record(random, store);
    for (MemoryCurve curve : MemoryHistory.of(store.recording()).curves()) {
      double from = random.nextDouble() * 800 - 100;
      double step = 0.3 + random.nextDouble() * 10;
      long[] least = new long[80];
      long[] most = new long[80];
      curve.pixels(from, step, least, most);
      for (int p = 0; p < 80; p++) {
        double left = from + p * step;
        long low = curve.at(left);
        long high = low;
        for (int i = 0; i < curve.size(); i++) {
          if (curve.time(i) > left && curve.time(i) < from + (p + 1) * step) {
            low = Math.min(low, curve.bytes(i));
            high = Math.max(high, curve.bytes(i));
          }
        }
        assertEquals(high, most[p], "pixel " + p);
        assertEquals(low, least[p], "pixel " + p);
      }
    }
  }

  @Test
  void aModelLooksAtThePeakUntilSomebodyChoosesAnother() {
    EventStore store = new EventStore();
    record(new Random(5), store);
    MemoryModel model = new MemoryModel();
    model.show(MemoryHistory.of(store.recording()));
    MemoryCurve curve = model.history().curves().getFirst();
    assertTrue(model.isAtPeak());
    assertEquals(curve.peakTime(), model.moment());
    assertEquals(curve.peak(), model.live().stream().mapToLong(Live::bytes).sum(), curve.peak() * 0.3);
    model.step(1);
    assertTrue(!model.isAtPeak());
    assertTrue(model.moment() > curve.peakTime());
    model.lookAt(7, 500);
    assertEquals(1, model.device());
    model.lookAtPeak(0);
    assertTrue(model.isAtPeak());
    store.beginEngine();
    model.show(MemoryHistory.of(store.recording()));
    assertTrue(model.live().isEmpty());
  }
}
