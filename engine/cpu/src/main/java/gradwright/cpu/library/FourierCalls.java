package gradwright.cpu.library;

import gradwright.core.prim.Contraction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.cpu.llvm.KernelCompiler;

/// Fourier transforms over the last axes, in double precision. Lines along other axes than the last are taken some
/// neighbours at a time; one long line is split into a matrix whose columns and rows the workers transform.
final class FourierCalls {
  private static final int NEIGHBOURS = 8;
  private static final int LONG = 1 << 14;
  private static final long CHUNK = 1 << 14;

  private static final long BY_KERNELS = 1 << 14; // elements for which kernels are worth loading

  private final FourierPlan.Cache plans = new FourierPlan.Cache();
  private final FourierLanes single;
  private final FourierLanes twice;

  FourierCalls(KernelCompiler compiler) {
    single = new FourierLanes(compiler, true);
    twice = new FourierLanes(compiler, false);
  }

  LibraryCall find(Contraction.Fft p, Aval x, Aval out) {
    int k = p.lengths().size();
    int rank = x.rank();
    if (out.shape().elements() == 0 || k == 0 || x.shape().elements() == 0) {
      return null;
    }
    DType complex = x.dtype().complexType();
    return switch (p.type()) {
      case FFT, IFFT -> {
        boolean inverse = p.type() == Contraction.FftType.IFFT;
        yield (in, to, workers) -> {
          long from = in[0];
          for (int axis = rank - 1; axis >= rank - k; axis--) {
            lines(complex, from, to[0], x.shape(), axis, inverse, workers);
            from = to[0];
          }
        };
      }
      case RFFT ->
          (in, to, workers) -> {
            real(x.dtype(), in[0], to[0], x.shape().size(rank - 1), rows(x.shape()), workers);
            for (int axis = rank - 2; axis >= rank - k; axis--) {
              lines(complex, to[0], to[0], out.shape(), axis, false, workers);
            }
          };
      case IRFFT ->
          (in, to, workers) -> {
            if (k == 1) {
              toReal(complex, in[0], to[0], x.shape(), out.shape(), workers);
              return;
            }
            try (ScratchMemory.Room room = workers.room(x.bytes())) {
              long from = in[0];
              for (int axis = rank - k; axis < rank - 1; axis++) {
                lines(complex, from, room.address(), x.shape(), axis, true, workers);
                from = room.address();
              }
              toReal(complex, from, to[0], x.shape(), out.shape(), workers);
            }
          };
    };
  }

  private static long rows(Shape s) {
    return s.elements() / s.size(s.rank() - 1);
  }

  private void lines(DType t, long from, long to, Shape s, int axis, boolean inverse, Workers workers) {
    int n = s.size(axis);
    long below = 1;
    for (int i = axis + 1; i < s.rank(); i++) {
      below *= s.size(i);
    }
    long inner = below;
    long count = s.elements() / n;
    if (inner == 1 && n >= LONG && count <= 2L * workers.pool().threads()) {
      int first = side(n);
      if (first > 1) {
        long bytes = t.byteSize();
        FourierLanes lanes = t == DType.COMPLEX64 ? single : twice;
        boolean byKernels = lanes.splits(first, n / first);
        try (ScratchMemory.Room room = workers.room(n * bytes)) {
          for (long r = 0; r < count; r++) {
            if (byKernels) {
              lanes.split(first, n / first, inverse, from + r * n * bytes, room.address(), to + r * n * bytes, workers);
              continue;
            }
            new Split(t, n, first, inverse).run(from + r * n * bytes, room.address(), to + r * n * bytes, workers);
          }
        }
        return;
      }
    }
    FourierLanes lanes = t == DType.COMPLEX64 ? single : twice;
    if (s.elements() >= BY_KERNELS && Math.max(count / inner, inner) >= 8 && lanes.knows(n)) {
      if (inner == 1 && count >= lanes.lanes()) {
        long blocks = count / lanes.lanes();
        rows(lanes, n, blocks, from, to, inverse, workers);
        long done = blocks * lanes.lanes();
        long skip = done * n * t.byteSize();
        someLines(t, from + skip, to + skip, n, 1, 0, count - done, inverse, workers);
        return;
      }
      if (inner >= lanes.lanes()) {
        neighbours(lanes, n, inner, count / inner, from, to, inverse, workers);
        long done = inner / lanes.lanes() * lanes.lanes();
        someLines(t, from, to, n, inner, done, count / inner, inverse, workers);
        return;
      }
    }
    someLines(t, from, to, n, inner, 0, count / inner, inverse, workers);
  }

