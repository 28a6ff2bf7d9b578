package gradwright.python.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.core.trace.Engine;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.protocol.Arrays.Comparison;
import gradwright.protocol.Arrays.Range;
import gradwright.protocol.Arrays.Slice;
import gradwright.protocol.Arrays.Statistics;
import gradwright.protocol.Arrays.Window;
import gradwright.protocol.SessionException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Statistics and windows against the plainest way to compute them.
class ElementsTest {
  private static final double[] AWKWARD = {
    0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e30, -1e30, 1
  };

  private static Array array(Random random, DType dtype, int... sizes) {
    Array a = Array.allocate(Aval.of(dtype, Shape.of(sizes)), Engine.shared().defaultDevice());
    for (long i = 0; i < a.elements(); i++) {
      double v = random.nextInt(4) == 0 ? AWKWARD[random.nextInt(AWKWARD.length)] : random.nextGaussian() * 100;
      if (dtype.isComplex()) {
        a.setComplex(i, v, random.nextGaussian());
      } else if (dtype.isInexact()) {
        a.setDouble(i, v);
      } else {
        a.setLong(i, random.nextLong());
      }
    }
    return a;
  }

  @Test
  void comparisonsAreThoseOfTheDefinition() {
    long seed = RandomGenerator.getDefault().nextLong();
    Random random = new Random(seed);
    for (DType dtype : new DType[] {DType.FLOAT32, DType.INT32, DType.BFLOAT16, DType.COMPLEX64, DType.BOOL}) {
      Array a = array(random, dtype, 1 + random.nextInt(40), 1 + random.nextInt(2500));
      Array b = array(random, dtype, a.shape().toArray());
      Comparison c = ElementComparison.of(a, b, () -> false);
      long differing = 0;
      double largest = 0;
      for (long i = 0; i < a.elements(); i++) {
        double re = a.getDouble(i) - b.getDouble(i);
        double im = a.getImaginary(i) - b.getImaginary(i);
        boolean same = same(a.getDouble(i), b.getDouble(i)) && same(a.getImaginary(i), b.getImaginary(i));
        differing += same ? 0 : 1;
        double difference = Math.hypot(re, im);
        largest = Double.isFinite(difference) ? Math.max(largest, difference) : largest;
      }
      String about = dtype + " of seed " + seed;
      assertEquals(differing, c.differing(), about);
      assertEquals(largest, c.largest(), about);
      if (c.largestAt().length > 0) {
        long at = c.largestAt()[0] * a.shape().toArray()[1] + c.largestAt()[1];
        assertEquals(
            largest, Math.hypot(a.getDouble(at) - b.getDouble(at), a.getImaginary(at) - b.getImaginary(at)), about);
      }
    }
  }

  private static boolean same(double x, double y) {
    return x == y || (Double.isNaN(x) && Double.isNaN(y));
  }

  @Test
  void comparesNanAndInfinities() {
    Array a = Array.allocate(Aval.of(DType.FLOAT32, Shape.of(4)), Engine.shared().defaultDevice());
    Array b = Array.allocate(Aval.of(DType.FLOAT32, Shape.of(4)), Engine.shared().defaultDevice());
    double[] left = {Double.NaN, Double.POSITIVE_INFINITY, 2, 3};
    double[] right = {Double.NaN, Double.POSITIVE_INFINITY, 1, Double.NaN};
    for (int i = 0; i < 4; i++) {
      a.setDouble(i, left[i]);
      b.setDouble(i, right[i]);
    }
    Comparison c = ElementComparison.of(a, b, () -> false);
    assertEquals(2, c.differing());
    assertEquals(1, c.unlike());
    assertArrayEquals(new long[] {3}, c.firstUnlike());
    assertEquals(1, c.largest());
    assertEquals(0.5, c.largestRelative());
    Array other = Array.allocate(Aval.of(DType.FLOAT32, Shape.of(2, 2)), Engine.shared().defaultDevice());
    assertThrows(SessionException.class, () -> ElementComparison.of(a, other, () -> false));
    assertThrows(CancellationException.class, () -> ElementComparison.of(a, b, () -> true));
  }

  @Test
  void keysAreToldByTheirWords() {
    for (DType dtype : new DType[] {DType.KEY_FRY, DType.KEY_RBG, DType.KEY_URBG}) {
      Array keys = Array.allocate(Aval.of(dtype, Shape.of(2)), Engine.shared().defaultDevice());
      int words = dtype.byteSize() / 4;
      MemorySegment memory = keys.memory();
      for (int w = 0; w < 2 * words; w++) {
        memory.setAtIndex(ValueLayout.JAVA_INT, w, w == 0 ? -1 : w);
      }
      String first = words == 2 ? "[4294967295 1]" : "[4294967295 1 2 3]";
      assertEquals(first, new Elements(keys).key(0));
      assertEquals(words == 2 ? "[2 3]" : "[4 5 6 7]", new Elements(keys).key(1));
      assertEquals(0, ElementComparison.of(keys, keys, () -> false).differing());
      assertThrows(SessionException.class, () -> ElementStatistics.of(new Elements(keys), 0, () -> false));
    }
  }

