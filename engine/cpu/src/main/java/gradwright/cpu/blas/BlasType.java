package gradwright.cpu.blas;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import gradwright.core.types.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/// The four element types of BLAS and LAPACK.
public enum BlasType {
  FLOAT32('s', 4, false),
  FLOAT64('d', 8, false),
  COMPLEX64('c', 8, true),
  COMPLEX128('z', 16, true);

  private final char prefix;
  private final int bytes;
  private final boolean complex;
  private final MemorySegment zero;
  private final MemorySegment one;

  BlasType(char prefix, int bytes, boolean complex) {
    this.prefix = prefix;
    this.bytes = bytes;
    this.complex = complex;
    this.zero = Arena.global().allocate(bytes, 16);
    this.one = Arena.global().allocate(bytes, 16);
    setReal(one, 0, 1);
  }

  /// The type of an array's elements.
  ///
  /// @throws IllegalArgumentException for other than the four
  public static BlasType of(DType type) {
    return switch (type.code()) {
      case FLOAT32 -> FLOAT32;
      case FLOAT64 -> FLOAT64;
      case COMPLEX64 -> COMPLEX64;
      case COMPLEX128 -> COMPLEX128;
      default -> throw new IllegalArgumentException("no BLAS routine for " + type.jaxName());
    };
  }

  /// Bytes of an element.
  public int bytes() {
    return bytes;
  }

  /// Whether elements are complex.
  public boolean isComplex() {
    return complex;
  }

  /// The type of real parts, singular values and eigenvalues of Hermitian matrices.
  public BlasType real() {
    return complex ? values()[ordinal() - 2] : this;
  }

  /// The complex type over this.
  public BlasType complex() {
    return complex ? this : values()[ordinal() + 2];
  }

  boolean isDouble() {
    return real() == FLOAT64;
  }

  char prefix() {
    return prefix;
  }

  MemorySegment zeroAddress() {
    return zero;
  }

  MemorySegment oneAddress() {
    return one;
  }

  /// The real part of element `index`.
  double real(MemorySegment data, long index) {
    return isDouble() ? data.get(JAVA_DOUBLE, index * bytes) : data.get(JAVA_FLOAT, index * bytes);
  }

  /// The imaginary part of element `index`.
  double imaginary(MemorySegment data, long index) {
    return isDouble() ? data.get(JAVA_DOUBLE, index * bytes + 8) : data.get(JAVA_FLOAT, index * bytes + 4);
  }

  void setReal(MemorySegment data, long index, double value) {
    if (prefix == 'd' || prefix == 'z') {
      data.set(JAVA_DOUBLE, index * bytes, value);
    } else {
      data.set(JAVA_FLOAT, index * bytes, (float) value);
    }
  }

  void setImaginary(MemorySegment data, long index, double value) {
    if (prefix == 'z') {
      data.set(JAVA_DOUBLE, index * bytes + 8, value);
    } else {
      data.set(JAVA_FLOAT, index * bytes + 4, (float) value);
    }
  }

  void set(MemorySegment data, long index, double real) {
    setReal(data, index, real);
    if (complex) {
      setImaginary(data, index, 0);
    }
  }

  /// Fills elements with NaN (in both parts).
  void fillNan(MemorySegment data, long count) {
    if (isDouble()) {
      for (long i = 0; i < count * bytes / 8; i++) {
        data.setAtIndex(JAVA_DOUBLE, i, Double.NaN);
      }
    } else {
      for (long i = 0; i < count * bytes / 4; i++) {
        data.setAtIndex(JAVA_FLOAT, i, Float.NaN);
      }
    }
  }

  boolean allFinite(MemorySegment data, long count) {
    long words = count * (isDouble() ? bytes / 8 : bytes / 4);
    for (long i = 0; i < words; i++) {
      double x = isDouble() ? data.getAtIndex(JAVA_DOUBLE, i) : data.getAtIndex(JAVA_FLOAT, i);
      if (!Double.isFinite(x)) {
        return false;
      }
    }
    return true;
  }

  private MemoryLayout scalarLayout() {
    return switch (this) {
      case FLOAT32 -> JAVA_FLOAT;
      case FLOAT64 -> JAVA_DOUBLE;
      default -> ADDRESS;
    };
  }

  /// Binds a function whose parameters are spelt by letters: `i` an int, `p` a pointer, `c` a char, `x` a scalar of this
  /// type.
  MethodHandle bind(String name, boolean returnsCode, String parameters) {
    List<MemoryLayout> layouts = new ArrayList<>();
    for (char letter : parameters.toCharArray()) {
      layouts.add(
          switch (letter) {
            case 'i' -> JAVA_INT;
            case 'p' -> ADDRESS;
            case 'c' -> java.lang.foreign.ValueLayout.JAVA_BYTE;
            case 'x' -> scalarLayout();
            default -> throw new IllegalArgumentException(parameters);
          });
    }
    MemoryLayout[] array = layouts.toArray(MemoryLayout[]::new);
    return OpenBlasLibrary.bind(
        name, returnsCode ? FunctionDescriptor.of(JAVA_INT, array) : FunctionDescriptor.ofVoid(array));
  }
}
