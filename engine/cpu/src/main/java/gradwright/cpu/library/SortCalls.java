package gradwright.cpu.library;

import gradwright.core.prim.Reduction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import java.util.Arrays;
import java.util.List;

/// Stable sorts of several arrays together along an axis.
final class SortCalls {
  private static final int PACKED = 2000; // up to here a comparison sort of packed keys wins over radix
  private static final long ROWS_WORK = 1 << 15;

  private SortCalls() {}

  static LibraryCall find(Reduction.Sort p, List<Aval> in) {
    Shape s = in.getFirst().shape();
    if (s.rank() == 0 || s.size(p.dimension()) <= 1) {
      return (from, to, _) -> {
        for (int i = 0; i < to.length; i++) {
          Raw.copy(from[i], to[i], in.get(i).bytes());
        }
      };
    }
    for (Aval a : in) {
      DType t = a.dtype();
      if (t == DType.FLOAT0) {
        return null;
      }
    }
    for (Aval a : in.subList(0, p.numKeys())) {
      if (a.dtype().isKey()) {
        return null;
      }
    }
    int length = s.size(p.dimension());
    long inner = 1;
    for (int i = p.dimension() + 1; i < s.rank(); i++) {
      inner *= s.size(i);
    }
    Rows rows = new Rows(in.toArray(Aval[]::new), p.numKeys(), length, inner);
    long count = s.elements() / length;
    return (from, to, workers) -> {
      if (count == 1) {
        rows.sort(0, from, to, new Room(), workers);
        return;
      }
      workers.share(
          count,
          Math.max(1, ROWS_WORK / length),
          (lo, hi) -> {
            Room room = new Room();
            for (long r = lo; r < hi; r++) {
              rows.sort(r, from, to, room, workers);
            }
          });
    };
  }

  /// Arrays that the rows of one range share.
  private static final class Room {
    int[] a = new int[0];
    int[] b = a;
    long[] x = new long[0];
    long[] y = x;

    void ints(int n) {
      if (a.length < n) {
        a = new int[n];
        b = new int[n];
      }
    }

    void longs(int n) {
      if (x.length < n) {
        x = new long[n];
        y = new long[n];
      }
    }
  }

  private record Rows(Aval[] types, int keys, int length, long inner) {
    void sort(long row, long[] from, long[] to, Room room, Workers workers) {
      long first = row / inner * length * inner + row % inner;
      DType t = types[0].dtype();
      SortKeys order = new SortKeys(t, false);
      if (keys == 1 && !t.isComplex()) {
        long step = inner * t.byteSize();
        long at = from[0] + first * t.byteSize();
        if (!order.wide()) {
          room.ints(length);
          boolean ambiguous = order.narrow(at, step, room.a, 0, length);
          if (types.length == 1 && !ambiguous) {
            int[] sorted = RadixSort.sort(room.a, room.b, length, workers);
            order.restore(sorted, 0, to[0] + first * t.byteSize(), step, length);
            return;
          }
          permute(packed(room, workers), first, from, to, workers);
          return;
        }
        room.longs(length);
        boolean ambiguous = order.wide(at, step, room.x, 0, length);
        if (types.length == 1 && !ambiguous) {
          order.restore(sortLongs(room, 0, workers), 0, to[0] + first * 8, step, length);
          return;
        }
      }
      permute(general(first, from, room, workers), first, from, to, workers);
    }

    /// The order by the keys in `room.a`, in the lower halves of longs.
    private long[] packed(Room room, Workers workers) {
      room.longs(length);
      for (int i = 0; i < length; i++) {
        room.x[i] = (long) room.a[i] << 32 | i;
      }
      return sortLongs(room, 32, workers);
    }

    private long[] sortLongs(Room room, int firstBit, Workers workers) {
      if (length < PACKED) {
        Arrays.sort(room.x, 0, length);
        return room.x;
      }
      return RadixSort.sort(room.x, room.y, length, firstBit, workers);
    }

    /// The order by several or wide keys: the last is sorted by first.
    private long[] general(long first, long[] from, Room room, Workers workers) {
      int[] order = new int[length];
      int[] spare = new int[length];
      for (int i = 0; i < length; i++) {
        order[i] = i;
      }
      room.longs(length);
      room.ints(length);
      for (int k = keys - 1; k >= 0; k--) {
        DType t = types[k].dtype();
        int parts = t.isComplex() ? 2 : 1;
        for (int part = parts - 1; part >= 0; part--) {
          long at = from[k] + first * t.byteSize() + part * (t.byteSize() / 2);
          SortKeys keysOf = new SortKeys(t, false);
          if (keysOf.wide()) {
            keysOf.wide(at, inner * t.byteSize(), room.x, 0, length);
          } else {
            keysOf.narrow(at, inner * t.byteSize(), room.a, 0, length);
            for (int i = 0; i < length; i++) {
              room.x[i] = room.a[i];
            }
          }
          int[] sorted =
              length < 48 ? insertion(room.x, order) : RadixSort.sortOrder(room.x, order, spare, length, workers);
          if (sorted != order) {
            spare = order;
            order = sorted;
          }
        }
      }
      for (int i = 0; i < length; i++) {
        room.y[i] = order[i];
      }
      return room.y;
    }

    private int[] insertion(long[] key, int[] order) {
      for (int i = 1; i < length; i++) {
        int v = order[i];
        int j = i - 1;
        for (; j >= 0 && key[order[j]] > key[v]; j--) {
          order[j + 1] = order[j];
        }
        order[j + 1] = v;
      }
      return order;
    }

    /// Brings every array into the order that the lower halves hold.
    private void permute(long[] order, long first, long[] from, long[] to, Workers workers) {
      for (int k = 0; k < types.length; k++) {
        int bytes = types[k].dtype().byteSize();
        long f = from[k] + first * bytes;
        long t = to[k] + first * bytes;
        long step = inner * bytes;
        workers.share(length, 1 << 16, (lo, hi) -> gather(order, f, t, step, bytes, (int) lo, (int) hi));
      }
    }

    private static void gather(long[] order, long f, long t, long step, int bytes, int lo, int hi) {
      switch (bytes) {
        case 1 -> {
          for (int i = lo; i < hi; i++) {
            Raw.set(t + i * step, Raw.byteAt(f + (int) order[i] * step));
          }
        }
        case 2 -> {
          for (int i = lo; i < hi; i++) {
            Raw.set(t + i * step, Raw.shortAt(f + (int) order[i] * step));
          }
        }
        case 4 -> {
          for (int i = lo; i < hi; i++) {
            Raw.set(t + i * step, Raw.intAt(f + (int) order[i] * step));
          }
        }
        case 8 -> {
          for (int i = lo; i < hi; i++) {
            Raw.set(t + i * step, Raw.longAt(f + (int) order[i] * step));
          }
        }
        default -> {
          for (int i = lo; i < hi; i++) {
            Raw.copy(f + (int) order[i] * step, t + i * step, bytes);
          }
        }
      }
    }
  }
}
