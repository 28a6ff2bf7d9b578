package gradwright.profiler.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.profiler.Seeds;
import gradwright.profiler.Synthetic;
import gradwright.profiler.store.EventStore;
import gradwright.profiler.store.Recording;
import gradwright.profiler.store.Runs;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RangeSumsTest {
  @Test
  void ownTimesAddUpToTheTimeInWhichAnythingRan() {
    Random random = Seeds.random("ownTimesAddUpToTheTimeInWhichAnythingRan");
    for (int round = 0; round < 60; round++) {
      Intervals spans = Intervals.nested(random, 1 + random.nextInt(120));
      int end = 0;
      for (int i = 0; i < spans.size(); i++) {
        end = (int) Math.max(end, spans.end(i));
      }
      Range range = new Range(random.nextInt(1 + end / 2), end - random.nextInt(1 + end / 4) + 0.5);
      double[] own = new double[spans.size()];
      OwnTimes.visit(spans, range, (span, nanos) -> own[span] += nanos);
      double[] naive = new double[spans.size()];
      // A tick of time belongs to the innermost span around it.
      for (int t = 0; t < end; t++) {
        int inner = -1;
        for (int i = 0; i < spans.size(); i++) {
          if (spans.start(i) <= t && t < spans.end(i) && (inner < 0 || isWithin(spans, i, inner))) {
            inner = i;
          }
        }
        if (inner >= 0) {
          naive[inner] += Math.max(0, Math.min(range.to(), t + 1) - Math.max(range.from(), t));
        }
      }
      for (int i = 0; i < own.length; i++) {
        assertEquals(naive[i], own[i], 1e-6, "span " + i);
      }
    }
  }

  private static boolean isWithin(Intervals spans, int inner, int outer) {
    return spans.nanos(inner) < spans.nanos(outer) || (spans.nanos(inner) == spans.nanos(outer) && inner < outer);
  }

  @Test
  void sumsByKernelKindAndDevice() {
    Random random = Seeds.random("sumsByKernelKindAndDevice");
    EventStore store = new EventStore();
    Synthetic program = new Synthetic(random.nextLong());
    store.add(program.compile(2));
    store.add(program.run(40, "cpu:0"));
    Recording recording = store.recording();
    Timeline timeline = Timeline.of(recording);
    double length = timeline.end() - timeline.start();
    double from = timeline.end() - length * random.nextDouble() * 0.5;
    Range range = new Range(from, timeline.end() + 100);
    RangeSums sums = RangeSums.of(timeline, range);

    int device = recording.devices().indexOf("cpu:0");
    Runs runs = recording.runs().get(device);
    Map<Integer, Double> own = new HashMap<>();
    OwnTimes.visit(runs, range, (run, nanos) -> own.merge(runs.kernel(run), nanos, Double::sum));
    double total = 0;
    for (RangeSums.KernelSum kernel : sums.kernels()) {
      assertEquals(own.getOrDefault(kernel.kernel().id(), -1.0), kernel.sum().nanos(), 1e-6);
      total += kernel.sum().nanos();
    }
    RangeSums.DeviceSum cpu = sums.devices().getFirst();
    assertEquals(cpu.busy(), total, 1e-3, "own times add up to busy time");
    assertEquals(range.nanos(), cpu.busy() + cpu.idle(), 1e-3);
    assertEquals(total, sums.kinds().values().stream().mapToDouble(RangeSums.Sum::nanos).sum(), 1e-3);

    double longest = 0;
    double reached = from;
    // A run is recorded when it ends, so one that others are within comes after them.
    int[] byStart =
        IntStream.range(0, runs.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> runs.start(i)))
            .mapToInt(i -> i)
            .toArray();
    for (int next : byStart) {
      if (runs.start(next) + runs.nanos(next) <= from) {
        continue;
      }
      boolean covered = false;
      for (int k = 0; k < runs.size(); k++) {
        covered |= runs.start(k) < runs.start(next) && runs.start(next) < runs.start(k) + runs.nanos(k);
      }
      if (!covered) {
        longest = Math.max(longest, runs.start(next) - reached);
      }
      reached = Math.max(reached, runs.start(next) + runs.nanos(next));
    }
    longest = Math.max(longest, range.to() - reached);
    assertEquals(longest, cpu.longestGap(), 1e-6);
  }
}
