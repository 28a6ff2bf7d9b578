package gradwright.numpy.ndarray;

import java.lang.foreign.MemorySegment;

/// Walks over an array's elements in a given order of its axes, a block at a time. Each operand of an operation has its
/// own, so that the loops of the operation always see whole rows.
final class Cursor {
  private final NdArray array;
  private final ElementType type;
  private final MemorySegment memory;
  private final int[] shape;
  private final long[] strides;
  private final int rank;
  private final int row;
  private final long step;
  private final int[] index;
  private long at;
  private int in;

  /// Over `array` seen with a shape and strides, last axis fastest.
  Cursor(NdArray array, int[] shape, long[] strides) {
    this.array = array;
    this.type = array.type;
    this.memory = array.memory;
    int[] s = new int[shape.length];
    long[] t = new long[shape.length];
    int k = 0;
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] == 1) {
        continue;
      }
      if (k > 0 && t[k - 1] == strides[i] * shape[i]) {
        s[k - 1] *= shape[i];
        t[k - 1] = strides[i];
      } else {
        s[k] = shape[i];
        t[k++] = strides[i];
      }
    }
    this.shape = s;
    this.strides = t;
    this.rank = Math.max(k - 1, 0);
    this.row = k == 0 ? 1 : s[k - 1];
    this.step = k == 0 ? type.size() : t[k - 1];
    this.index = new int[rank];
    this.at = array.offset;
  }

  /// Over `array` in the order of its own axes.
  Cursor(NdArray array) {
    this(array, array.shape, array.strides);
  }

  private interface Row {
    void take(long at, long step, int from, int n);
  }

  private void blocks(int n, Row body) {
    int done = 0;
    while (done < n) {
      int m = Math.min(n - done, row - in);
      body.take(at + in * step, step, done, m);
      done += m;
      in += m;
      if (in == row) {
        in = 0;
        advance();
      }
    }
  }

  private void advance() {
    for (int i = rank - 1; i >= 0; i--) {
      at += strides[i];
      if (++index[i] < shape[i]) {
        return;
      }
      at -= strides[i] * shape[i];
      index[i] = 0;
    }
  }

  /// Goes on by `n` elements.
  void skip(int n) {
    blocks(n, (p, s, f, m) -> {});
  }

  void load(double[] to, int n) {
    if (row - in > n) {
      Elements.load(type, memory, at + in * step, step, to, 0, n);
      in += n;
      return;
    }
    blocks(n, (p, s, f, m) -> Elements.load(type, memory, p, s, to, f, m));
  }

  void load(long[] to, int n) {
    blocks(n, (p, s, f, m) -> Elements.load(type, memory, p, s, to, f, m));
  }

  void loadPairs(double[] to, int n) {
    blocks(n, (p, s, f, m) -> Elements.loadPairs(type, memory, p, s, to, f, m));
  }

  void load(Object[] to, int n) {
    Object[] all = array.references;
    int size = type.size();
    blocks(
        n,
        (p, s, f, m) -> {
          for (int i = 0; i < m; i++) {
            to[f + i] = all[(int) ((p + i * s) / size)];
          }
        });
  }

  void store(double[] v, int n) {
    blocks(n, (p, s, f, m) -> Elements.store(type, memory, p, s, v, f, m));
  }

  void store(long[] v, int n, boolean unsigned) {
    blocks(n, (p, s, f, m) -> Elements.store(type, memory, p, s, v, f, m, unsigned));
  }

  void storePairs(double[] v, int n) {
    blocks(n, (p, s, f, m) -> Elements.storePairs(type, memory, p, s, v, f, m));
  }

  void store(Object[] v, int n) {
    Object[] all = array.references;
    int size = type.size();
    blocks(
        n,
        (p, s, f, m) -> {
          for (int i = 0; i < m; i++) {
            all[(int) ((p + i * s) / size)] = v[f + i];
          }
        });
  }

  /// The byte positions of the next `n` elements.
  void positions(long[] to, int n) {
    blocks(
        n,
        (p, s, f, m) -> {
          for (int i = 0; i < m; i++) {
            to[f + i] = p + i * s;
          }
        });
  }
}
