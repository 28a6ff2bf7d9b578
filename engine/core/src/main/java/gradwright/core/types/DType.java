package gradwright.core.types;

/// The element types of arrays, with JAX's names. `key<fry>`, `key<rbg>` and `key<urbg>` are the extended
/// types of typed PRNG keys (stored as two or four uint32);
/// `float0` is the tangent type of integers and booleans (no storage).
public enum DType {
  BOOL("bool", "bool", 1, Kind.BOOL),
  INT8("int8", "i8", 1, Kind.SIGNED),
  INT16("int16", "i16", 2, Kind.SIGNED),
  INT32("int32", "i32", 4, Kind.SIGNED),
  INT64("int64", "i64", 8, Kind.SIGNED),
  UINT8("uint8", "u8", 1, Kind.UNSIGNED),
  UINT16("uint16", "u16", 2, Kind.UNSIGNED),
  UINT32("uint32", "u32", 4, Kind.UNSIGNED),
  UINT64("uint64", "u64", 8, Kind.UNSIGNED),
  FLOAT16("float16", "f16", 2, Kind.FLOAT),
  BFLOAT16("bfloat16", "bf16", 2, Kind.FLOAT),
  FLOAT32("float32", "f32", 4, Kind.FLOAT),
  FLOAT64("float64", "f64", 8, Kind.FLOAT),
  COMPLEX64("complex64", "c64", 8, Kind.COMPLEX),
  COMPLEX128("complex128", "c128", 16, Kind.COMPLEX),
  KEY_FRY("key<fry>", "key<fry>", 8, Kind.KEY),
  KEY_RBG("key<rbg>", "key<rbg>", 16, Kind.KEY),
  KEY_URBG("key<urbg>", "key<urbg>", 16, Kind.KEY),
  FLOAT0("float0", "float0", 0, Kind.FLOAT0);

  /// The families of element types that rules distinguish.
  public enum Kind {
    BOOL,
    SIGNED,
    UNSIGNED,
    FLOAT,
    COMPLEX,
    KEY,
    FLOAT0
  }

  private final String jaxName;
  private final String shortName;
  private final int byteSize;
  private final Kind kind;

  DType(String jaxName, String shortName, int byteSize, Kind kind) {
    this.jaxName = jaxName;
    this.shortName = shortName;
    this.byteSize = byteSize;
    this.kind = kind;
  }

  /// The name users write: `float32`.
  public String jaxName() {
    return jaxName;
  }

  /// The name printed in jaxprs: `f32`.
  public String shortName() {
    return shortName;
  }

  /// Bytes of one element in memory.
  public int byteSize() {
    return byteSize;
  }

  public Kind kind() {
    return kind;
  }

  public boolean isFloat() {
    return kind == Kind.FLOAT;
  }

  public boolean isComplex() {
    return kind == Kind.COMPLEX;
  }

  /// Floating point, real or complex: the types that carry derivatives.
  public boolean isInexact() {
    return isFloat() || isComplex();
  }

  public boolean isInteger() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
  }

  public boolean isSigned() {
    return kind == Kind.SIGNED;
  }

  public boolean isUnsigned() {
    return kind == Kind.UNSIGNED;
  }

  public boolean isBool() {
    return this == BOOL;
  }

  public boolean isKey() {
    return kind == Kind.KEY;
  }

  /// How many uint32 a key is stored as.
  public int keyWords() {
    return byteSize / 4;
  }

  /// The generator of a key, as jaxprs name it: `fry`.
  public String keyTag() {
    return jaxName.substring(4, jaxName.length() - 1);
  }

  /// Bits of an element (32 for float32; 8 for bool).
  public int bits() {
    return byteSize * 8;
  }

  /// The type of the real part: float32 for complex64, itself for all else.
  public DType realType() {
    return switch (this) {
      case COMPLEX64 -> FLOAT32;
      case COMPLEX128 -> FLOAT64;
      default -> this;
    };
  }

  /// The complex type over this float: complex128 for float64, complex64 for the narrower ones.
  public DType complexType() {
    return switch (this) {
      case FLOAT64, COMPLEX128 -> COMPLEX128;
      default -> COMPLEX64;
    };
  }

  /// The tangent type: itself for inexact types, float0 for the others.
  public DType tangentType() {
    return isInexact() ? this : FLOAT0;
  }

  /// The type that replaces a 64-bit one while x64 is off; all others stay.
  public DType canonical(boolean x64) {
    if (x64) {
      return this;
    }
    return switch (this) {
      case INT64 -> INT32;
      case UINT64 -> UINT32;
      case FLOAT64 -> FLOAT32;
      case COMPLEX128 -> COMPLEX64;
      default -> this;
    };
  }

  /// The unsigned integer type with as many bits, for bit casts.
  public static DType unsigned(int bits) {
    return switch (bits) {
      case 8 -> UINT8;
      case 16 -> UINT16;
      case 32 -> UINT32;
      case 64 -> UINT64;
      default -> throw new IllegalArgumentException("no unsigned type of " + bits + " bits");
    };
  }

  /// Finds a type by its JAX name (`float32`) or short name (`f32`); null when there is none.
  public static DType byName(String name) {
    for (DType t : values()) {
      if (t.jaxName.equals(name) || t.shortName.equals(name)) {
        return t;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return jaxName;
  }
}
