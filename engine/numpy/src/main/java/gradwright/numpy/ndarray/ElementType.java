package gradwright.numpy.ndarray;

import gradwright.core.errors.JaxError;
import gradwright.core.types.DType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What an array's elements are: NumPy's name, kind and bytes of one.
///
/// @param name NumPy's name; for texts the array-protocol code, `<U5`
/// @param kind how it is computed with
/// @param size bytes of one element
/// @param engine the engine's type of the same layout, or null
public record ElementType(String name, Kind kind, int size, DType engine) {
  /// The families of element types that loops distinguish.
  public enum Kind {
    BOOL('b'),
    SIGNED('i'),
    UNSIGNED('u'),
    FLOAT('f'),
    COMPLEX('c'),
    OBJECT('O'),
    TEXT('U'),
    BYTES('S');

    private final char code;

    Kind(char code) {
      this.code = code;
    }

    /// NumPy's letter.
    public char code() {
      return code;
    }
  }

  public static final ElementType BOOL = numeric(DType.BOOL, Kind.BOOL);
  public static final ElementType INT8 = numeric(DType.INT8, Kind.SIGNED);
  public static final ElementType INT16 = numeric(DType.INT16, Kind.SIGNED);
  public static final ElementType INT32 = numeric(DType.INT32, Kind.SIGNED);
  public static final ElementType INT64 = numeric(DType.INT64, Kind.SIGNED);
  public static final ElementType UINT8 = numeric(DType.UINT8, Kind.UNSIGNED);
  public static final ElementType UINT16 = numeric(DType.UINT16, Kind.UNSIGNED);
  public static final ElementType UINT32 = numeric(DType.UINT32, Kind.UNSIGNED);
  public static final ElementType UINT64 = numeric(DType.UINT64, Kind.UNSIGNED);
  public static final ElementType FLOAT16 = numeric(DType.FLOAT16, Kind.FLOAT);
  public static final ElementType BFLOAT16 = numeric(DType.BFLOAT16, Kind.FLOAT);
  public static final ElementType FLOAT32 = numeric(DType.FLOAT32, Kind.FLOAT);
  public static final ElementType FLOAT64 = numeric(DType.FLOAT64, Kind.FLOAT);
  public static final ElementType COMPLEX64 = numeric(DType.COMPLEX64, Kind.COMPLEX);
  public static final ElementType COMPLEX128 = numeric(DType.COMPLEX128, Kind.COMPLEX);
  public static final ElementType OBJECT = new ElementType("object", Kind.OBJECT, 8, null);

  private static final Map<String, ElementType> NAMES = new HashMap<>();

  static {
    for (ElementType t :
        List.of(
            BOOL,
            INT8,
            INT16,
            INT32,
            INT64,
            UINT8,
            UINT16,
            UINT32,
            UINT64,
            FLOAT16,
            BFLOAT16,
            FLOAT32,
            FLOAT64,
            COMPLEX64,
            COMPLEX128,
            OBJECT)) {
      NAMES.put(t.name, t);
    }
  }

  private static ElementType numeric(DType t, Kind kind) {
    return new ElementType(t.jaxName(), kind, t.byteSize(), t);
  }

  /// The type that NumPy calls so; `TypeError` where this engine's arrays cannot hold it.
  public static ElementType named(String name) {
    ElementType t = NAMES.get(name);
    if (t != null) {
      return t;
    }
    if (name.length() > 2 && name.charAt(1) == 'U') {
      return text(Integer.parseInt(name.substring(2)));
    }
    if (name.length() > 2 && name.charAt(1) == 'S') {
      return bytes(Integer.parseInt(name.substring(2)));
    }
    throw JaxError.type("numpy arrays of dtype '" + name + "' are not supported");
  }

  /// Texts of at most `width` characters.
  public static ElementType text(int width) {
    int w = Math.max(width, 1);
    return new ElementType("<U" + w, Kind.TEXT, 4 * w, null);
  }

  /// Byte strings of at most `width` bytes.
  public static ElementType bytes(int width) {
    int w = Math.max(width, 1);
    return new ElementType("|S" + w, Kind.BYTES, w, null);
  }

  /// The type of an array of the engine.
  public static ElementType of(DType t) {
    ElementType e = NAMES.get(t.jaxName());
    if (e == null) {
      throw JaxError.type("no numpy dtype for " + t);
    }
    return e;
  }

  /// Whether elements are references on the Java heap rather than numbers in memory.
  public boolean isReference() {
    return kind.ordinal() >= Kind.OBJECT.ordinal();
  }

  public boolean isInteger() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
  }

  /// Bool and the integers: computed with as longs.
  public boolean isWhole() {
    return kind.ordinal() <= Kind.UNSIGNED.ordinal();
  }

  public boolean isFloat() {
    return kind == Kind.FLOAT;
  }

  public boolean isComplex() {
    return kind == Kind.COMPLEX;
  }

  public boolean isInexact() {
    return isFloat() || isComplex();
  }

  /// The type of a complex number's parts; others are their own.
  public ElementType real() {
    return this == COMPLEX64 ? FLOAT32 : this == COMPLEX128 ? FLOAT64 : this;
  }

  /// The largest double that rounds to a finite value of a float type.
  public double largest() {
    return switch (real().name) {
      case "float16" -> Math.nextDown(65520.0);
      case "bfloat16" -> Math.nextDown(0x1.ffp127);
      case "float32" -> Math.nextDown(0x1.ffffffp127);
      default -> Double.MAX_VALUE;
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