  @Test
  void statisticsAreThoseOfTheDefinition() {
    long seed = RandomGenerator.getDefault().nextLong();
    Random random = new Random(seed);
    for (DType dtype : DType.values()) {
      if (dtype.isKey() || dtype == DType.FLOAT0) {
        continue;
      }
      Array a = array(random, dtype, random.nextInt(20_000));
      Statistics s = ElementStatistics.of(new Elements(a), 7, () -> false);
      List<Double> finite = new ArrayList<>();
      long nans = 0;
      long infinities = 0;
      for (long i = 0; i < a.elements(); i++) {
        double re = a.getDouble(i);
        double im = a.getImaginary(i);
        double v =
            dtype.isComplex() ? Double.isNaN(re + im) && !Double.isInfinite(re) ? Double.NaN : Math.hypot(re, im) : re;
        if (Double.isNaN(v)) {
          nans++;
        } else if (Double.isInfinite(v)) {
          infinities++;
        } else {
          finite.add(v);
        }
      }
      String where = "seed " + seed + ", " + dtype + "[" + a.elements() + "]";
      assertEquals(nans, s.nans(), where);
      assertEquals(infinities, s.infinities(), where);
      assertEquals(finite.stream().filter(v -> v == 0).count(), s.zeros(), where);
      assertEquals(finite.size(), java.util.Arrays.stream(s.histogram()).sum(), where);
      if (!finite.isEmpty()) {
        double mean = finite.stream().mapToDouble(v -> v).average().orElseThrow();
        double scale = finite.stream().mapToDouble(Math::abs).max().orElseThrow() * 1e-12 + 1e-300;
        assertEquals(mean, s.mean(), scale, where);
        double variance = finite.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow();
        assertEquals(Math.sqrt(variance), s.deviation(), scale * 10, where);
        assertEquals(finite.stream().mapToDouble(v -> v).min().orElseThrow(), s.minimum(), where);
        assertEquals(finite.stream().mapToDouble(v -> v).max().orElseThrow(), s.maximum(), where);
      }
    }
  }

  @Test
  void windowsHoldTheElementsOfTheirRanges() {
    long seed = RandomGenerator.getDefault().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      int[] sizes = random.ints(random.nextInt(4), 0, 9).toArray();
      Array a = array(random, random.nextBoolean() ? DType.FLOAT64 : DType.INT32, sizes);
      List<Range> ranges = new ArrayList<>();
      for (int axis = 0; axis < (sizes.length == 0 ? 0 : random.nextInt(sizes.length + 1)); axis++) {
        int start = random.nextInt(sizes[axis] + 1);
        ranges.add(new Range(start, start + random.nextInt(12), 1 + random.nextInt(3)));
      }
      int limit = 1 + random.nextInt(60);
      boolean average = random.nextBoolean();
      Slice slice = ElementWindow.of(new Elements(a), a.shape(), new Window(ranges, limit, average), () -> false);
      String where = "seed " + seed + ", round " + round + ": " + a.aval() + " " + ranges + " limit " + limit;
      int total = java.util.Arrays.stream(slice.shape()).reduce(1, (x, y) -> x * y);
      assertEquals(total, slice.values().length, where);
      assertTrue(total <= limit, where);
      if (!average) {
        assertArrayEquals(gathered(a, sizes, slice.ranges()), slice.values(), where);
      }
    }
  }

  private static double[] gathered(Array a, int[] sizes, List<Range> ranges) {
    List<Double> out = new ArrayList<>();
    gather(a, sizes, ranges, 0, 0, out);
    return out.stream().mapToDouble(v -> v).toArray();
  }

  private static void gather(Array a, int[] sizes, List<Range> ranges, int axis, long at, List<Double> out) {
    if (axis == sizes.length) {
      out.add(a.getDouble(at));
      return;
    }
    Range r = ranges.get(axis);
    for (long i = r.start(); i < r.stop(); i += r.step()) {
      gather(a, sizes, ranges, axis + 1, at * sizes[axis] + i, out);
    }
  }

  @Test
  void averagesAreMeansOfBlocks() {
    Array a = Array.allocate(Aval.of(DType.FLOAT32, Shape.of(4, 6)), Engine.shared().defaultDevice());
    for (int i = 0; i < 24; i++) {
      a.setDouble(i, i);
    }
    Slice slice = ElementWindow.of(new Elements(a), a.shape(), new Window(List.of(), 6, true), () -> false);
    double mean = java.util.Arrays.stream(slice.values()).average().orElseThrow();
    assertEquals(11.5, mean);
    assertEquals(6, slice.values().length);
  }

  @Test
  void largeIntegersAreExact() {
    Array a = Array.allocate(Aval.of(DType.UINT64, Shape.of(2)), Engine.shared().defaultDevice());
    a.setLong(0, -1);
    a.setLong(1, 5);
    Slice slice = ElementWindow.of(new Elements(a), a.shape(), new Window(List.of(), 6, false), () -> false);
    assertEquals(List.of("18446744073709551615", "5"), slice.exact());
    assertEquals(0x1p64, slice.values()[0]);
  }

  @Test
  void stopsWhenNobodyWaits() {
    Array a = Array.allocate(Aval.of(DType.FLOAT32, Shape.of(100_000)), Engine.shared().defaultDevice());
    assertThrows(CancellationException.class, () -> ElementStatistics.of(new Elements(a), 0, () -> true));
    Window all = new Window(List.of(), 100_000, false);
    assertThrows(CancellationException.class, () -> ElementWindow.of(new Elements(a), a.shape(), all, () -> true));
  }
}