  /// Contiguous lines, a vector of them at a time.
  private static void rows(
      FourierLanes lanes, int n, long blocks, long from, long to, boolean inverse, Workers workers) {
    int l = lanes.lanes();
    long bytes = 2L * 64 * n; // of a vector of lines
    workers.share(
        blocks,
        Math.max(1, CHUNK / ((long) n * l)),
        (lo, hi) -> {
          try (FourierLanes.Block block = lanes.new Block(n, inverse, inverse ? 1.0 / n : 1, workers)) {
            for (long i = lo; i < hi; i++) {
              block.load(from + i * bytes, true, 2L * n);
              block.transform();
              block.store(to + i * bytes, true, 2L * n);
            }
          }
        });
  }

  /// Lines along an axis with `inner` neighbours, as many as make whole vectors.
  private static void neighbours(
      FourierLanes lanes, int n, long inner, long outer, long from, long to, boolean inverse, Workers workers) {
    int l = lanes.lanes();
    long scalar = 64 / l;
    long strips = inner / l;
    workers.share(
        outer * strips,
        Math.max(1, CHUNK / ((long) n * l)),
        (lo, hi) -> {
          try (FourierLanes.Block block = lanes.new Block(n, inverse, inverse ? 1.0 / n : 1, workers)) {
            for (long i = lo; i < hi; i++) {
              long at = (i / strips * n * inner + i % strips * l) * 2 * scalar;
              block.load(from + at, false, 2 * inner);
              block.transform();
              block.store(to + at, false, 2 * inner);
            }
          }
        });
  }

  /// Lines along an axis with `inner` neighbours, from neighbour `first` on.
  private void someLines(
      DType t, long from, long to, int n, long inner, long first, long outer, boolean inverse, Workers workers) {
    int together = (int) Math.min(NEIGHBOURS, inner - first);
    if (together <= 0) {
      return;
    }
    long strips = (inner - first + together - 1) / together;
    workers.share(
        outer * strips,
        Math.max(1, CHUNK / ((long) n * together)),
        (lo, hi) -> {
          FourierPlan plan = plans.of(n);
          Lines l = new Lines(t, n, together, inverse);
          for (long item = lo; item < hi; item++) {
            long column = first + item % strips * together;
            int m = (int) Math.min(together, inner - column);
            long at = (item / strips * n * inner + column) * t.byteSize();
            l.load(from + at, inner * t.byteSize(), m);
            for (int j = 0; j < m; j++) {
              l.data[j] = l.transform(plan, j);
            }
            l.store(to + at, inner * t.byteSize(), m, inverse ? 1.0 / n : 1);
          }
        });
  }

  /// A divisor of `n` near its root such that both sides have small prime factors; 1 when there is none.
  private static int side(int n) {
    if (!FourierPlan.isSmooth(n)) {
      return 1;
    }
    for (int a = (int) Math.sqrt(n); a > 1; a--) {
      if (n % a == 0) {
        return a * 64 >= n / a ? a : 1;
      }
    }
    return 1;
  }

  /// Some neighbouring lines of one length.
  private final class Lines {
    final DType t;
    final int n;
    final boolean conjugate;
    final double[][] data;
    double[] room;
    private final double[] strip;

