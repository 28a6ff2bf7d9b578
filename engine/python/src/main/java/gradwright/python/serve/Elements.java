package gradwright.python.serve;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import gradwright.core.types.DType;
import gradwright.core.value.Array;
import gradwright.core.value.Bits;
import java.lang.foreign.MemorySegment;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An array's elements as doubles, read from its own memory.
final class Elements {
  private final Array array;
  private final DType dtype;
  private final MemorySegment memory;

  /// Waits until the array is computed.
  ///
  /// @throws gradwright.core.errors.JaxError when it is deleted or its computation failed
  Elements(Array array) {
    this.array = array;
    this.dtype = array.dtype();
    this.memory = array.sharedMemory();
  }

  long size() {
    return array.elements();
  }

  DType dtype() {
    return dtype;
  }

  /// Element `i`; the real part of complex ones.
  double real(long i) {
    return switch (dtype.code()) {
      case FLOAT32 -> memory.getAtIndex(JAVA_FLOAT, i);
      case FLOAT64 -> memory.getAtIndex(JAVA_DOUBLE, i);
      case FLOAT16 -> Bits.halfToDouble(memory.getAtIndex(JAVA_SHORT, i));
      case BFLOAT16 -> Bits.bfloatToDouble(memory.getAtIndex(JAVA_SHORT, i));
      case COMPLEX64 -> memory.getAtIndex(JAVA_FLOAT, 2 * i);
      case COMPLEX128 -> memory.getAtIndex(JAVA_DOUBLE, 2 * i);
      default -> Bits.integerToDouble(dtype, integer(i));
    };
  }

  /// The imaginary part of element `i`; 0 for real types.
  double imaginary(long i) {
    return switch (dtype.code()) {
      case COMPLEX64 -> memory.getAtIndex(JAVA_FLOAT, 2 * i + 1);
      case COMPLEX128 -> memory.getAtIndex(JAVA_DOUBLE, 2 * i + 1);
      default -> 0;
    };
  }

  /// The uint32 words of a random key.
  String key(long i) {
    int words = dtype.byteSize() / Integer.BYTES;
    return IntStream.range(0, words)
        .mapToObj(w -> Integer.toUnsignedString(memory.getAtIndex(JAVA_INT, i * words + w)))
        .collect(Collectors.joining(" ", "[", "]"));
  }

  /// Element `i` of an integer or boolean array; the bits of uint64.
  long integer(long i) {
    return switch (dtype.code()) {
      case BOOL, UINT8 -> memory.get(JAVA_BYTE, i) & 0xffL;
      case INT8 -> memory.get(JAVA_BYTE, i);
      case INT16 -> memory.getAtIndex(JAVA_SHORT, i);
      case UINT16 -> memory.getAtIndex(JAVA_SHORT, i) & 0xffffL;
      case INT32 -> memory.getAtIndex(JAVA_INT, i);
      case UINT32 -> memory.getAtIndex(JAVA_INT, i) & 0xffffffffL;
      case INT64, UINT64 -> memory.getAtIndex(JAVA_LONG, i);
      default -> 0;
    };
  }

  /// Reads elements from `from` on as numbers: complex ones by magnitude.
  void magnitudes(long from, double[] into, int count) {
    switch (dtype.code()) {
      case FLOAT32 -> {
        for (int k = 0; k < count; k++) {
          into[k] = memory.getAtIndex(JAVA_FLOAT, from + k);
        }
      }
      case FLOAT64 -> MemorySegment.copy(memory, JAVA_DOUBLE, from * Double.BYTES, into, 0, count);
      case INT32 -> {
        for (int k = 0; k < count; k++) {
          into[k] = memory.getAtIndex(JAVA_INT, from + k);
        }
      }
      case COMPLEX64, COMPLEX128 -> {
        for (int k = 0; k < count; k++) {
          into[k] = magnitude(real(from + k), imaginary(from + k));
        }
      }
      default -> {
        for (int k = 0; k < count; k++) {
          into[k] = real(from + k);
        }
      }
    }
  }

  /// NaN where a part is NaN, even beside an infinite one: it is to be counted as such.
  private static double magnitude(double re, double im) {
    return Double.isNaN(re) || Double.isNaN(im) ? Double.NaN : Math.hypot(re, im);
  }
}
