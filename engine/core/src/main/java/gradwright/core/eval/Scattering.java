package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.prim.Indexing;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import java.lang.foreign.MemorySegment;

/// Scatters: windows of updates combined into a copy of the operand, in the order of the indices. A window out of bounds is
/// dropped, or clamped into them.
final class Scattering {
  private Scattering() {}

  /// Combines element `from` of the updates into element `to`.
  @FunctionalInterface
  private interface Combine {
    void at(int to, int from);
  }

  static Array scatter(Indexing.Scatter s, Array x, Array indices, Array updates, Device device) {
    int bytes = x.dtype().byteSize();
    if (updates.elements() == 0 || bytes == 0) {
      return x;
    }
    IndexedWindows w = IndexedWindows.of(s, x.shape(), indices, updates.shape());
    if (s.combine() == Indexing.Combine.SET) {
      Array result = IndexingEvaluator.copy(x, x.aval(), device);
      MemorySegment from = updates.memory();
      MemorySegment to = result.buffer().segment();
      boolean contiguous = w.contiguous();
      long run = (long) w.windowElements() * bytes;
      w.forEach((place, other) -> {
        if (place < 0) {
          return;
        }
        if (contiguous) {
          MemorySegment.copy(from, other * bytes, to, place * bytes, run);
        } else {
          Strided.copy(from, other, w.otherStrides, to, place, w.operandStrides, w.sizes, bytes);
        }
      });
      return result;
    }
    Object data = Blocks.load(x);
    Combine combine = combine(s.combine(), data, Blocks.load(updates), x.dtype());
    int[] toOffsets = w.offsets(true);
    int[] fromOffsets = w.offsets(false);
    w.forEach((place, other) -> {
      if (place >= 0) {
        for (int i = 0; i < toOffsets.length; i++) {
          combine.at((int) place + toOffsets[i], (int) other + fromOffsets[i]);
        }
      }
    });
    return Blocks.store(x.aval(), device, data);
  }

  /// The order of complex numbers: by their real parts, then by their imaginary ones.
  private static boolean less(double re, double im, double otherRe, double otherIm) {
    return re < otherRe || re == otherRe && im < otherIm;
  }

  private static Combine combine(Indexing.Combine op, Object to, Object from, DType t) {
    return switch (to) {
      case float[] r -> {
        float[] u = (float[]) from;
        yield switch (op) {
          case ADD -> (i, j) -> r[i] += u[j];
          case SUB -> (i, j) -> r[i] -= u[j];
          case MUL -> (i, j) -> r[i] *= u[j];
          case MIN -> (i, j) -> r[i] = Math.min(r[i], u[j]);
          case MAX -> (i, j) -> r[i] = Math.max(r[i], u[j]);
          case SET -> (i, j) -> r[i] = u[j];
        };
      }
      case double[] r when t.isComplex() -> {
        double[] u = (double[]) from;
        yield switch (op) {
          case ADD -> (i, j) -> ComplexFunctions.set(r, 2 * i, r[2 * i] + u[2 * j], r[2 * i + 1] + u[2 * j + 1]);
          case SUB -> (i, j) -> ComplexFunctions.set(r, 2 * i, r[2 * i] - u[2 * j], r[2 * i + 1] - u[2 * j + 1]);
          case MUL ->
              (i, j) ->
                  ComplexFunctions.set(
                      r,
                      2 * i,
                      r[2 * i] * u[2 * j] - r[2 * i + 1] * u[2 * j + 1],
                      r[2 * i] * u[2 * j + 1] + r[2 * i + 1] * u[2 * j]);
          case MIN ->
              (i, j) -> {
                if (less(u[2 * j], u[2 * j + 1], r[2 * i], r[2 * i + 1])) {
                  ComplexFunctions.set(r, 2 * i, u[2 * j], u[2 * j + 1]);
                }
              };
          case MAX ->
              (i, j) -> {
                if (less(r[2 * i], r[2 * i + 1], u[2 * j], u[2 * j + 1])) {
                  ComplexFunctions.set(r, 2 * i, u[2 * j], u[2 * j + 1]);
                }
              };
          case SET -> (i, j) -> ComplexFunctions.set(r, 2 * i, u[2 * j], u[2 * j + 1]);
        };
      }
      case double[] r -> {
        double[] u = (double[]) from;
        yield switch (op) {
          case ADD -> (i, j) -> r[i] += u[j];
          case SUB -> (i, j) -> r[i] -= u[j];
          case MUL -> (i, j) -> r[i] *= u[j];
          case MIN -> (i, j) -> r[i] = Math.min(r[i], u[j]);
          case MAX -> (i, j) -> r[i] = Math.max(r[i], u[j]);
          case SET -> (i, j) -> r[i] = u[j];
        };
      }
      case int[] r -> ints(op, r, (int[]) from, t);
      case long[] r -> {
        long[] u = (long[]) from;
        long flip = t == DType.UINT64 ? Long.MIN_VALUE : 0;
        yield switch (op) {
          case ADD -> (i, j) -> r[i] += u[j];
          case SUB -> (i, j) -> r[i] -= u[j];
          case MUL -> (i, j) -> r[i] *= u[j];
          case MIN -> (i, j) -> r[i] = (r[i] ^ flip) <= (u[j] ^ flip) ? r[i] : u[j];
          case MAX -> (i, j) -> r[i] = (r[i] ^ flip) >= (u[j] ^ flip) ? r[i] : u[j];
          case SET -> (i, j) -> r[i] = u[j];
        };
      }
      default -> throw new IllegalStateException();
    };
  }

  private static Combine ints(Indexing.Combine op, int[] r, int[] u, DType t) {
    int flip = t == DType.UINT32 ? Integer.MIN_VALUE : 0;
    if (t.isBool()) {
      return switch (op) {
        case ADD, MAX -> (i, j) -> r[i] |= u[j];
        case MUL, MIN -> (i, j) -> r[i] &= u[j];
        case SUB -> (i, j) -> r[i] ^= u[j];
        case SET -> (i, j) -> r[i] = u[j];
      };
    }
    return switch (op) {
      case ADD -> (i, j) -> r[i] += u[j];
      case SUB -> (i, j) -> r[i] -= u[j];
      case MUL -> (i, j) -> r[i] *= u[j];
      case MIN -> (i, j) -> r[i] = (r[i] ^ flip) <= (u[j] ^ flip) ? r[i] : u[j];
      case MAX -> (i, j) -> r[i] = (r[i] ^ flip) >= (u[j] ^ flip) ? r[i] : u[j];
      case SET -> (i, j) -> r[i] = u[j];
    };
  }
}
