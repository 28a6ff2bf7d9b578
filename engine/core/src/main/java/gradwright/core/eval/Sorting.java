package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.prim.Reduction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.Array;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Stable sorts of several arrays together, and the largest elements of rows. Every key element becomes a long that
/// orders as JAX's comparator does: NaN last, -0 equal to 0.
final class Sorting {
  private Sorting() {}

  static List<Array> sort(Reduction.Sort p, List<Array> in, Device device) {
    Array first = in.getFirst();
    if (first.elements() == 0 || first.rank() == 0) {
      return List.copyOf(in);
    }
    Ints axis = Ints.of(p.dimension());
    int length = first.shape().size(p.dimension());
    int rows = (int) (first.elements() / length);
    List<Array> moved = in.stream().map(a -> ReductionEvaluator.axesLast(a, axis)).toList();
    List<long[]> keys = new ArrayList<>();
    for (Array a : moved.subList(0, Math.min(p.numKeys(), moved.size()))) {
      addKeys(a, keys);
    }
    int[][] orders = new int[rows][];
    for (int r = 0; r < rows; r++) {
      orders[r] = order(keys, r * length, length);
    }
    int last = first.rank() - 1;
    Ints back = Ints.range(0, last).insert(p.dimension(), last);
    List<Array> out = new ArrayList<>();
    for (Array a : moved) {
      out.add(Strided.transpose(permute(a, orders, length, length, device, a.aval()), back));
    }
    return out;
  }

