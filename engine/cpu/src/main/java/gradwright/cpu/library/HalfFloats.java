package gradwright.cpu.library;

import gradwright.core.types.DType;
import gradwright.core.types.Shape;

/// 16-bit floats, widened to float32 for operations that compute in it.
final class HalfFloats {
  private static final int BLOCK = 2048;

  private HalfFloats() {}

  /// A call on 16-bit floats that runs `wide` on float32. The last shape is the result's.
  static LibraryCall widened(LibraryCall wide, DType t, Shape... shapes) {
    int inputs = shapes.length - 1;
    long result = shapes[inputs].elements();
    return (in, out, workers) -> {
      long total = 0;
      for (Shape s : shapes) {
        total += s.elements() * 4 + 64 & -64;
      }
      try (ScratchMemory.Room room = workers.room(total)) {
        long at = room.address();
        long[] from = new long[inputs];
        for (int i = 0; i < inputs; i++) {
          from[i] = at;
          widen(t, in[i], at, shapes[i].elements(), workers);
          at += shapes[i].elements() * 4 + 64 & -64;
        }
        wide.run(from, new long[] {at}, workers);
        narrow(t, at, out[0], result, workers);
      }
    };
  }

  static void widen(DType t, long from, long to, long n, Workers workers) {
    workers.share(
        n,
        BLOCK * 16,
        (lo, hi) -> {
          if (t == DType.BFLOAT16) {
            for (long i = lo; i < hi; i++) {
              Raw.set(to + 4 * i, Raw.shortAt(from + 2 * i) << 16);
            }
          } else {
            for (long i = lo; i < hi; i++) {
              Raw.set(to + 4 * i, Float.float16ToFloat(Raw.shortAt(from + 2 * i)));
            }
          }
        });
  }

  static void narrow(DType t, long from, long to, long n, Workers workers) {
    workers.share(
        n,
        BLOCK * 16,
        (lo, hi) -> {
          if (t == DType.BFLOAT16) {
            for (long i = lo; i < hi; i++) {
              Raw.set(to + 2 * i, bfloat(Raw.floatAt(from + 4 * i)));
            }
          } else {
            for (long i = lo; i < hi; i++) {
              Raw.set(to + 2 * i, Float.floatToFloat16(Raw.floatAt(from + 4 * i)));
            }
          }
        });
  }

  private static short bfloat(float f) {
    int b = Float.floatToRawIntBits(f);
    if (f != f) {
      return (short) (b >>> 16 | 0x40);
    }
    return (short) (b + 0x7fff + (b >>> 16 & 1) >>> 16);
  }
}
