package gradwright.cpu.library;

import gradwright.core.prim.Indexing;
import gradwright.core.types.DType;

/// Combines runs of updates into the operand, in blocks.
final class Combiner {
  private static final int BLOCK = 1024;

  private final Indexing.Combine op;
  private final DType type;
  private final int run;
  private final int bytes;
  private final float[] f;
  private final float[] g;
  private final double[] x;
  private final double[] y;
  private final long[] k;
  private final long[] l;

  Combiner(Indexing.Combine op, DType type, int run) {
    this.op = op;
    this.type = type;
    this.run = run;
    bytes = type.byteSize();
    int n = Math.min(run, BLOCK);
    boolean single = type == DType.FLOAT32;
    int doubles = single || !type.isInexact() ? 0 : type.isComplex() ? 2 * n : n;
    int longs = type.isInexact() ? 0 : n;
    f = new float[single ? n : 0];
    g = f.clone();
    x = new double[doubles];
    y = x.clone();
    k = new long[longs];
    l = k.clone();
  }

  /// Combines `n` single elements; negative places are left out.
  void singles(long from, long to, long[] place, long[] other, int n) {
    if (type == DType.FLOAT32) {
      floats(from, to, place, other, n);
    } else if (type == DType.INT32 && op == Indexing.Combine.ADD) {
      for (int i = 0; i < n; i++) {
        if (place[i] >= 0) {
          long t = to + 4 * place[i];
          Raw.set(t, Raw.intAt(t) + Raw.intAt(from + 4 * other[i]));
        }
      }
    } else {
      for (int i = 0; i < n; i++) {
        if (place[i] >= 0) {
          block(from + bytes * other[i], to + bytes * place[i], 1);
        }
      }
    }
  }

  private void floats(long from, long to, long[] place, long[] other, int n) {
    for (int i = 0; i < n; i++) {
      if (place[i] >= 0) {
        long t = to + 4 * place[i];
        float a = Raw.floatAt(t);
        float b = Raw.floatAt(from + 4 * other[i]);
        Raw.set(
            t,
            switch (op) {
              case ADD -> a + b;
              case SUB -> a - b;
              case MUL -> a * b;
              case MIN -> Math.min(a, b);
              case MAX -> Math.max(a, b);
              case SET -> b;
            });
      }
    }
  }

  /// Combines `n` windows that consist of runs.
  void windows(long from, long to, long[] place, long[] other, int n, long[] fromRuns, long[] toRuns) {
    for (int i = 0; i < n; i++) {
      if (place[i] < 0) {
        continue;
      }
      for (int r = 0; r < fromRuns.length; r++) {
        for (int e = 0; e < run; e += BLOCK) {
          block(
              from + (other[i] + fromRuns[r] + e) * bytes,
              to + (place[i] + toRuns[r] + e) * bytes,
              Math.min(BLOCK, run - e));
        }
      }
    }
  }

  private void block(long from, long to, int n) {
    if (type == DType.FLOAT32) {
      Raw.load(to, f, 0, n);
      Raw.load(from, g, 0, n);
      combine(f, g, n);
      Raw.store(f, 0, to, n);
    } else if (type.isComplex()) {
      Elements.load(type, to, x, 2 * n);
      Elements.load(type, from, y, 2 * n);
      if (op == Indexing.Combine.MUL) {
        for (int i = 0; i < 2 * n; i += 2) {
          double re = x[i] * y[i] - x[i + 1] * y[i + 1];
          x[i + 1] = x[i] * y[i + 1] + x[i + 1] * y[i];
          x[i] = re;
        }
      } else {
        combine(x, y, 2 * n);
      }
      Elements.store(type, x, to, 2 * n);
    } else if (type.isFloat()) {
      Elements.load(type, to, x, n);
      Elements.load(type, from, y, n);
      combine(x, y, n);
      Elements.store(type, x, to, n);
    } else {
      Elements.load(type, to, k, n);
      Elements.load(type, from, l, n);
      combine(k, l, n);
      Elements.store(type, k, to, n);
    }
  }

  private void combine(float[] a, float[] b, int n) {
    switch (op) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          a[i] += b[i];
        }
      }
      case SUB -> {
        for (int i = 0; i < n; i++) {
          a[i] -= b[i];
        }
      }
      case MUL -> {
        for (int i = 0; i < n; i++) {
          a[i] *= b[i];
        }
      }
      case MIN -> {
        for (int i = 0; i < n; i++) {
          a[i] = Math.min(a[i], b[i]);
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++) {
          a[i] = Math.max(a[i], b[i]);
        }
      }
      case SET -> System.arraycopy(b, 0, a, 0, n);
    }
  }

  private void combine(double[] a, double[] b, int n) {
    switch (op) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          a[i] += b[i];
        }
      }
      case SUB -> {
        for (int i = 0; i < n; i++) {
          a[i] -= b[i];
        }
      }
      case MUL -> {
        for (int i = 0; i < n; i++) {
          a[i] *= b[i];
        }
      }
      case MIN -> {
        for (int i = 0; i < n; i++) {
          a[i] = Math.min(a[i], b[i]);
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++) {
          a[i] = Math.max(a[i], b[i]);
        }
      }
      case SET -> System.arraycopy(b, 0, a, 0, n);
    }
  }

  private void combine(long[] a, long[] b, int n) {
    if (type.isBool()) {
      for (int i = 0; i < n; i++) {
        a[i] =
            switch (op) {
              case ADD, MAX -> a[i] | b[i];
              case MUL, MIN -> a[i] & b[i];
              case SUB -> a[i] ^ b[i];
              case SET -> b[i];
            };
      }
      return;
    }
    long flip = type == DType.UINT64 ? Long.MIN_VALUE : 0;
    for (int i = 0; i < n; i++) {
      a[i] =
          switch (op) {
            case ADD -> a[i] + b[i];
            case SUB -> a[i] - b[i];
            case MUL -> a[i] * b[i];
            case MIN -> Math.min(a[i] ^ flip, b[i] ^ flip) ^ flip;
            case MAX -> Math.max(a[i] ^ flip, b[i] ^ flip) ^ flip;
            case SET -> b[i];
          };
    }
  }
}