  static List<Array> topK(Reduction.TopK p, Array x, List<Aval> avals, Device device) {
    int length = x.shape().size(p.axis());
    int rows = length == 0 ? 0 : (int) (x.elements() / length);
    Array moved = ReductionEvaluator.axesLast(x, Ints.of(p.axis()));
    List<long[]> keys = new ArrayList<>();
    addTotalOrderKeys(moved, keys);
    for (long[] k : keys) {
      for (int i = 0; i < k.length; i++) {
        k[i] = ~k[i]; // descending, and equal elements still by index
      }
    }
    int[][] orders = new int[rows][];
    for (int r = 0; r < rows; r++) {
      orders[r] = Arrays.copyOf(order(keys, r * length, length), p.k());
    }
    int last = x.rank() - 1;
    Ints back = Ints.range(0, last).insert(p.axis(), last);
    Aval part = x.aval().withShape(moved.shape().with(last, p.k()));
    Array values = permute(moved, orders, length, p.k(), device, part);
    Array indices = Array.allocate(part.withDType(DType.INT32), device);
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < p.k(); i++) {
        indices.setLong((long) r * p.k() + i, orders[r][i]);
      }
    }
    return List.of(Strided.transpose(values, back), Strided.transpose(indices, back));
  }

  private static Array permute(Array a, int[][] orders, int length, int taken, Device device, Aval aval) {
    Array out = Array.allocate(aval, device);
    MemorySegment from = a.memory();
    MemorySegment to = out.buffer().segment();
    int bytes = a.dtype().byteSize();
    if (bytes == 0) {
      return out;
    }
    for (int r = 0; r < orders.length; r++) {
      for (int i = 0; i < taken; i++) {
        long f = ((long) r * length + orders[r][i]) * bytes;
        long t = ((long) r * taken + i) * bytes;
        switch (bytes) {
          case 4 ->
              to.set(java.lang.foreign.ValueLayout.JAVA_INT, t, from.get(java.lang.foreign.ValueLayout.JAVA_INT, f));
          case 8 ->
              to.set(java.lang.foreign.ValueLayout.JAVA_LONG, t, from.get(java.lang.foreign.ValueLayout.JAVA_LONG, f));
          default -> MemorySegment.copy(from, f, to, t, bytes);
        }
      }
    }
    java.lang.ref.Reference.reachabilityFence(a);
    return out;
  }

  /// The order of one row by all keys.
  private static int[] order(List<long[]> keys, int from, int n) {
    int[] order = new int[n];
    if (keys.size() == 1 && fits(keys.getFirst(), from, n)) {
      long[] packed = new long[n];
      long[] k = keys.getFirst();
      for (int i = 0; i < n; i++) {
        packed[i] = k[from + i] << 32 | i;
      }
      Arrays.sort(packed);
      for (int i = 0; i < n; i++) {
        order[i] = (int) packed[i];
      }
      return order;
    }
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    mergeSort(order, new int[n], 0, n, keys, from);
    return order;
  }

  private static boolean fits(long[] k, int from, int n) {
    for (int i = from; i < from + n; i++) {
      if (k[i] != (int) k[i]) {
        return false;
      }
    }
    return true;
  }

  private static void mergeSort(int[] a, int[] spare, int lo, int hi, List<long[]> keys, int from) {
    if (hi - lo < 8) {
      for (int i = lo + 1; i < hi; i++) {
        int v = a[i];
        int j = i - 1;
        for (; j >= lo && compare(keys, from, a[j], v) > 0; j--) {
          a[j + 1] = a[j];
        }
        a[j + 1] = v;
      }
      return;
    }
    int mid = (lo + hi) >>> 1;
    mergeSort(a, spare, lo, mid, keys, from);
    mergeSort(a, spare, mid, hi, keys, from);
    if (compare(keys, from, a[mid - 1], a[mid]) <= 0) {
      return;
    }
    System.arraycopy(a, lo, spare, lo, hi - lo);
    int i = lo;
    int j = mid;
    for (int k = lo; k < hi; k++) {
      a[k] = j >= hi || (i < mid && compare(keys, from, spare[i], spare[j]) <= 0) ? spare[i++] : spare[j++];
    }
  }

  private static int compare(List<long[]> keys, int from, int a, int b) {
    for (long[] k : keys) {
      int c = Long.compare(k[from + a], k[from + b]);
      if (c != 0) {
        return c;
      }
    }
    return 0;
  }

  /// The sort keys of an array: one array of longs, two for complex numbers.
  private static void addKeys(Array a, List<long[]> keys) {
    switch (Blocks.load(a)) {
      case float[] x -> {
        long[] k = new long[x.length];
        for (int i = 0; i < k.length; i++) {
          k[i] = x[i] == 0 ? 0 : ordered(Float.floatToIntBits(x[i]));
        }
        keys.add(k);
      }
      case double[] x -> {
        int parts = a.dtype().isComplex() ? 2 : 1;
        for (int part = 0; part < parts; part++) {
          long[] k = new long[x.length / parts];
          for (int i = 0; i < k.length; i++) {
            double v = x[parts * i + part];
            k[i] = v == 0 ? 0 : ordered(Double.doubleToLongBits(v));
          }
          keys.add(k);
        }
      }
      default -> keys.add(integerKeys(a));
    }
  }

  /// Keys by the total order of floats: -0 before 0, NaN by its sign.
  private static void addTotalOrderKeys(Array a, List<long[]> keys) {
    switch (Blocks.load(a)) {
      case float[] x -> {
        long[] k = new long[x.length];
        for (int i = 0; i < k.length; i++) {
          k[i] = ordered(Float.floatToRawIntBits(x[i]));
        }
        keys.add(k);
      }
      case double[] x -> {
        long[] k = new long[x.length];
        for (int i = 0; i < k.length; i++) {
          k[i] = ordered(Double.doubleToRawLongBits(x[i]));
        }
        keys.add(k);
      }
      default -> keys.add(integerKeys(a));
    }
  }

  private static long[] integerKeys(Array a) {
    long[] k = Blocks.longs(a);
    if (a.dtype() == DType.UINT64 || a.dtype() == DType.UINT32) {
      // Shifted down, so that uint32 keys still fit 32 bits.
      long shift = a.dtype() == DType.UINT64 ? Long.MIN_VALUE : 1L << 31;
      for (int i = 0; i < k.length; i++) {
        k[i] -= shift;
      }
    }
    return k;
  }

  private static int ordered(int bits) {
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  private static long ordered(long bits) {
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }
}
