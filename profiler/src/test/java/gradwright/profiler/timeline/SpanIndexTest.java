package gradwright.profiler.timeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.profiler.Seeds;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpanIndexTest {
  @Test
  void findsWhatLookingAtAllFinds() {
    Random random = Seeds.random("SpanIndexTest");
    for (int round = 0; round < 60; round++) {
      LaneRow row = RowLayout.rows(Intervals.apart(random, 1 + random.nextInt(300))).getFirst();
      int least = random.nextInt(5) * 100 - 1;
      int[] keys = random.ints(row.size(), least, least + 1 + random.nextInt(12)).toArray();
      SpanIndex index = new SpanIndex(row, item -> keys[item]);
      BitSet wanted = new BitSet();
      for (int n = random.nextInt(4); n > 0; n--) {
        wanted.set(Math.max(0, least - 2 + random.nextInt(16)));
      }
      int[] expected =
          IntStream.range(0, row.size()).filter(i -> keys[row.item(i)] >= 0 && wanted.get(keys[row.item(i)])).toArray();
      assertArrayEquals(expected, index.of(wanted), "round " + round);
      LaneRow some = row.only(index.of(wanted));
      for (int i = 0; i < expected.length; i++) {
        assertEquals(row.start(expected[i]), some.start(i));
        assertEquals(row.nanos(expected[i]), some.nanos(i));
        assertEquals(row.item(expected[i]), some.item(i));
      }
    }
  }
}
