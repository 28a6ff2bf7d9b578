package gradwright.cpu.library;

import gradwright.core.prim.Reduction;
import gradwright.core.types.DType;

/// Running operations on integers, which wrap around.
record RunningIntegers(Reduction.Op op, DType t) implements Running {
  /// Makes unsigned 64-bit numbers order as signed ones.
  private long flip() {
    return t == DType.UINT64 ? Long.MIN_VALUE : 0;
  }

  @Override
  public Object start() {
    return switch (op) {
      case SUM -> 0L;
      case PROD -> 1L;
      case MIN -> Long.MAX_VALUE ^ flip();
      default -> Long.MIN_VALUE ^ flip();
    };
  }

  @Override
  public Object join(Object a, Object b) {
    return combine(new long[] {(Long) b}, 1, false, (Long) a);
  }

  @Override
  public Object row(long in, long out, int length, boolean reverse, Object total) {
    long[] block = new long[Math.min(BLOCK, length)];
    long running = (Long) total;
    int bytes = t.byteSize();
    for (int done = 0; done < length; done += block.length) {
      int n = Math.min(block.length, length - done);
      long at = (long) (reverse ? length - done - n : done) * bytes;
      Elements.load(t, in + at, block, n);
      running = combine(block, n, reverse, running);
      if (out != 0) {
        Elements.store(t, block, out + at, n);
      }
    }
    return running;
  }

  private long combine(long[] x, int n, boolean reverse, long running) {
    int at = reverse ? n - 1 : 0;
    int step = reverse ? -1 : 1;
    long flip = flip();
    long r = running;
    switch (op) {
      case SUM -> {
        for (int i = 0; i < n; i++, at += step) {
          r += x[at];
          x[at] = r;
        }
      }
      case PROD -> {
        for (int i = 0; i < n; i++, at += step) {
          r *= x[at];
          x[at] = r;
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++, at += step) {
          r = Math.max(r ^ flip, x[at] ^ flip) ^ flip;
          x[at] = r;
        }
      }
      default -> {
        for (int i = 0; i < n; i++, at += step) {
          r = Math.min(r ^ flip, x[at] ^ flip) ^ flip;
          x[at] = r;
        }
      }
    }
    return r;
  }

  @Override
  public void columns(long in, long out, long step, int length, int n) {
    long[] running = new long[n];
    long[] line = new long[n];
    long flip = flip();
    for (int k = 0; k < length; k++) {
      Elements.load(t, in + k * step, k == 0 ? running : line, n);
      if (k > 0) {
        switch (op) {
          case SUM -> {
            for (int i = 0; i < n; i++) {
              running[i] += line[i];
            }
          }
          case PROD -> {
            for (int i = 0; i < n; i++) {
              running[i] *= line[i];
            }
          }
          case MAX -> {
            for (int i = 0; i < n; i++) {
              running[i] = Math.max(running[i] ^ flip, line[i] ^ flip) ^ flip;
            }
          }
          default -> {
            for (int i = 0; i < n; i++) {
              running[i] = Math.min(running[i] ^ flip, line[i] ^ flip) ^ flip;
            }
          }
        }
      }
      Elements.store(t, running, out + k * step, n);
    }
  }
}