    /// The inverse is the transform of the conjugates, conjugated.
    Lines(DType t, int n, int together, boolean conjugate) {
      this.t = t;
      this.n = n;
      this.conjugate = conjugate;
      data = new double[together][2 * n];
      strip = new double[2 * together];
      room = new double[plans.of(n).room()];
    }

    double[] transform(FourierPlan plan, int line) {
      double[] r = plan.forward(data[line], room);
      if (r == room) {
        room = data[line];
      }
      return r;
    }

    void load(long from, long step, int m) {
      if (m == 1 && step == t.byteSize()) {
        Elements.load(t, from, data[0], 2 * n);
      } else {
        for (int i = 0; i < n; i++) {
          Elements.load(t, from + i * step, strip, 2 * m);
          for (int j = 0; j < m; j++) {
            data[j][2 * i] = strip[2 * j];
            data[j][2 * i + 1] = strip[2 * j + 1];
          }
        }
      }
      if (conjugate) {
        for (int j = 0; j < m; j++) {
          double[] x = data[j];
          for (int i = 1; i < 2 * n; i += 2) {
            x[i] = -x[i];
          }
        }
      }
    }

    void store(long to, long step, int m, double scale) {
      double imaginary = conjugate ? -scale : scale;
      for (int j = 0; j < m && (scale != 1 || conjugate); j++) {
        double[] x = data[j];
        for (int i = 0; i < 2 * n; i += 2) {
          x[i] *= scale;
          x[i + 1] *= imaginary;
        }
      }
      if (m == 1 && step == t.byteSize()) {
        Elements.store(t, data[0], to, 2 * n);
        return;
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < m; j++) {
          strip[2 * j] = data[j][2 * i];
          strip[2 * j + 1] = data[j][2 * i + 1];
        }
        Elements.store(t, strip, to + i * step, 2 * m);
      }
    }
  }

  /// One long line as a matrix of `a` rows and `b` columns: the columns are transformed and turned by twiddles, then
  /// the rows, whose results interleave.
  private final class Split {
    private static final int LOW = 1024;
    private final DType t;
    private final int n;
    private final int a;
    private final int b;
    private final boolean inverse;
    // exp(-2 pi i k / n) for k = LOW * high + low
    private final double[] low;
    private final double[] high;

    Split(DType t, int n, int a, boolean inverse) {
      this.t = t;
      this.n = n;
      this.a = a;
      this.b = n / a;
      this.inverse = inverse;
      low = new double[2 * LOW];
      high = new double[2 * (n / LOW + 1)];
      for (int k = 0; k < LOW; k++) {
        FourierPlan.root(low, k, k, n);
      }
      for (int k = 0; k <= n / LOW; k++) {
        FourierPlan.root(high, k, (long) k * LOW, n);
      }
    }

    void run(long from, long between, long to, Workers workers) {
      long bytes = t.byteSize();
      FourierPlan columns = plans.of(a);
      FourierPlan rows = plans.of(b);
      workers.share(
          (b + NEIGHBOURS - 1) / NEIGHBOURS,
          2,
          (lo, hi) -> {
            Lines l = new Lines(t, a, NEIGHBOURS, false);
            for (long item = lo; item < hi; item++) {
              int first = (int) item * NEIGHBOURS;
              int m = Math.min(NEIGHBOURS, b - first);
              l.load(from + first * bytes, b * bytes, m);
              for (int j = 0; j < m; j++) {
                if (inverse) {
                  conjugate(l.data[j], a);
                }
                l.data[j] = l.transform(columns, j);
                turn(l.data[j], first + j);
              }
              l.store(between + first * bytes, b * bytes, m, 1);
            }
          });
      double scale = inverse ? 1.0 / n : 1;
      workers.share(
          (a + NEIGHBOURS - 1) / NEIGHBOURS,
          2,
          (lo, hi) -> {
            Lines l = new Lines(t, b, NEIGHBOURS, false);
            for (long item = lo; item < hi; item++) {
              int first = (int) item * NEIGHBOURS;
              int m = Math.min(NEIGHBOURS, a - first);
              for (int j = 0; j < m; j++) {
                Elements.load(t, between + (long) (first + j) * b * bytes, l.data[j], 2 * b);
                l.data[j] = l.transform(rows, j);
                if (inverse) {
                  conjugate(l.data[j], b);
                }
              }
              l.store(to + first * bytes, a * bytes, m, scale);
            }
          });
    }

    private static void conjugate(double[] x, int n) {
      for (int i = 1; i < 2 * n; i += 2) {
        x[i] = -x[i];
      }
    }

    /// Multiplies element k by exp(-2 pi i k column / n).
    private void turn(double[] x, int column) {
      for (int k = 1; k < a; k++) {
        int j = k * column;
        int h = 2 * (j / LOW);
        int l = 2 * (j % LOW);
        double wr = high[h] * low[l] - high[h + 1] * low[l + 1];
        double wi = high[h] * low[l + 1] + high[h + 1] * low[l];
        double re = x[2 * k];
        double im = x[2 * k + 1];
        x[2 * k] = re * wr - im * wi;
        x[2 * k + 1] = re * wi + im * wr;
      }
    }
  }

  /// Real rows: an even row is one complex row of half its length, untangled afterwards.
  private void real(DType t, long from, long to, int n, long rows, Workers workers) {
    DType complex = t.complexType();
    int half = n / 2 + 1;
    if (n % 2 != 0) {
      oddReal(t, from, to, n, rows, workers);
      return;
    }
    double[] w = plans.roots(n);
    long bytes = (long) n * t.byteSize();
    try (ScratchMemory.Room between = workers.room(rows * bytes)) {
      lines(complex, from, between.address(), Shape.of(Math.toIntExact(rows), n / 2), 1, false, workers);
      boolean single = t == DType.FLOAT32;
      workers.share(
          rows * half,
          CHUNK,
          (lo, hi) -> {
            for (long at = lo; at < hi; ) {
              long r = at / half;
              int first = (int) (at % half);
              int end = (int) Math.min(half, first + hi - at);
              untangle(single, between.address() + r * bytes, to + r * half * complex.byteSize(), w, n / 2, first, end);
              at += end - first;
            }
          });
    }
  }

  private void oddReal(DType t, long from, long to, int n, long rows, Workers workers) {
    DType complex = t.complexType();
    int half = n / 2 + 1;
    FourierPlan plan = plans.of(n);
    workers.share(
        rows,
        Math.max(1, CHUNK / n),
        (lo, hi) -> {
          double[] x = new double[2 * n];
          double[] line = new double[n];
          double[] room = new double[plan.room()];
          for (long r = lo; r < hi; r++) {
            Elements.load(t, from + r * n * t.byteSize(), line, n);
            for (int i = 0; i < n; i++) {
              x[2 * i] = line[i];
              x[2 * i + 1] = 0;
            }
            double[] z = plan.forward(x, room);
            Elements.store(complex, z, to + r * half * complex.byteSize(), 2 * half);
            if (z == room) {
              room = x;
              x = z;
            }
          }
        });
  }

  /// From the transform z of even elements plus i times odd ones: X[k] = E[k] + w^k O[k], for k from `first` to `end`.
  private static void untangle(boolean single, long z, long to, double[] w, int h, int first, int end) {
    for (int k = first; k < end; k++) {
      int a = k == h ? 0 : 2 * k;
      int b = k == 0 || k == h ? 0 : 2 * (h - k);
      double ar = number(single, z, a);
      double ai = number(single, z, a + 1);
      double br = number(single, z, b);
      double bi = number(single, z, b + 1);
      double er = 0.5 * (ar + br);
      double ei = 0.5 * (ai - bi);
      double or = 0.5 * (ai + bi);
      double oi = 0.5 * (br - ar);
      put(single, to, 2 * k, er + or * w[2 * k] - oi * w[2 * k + 1]);
      put(single, to, 2 * k + 1, ei + or * w[2 * k + 1] + oi * w[2 * k]);
    }
  }

  private static double number(boolean single, long from, int i) {
    return single ? Raw.floatAt(from + 4L * i) : Raw.doubleAt(from + 8L * i);
  }

  private static void put(boolean single, long to, int i, double v) {
    if (single) {
      Raw.set(to + 4L * i, (float) v);
    } else {
      Raw.set(to + 8L * i, v);
    }
  }

  /// Half spectra to real rows; the imaginary parts of the first and the middle frequency are not read.
  private void toReal(DType complex, long from, long to, Shape in, Shape out, Workers workers) {
    int n = out.size(out.rank() - 1);
    int given = in.size(in.rank() - 1);
    if (n % 2 != 0) {
      oddToReal(complex, from, to, given, n, rows(out), workers);
      return;
    }
    DType t = complex.realType();
    double[] w = plans.roots(n);
    long bytes = (long) n * t.byteSize();
    try (ScratchMemory.Room between = workers.room(rows(out) * bytes)) {
      boolean single = t == DType.FLOAT32;
      long rows = rows(out);
      workers.share(
          rows * (n / 2),
          CHUNK,
          (lo, hi) -> {
            for (long at = lo; at < hi; ) {
              long r = at / (n / 2);
              int first = (int) (at % (n / 2));
              int end = (int) Math.min(n / 2, first + hi - at);
              tangle(
                  single,
                  from + r * given * complex.byteSize(),
                  given,
                  between.address() + r * bytes,
                  w,
                  n / 2,
                  first,
                  end);
              at += end - first;
            }
          });
      lines(complex, between.address(), to, Shape.of(Math.toIntExact(rows(out)), n / 2), 1, true, workers);
    }
  }

  private void oddToReal(DType complex, long from, long to, int given, int n, long rows, Workers workers) {
    DType t = complex.realType();
    int half = n / 2 + 1;
    FourierPlan plan = plans.of(n);
    workers.share(
        rows,
        Math.max(1, CHUNK / n),
        (lo, hi) -> {
          double[] x = new double[2 * half];
          double[] z = new double[2 * n];
          double[] room = new double[plan.room()];
          double[] line = new double[n];
          for (long r = lo; r < hi; r++) {
            Elements.load(complex, from + r * given * complex.byteSize(), x, 2 * Math.min(given, half));
            x[1] = 0;
            for (int i = 0; i < n; i++) {
              int mirrored = i <= n / 2 ? i : n - i;
              z[2 * i] = x[2 * mirrored];
              // conjugated for the inverse
              z[2 * i + 1] = i <= n / 2 ? -x[2 * mirrored + 1] : x[2 * mirrored + 1];
            }
            double[] y = plan.forward(z, room);
            for (int i = 0; i < n; i++) {
              line[i] = y[2 * i] / n;
            }
            Elements.store(t, line, to + r * n * t.byteSize(), n);
            if (y == room) {
              room = z;
              z = y;
            }
          }
        });
  }

  /// E[k] + i O[k], where E = (X[k] + conj X[h-k]) / 2 and O = (X[k] - conj X[h-k]) / 2 w^-k.
  private static void tangle(boolean single, long x, int given, long to, double[] w, int h, int first, int end) {
    for (int k = first; k < end; k++) {
      int other = h - k;
      double ar = k < given ? number(single, x, 2 * k) : 0;
      double ai = k == 0 || k >= given ? 0 : number(single, x, 2 * k + 1);
      double br = other < given ? number(single, x, 2 * other) : 0;
      double bi = k == 0 || other >= given ? 0 : number(single, x, 2 * other + 1);
      double er = 0.5 * (ar + br);
      double ei = 0.5 * (ai - bi);
      double dr = 0.5 * (ar - br);
      double di = 0.5 * (ai + bi);
      double or = dr * w[2 * k] + di * w[2 * k + 1];
      double oi = di * w[2 * k] - dr * w[2 * k + 1];
      put(single, to, 2 * k, er - oi);
      put(single, to, 2 * k + 1, ei + or);
    }
  }
}
