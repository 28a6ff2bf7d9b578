package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.types.Aval;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Copies of elements between two strided layouts. Elements are moved as bytes of their size, whatever the dtype.
final class Strided {
  private static final int TILE = 32;

  private Strided() {}

  /// `to[toAt + sum(i * toStrides)] = from[fromAt + sum(i * fromStrides)]` for all indices below `sizes`; in elements.
  static void copy(
      MemorySegment from,
      long fromAt,
      long[] fromStrides,
      MemorySegment to,
      long toAt,
      long[] toStrides,
      int[] sizes,
      int elementBytes) {
    if (elementBytes == 0) {
      return;
    }
    int rank = 0;
    int[] n = new int[sizes.length];
    long[] fs = new long[sizes.length];
    long[] ts = new long[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == 0) {
        return;
      }
      if (sizes[i] == 1) {
        continue;
      }
      int last = rank - 1;
      if (rank > 0
          && fs[last] == fromStrides[i] * sizes[i]
          && ts[last] == toStrides[i] * sizes[i]
          && (long) n[last] * sizes[i] < Integer.MAX_VALUE) {
        n[last] *= sizes[i];
        fs[last] = fromStrides[i];
        ts[last] = toStrides[i];
      } else {
        n[rank] = sizes[i];
        fs[rank] = fromStrides[i];
        ts[rank] = toStrides[i];
        rank++;
      }
    }
    if (rank >= 2 && fs[rank - 1] != 1) {
      // A transposition: make the axis that is contiguous in the source the second innermost, so that tiles work.
      for (int i = 0; i < rank - 1; i++) {
        if (fs[i] == 1) {
          swap(n, fs, ts, i, rank - 2);
          break;
        }
      }
    }
    new Copy(from, to, n, fs, ts, rank, elementBytes).run(0, fromAt, toAt);
  }

  private static void swap(int[] n, long[] fs, long[] ts, int a, int b) {
    int t = n[a];
    n[a] = n[b];
    n[b] = t;
    long f = fs[a];
    fs[a] = fs[b];
    fs[b] = f;
    f = ts[a];
    ts[a] = ts[b];
    ts[b] = f;
  }

  private record Copy(MemorySegment from, MemorySegment to, int[] n, long[] fs, long[] ts, int rank, int bytes) {
    void run(int axis, long f, long t) {
      int left = rank - axis;
      if (left == 0) {
        MemorySegment.copy(from, f * bytes, to, t * bytes, bytes);
      } else if (left == 1) {
        line(f, t, n[axis], fs[axis], ts[axis]);
      } else if (left == 2 && fs[axis] == 1 && fs[axis + 1] != 1) {
        for (int i = 0; i < n[axis]; i += TILE) {
          int iEnd = Math.min(n[axis], i + TILE);
          for (int j = 0; j < n[axis + 1]; j += TILE) {
            int m = Math.min(n[axis + 1], j + TILE) - j;
            for (int k = i; k < iEnd; k++) {
              line(f + k + j * fs[axis + 1], t + k * ts[axis] + j * ts[axis + 1], m, fs[axis + 1], ts[axis + 1]);
            }
          }
        }
      } else {
        for (int i = 0; i < n[axis]; i++) {
          run(axis + 1, f + i * fs[axis], t + i * ts[axis]);
        }
      }
    }

    private void line(long f, long t, int m, long fStride, long tStride) {
      if (fStride == 1 && tStride == 1 && m >= 4) {
        MemorySegment.copy(from, f * bytes, to, t * bytes, (long) m * bytes);
        return;
      }
      switch (bytes) {
        case 1 -> {
          for (int i = 0; i < m; i++) {
            to.set(ValueLayout.JAVA_BYTE, t + i * tStride, from.get(ValueLayout.JAVA_BYTE, f + i * fStride));
          }
        }
        case 2 -> {
          for (int i = 0; i < m; i++) {
            to.setAtIndex(
                ValueLayout.JAVA_SHORT, t + i * tStride, from.getAtIndex(ValueLayout.JAVA_SHORT, f + i * fStride));
          }
        }
        case 4 -> {
          for (int i = 0; i < m; i++) {
            to.setAtIndex(
                ValueLayout.JAVA_INT, t + i * tStride, from.getAtIndex(ValueLayout.JAVA_INT, f + i * fStride));
          }
        }
        case 8 -> {
          for (int i = 0; i < m; i++) {
            to.setAtIndex(
                ValueLayout.JAVA_LONG, t + i * tStride, from.getAtIndex(ValueLayout.JAVA_LONG, f + i * fStride));
          }
        }
        default -> {
          for (int i = 0; i < m; i++) {
            MemorySegment.copy(from, (f + i * fStride) * bytes, to, (t + i * tStride) * bytes, bytes);
          }
        }
      }
    }
  }

  /// A new array whose element at an index is `a`'s at `at + sum(i * strides)`.
  static Array gather(Array a, Aval aval, long at, long[] strides) {
    Array out = Array.allocate(aval, a.device());
    copy(
        a.memory(),
        at,
        strides,
        out.buffer().segment(),
        0,
        aval.shape().strides(),
        aval.shape().toArray(),
        aval.dtype().byteSize());
    java.lang.ref.Reference.reachabilityFence(a);
    return out;
  }

  /// Operand axis i becomes axis `dims[i]`; size 1 stretches.
  static Array broadcast(Array a, Shape shape, Ints dims) {
    long[] own = a.shape().strides();
    long[] strides = new long[shape.rank()];
    for (int i = 0; i < dims.size(); i++) {
      strides[dims.get(i)] = a.shape().size(i) == 1 ? 0 : own[i];
    }
    return gather(a, a.aval().withShape(shape), 0, strides);
  }

  /// Broadcasts an operand of equal rank, or of rank 0.
  static Array broadcast(Array a, Shape shape) {
    return broadcast(a, shape, Ints.range(0, a.rank()));
  }

  /// Permutes axes; shares memory when nothing moves.
  static Array transpose(Array a, Ints permutation) {
    Aval aval = a.aval().withShape(permutation.map(a.shape()::size).toShape());
    long[] own = a.shape().strides();
    long[] strides = new long[permutation.size()];
    int before = -1;
    boolean moves = false;
    for (int i = 0; i < strides.length; i++) {
      int axis = permutation.get(i);
      strides[i] = own[axis];
      if (a.shape().size(axis) != 1) {
        moves |= axis < before;
        before = axis;
      }
    }
    return moves ? gather(a, aval, 0, strides) : a.view(aval);
  }

  /// A new array with every element one scalar of the same dtype.
  static Array full(Array scalar, Aval aval, Device device) {
    Array out = Array.allocate(aval, device);
    copy(
        scalar.memory(),
        0,
        new long[aval.rank()],
        out.buffer().segment(),
        0,
        aval.shape().strides(),
        aval.shape().toArray(),
        aval.dtype().byteSize());
    return out;
  }
}
