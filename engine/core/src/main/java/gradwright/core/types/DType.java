package gradwright.core.types;

import java.util.List;

/// The element types of arrays, with JAX's names. There is one object for each, so `==` compares them.
///
/// The set is open in two places: a program may define generators of random numbers, whose keys have a type of their own
/// (`key<tag>`, stored as the words of one key), and types whose values are no arrays ([CustomType]). `switch` over [#code()]
/// tells all others apart. `key<fry>`, `key<rbg>` and `key<urbg>` are the library's own generators (two or four uint32); `float0`
/// is the tangent type of integers and booleans (no storage).
public final class DType {
  public static final DType BOOL = new DType(Code.BOOL, "bool", "bool", 1, Kind.BOOL);
  public static final DType INT8 = new DType(Code.INT8, "int8", "i8", 1, Kind.SIGNED);
  public static final DType INT16 = new DType(Code.INT16, "int16", "i16", 2, Kind.SIGNED);
  public static final DType INT32 = new DType(Code.INT32, "int32", "i32", 4, Kind.SIGNED);
  public static final DType INT64 = new DType(Code.INT64, "int64", "i64", 8, Kind.SIGNED);
  public static final DType UINT8 = new DType(Code.UINT8, "uint8", "u8", 1, Kind.UNSIGNED);
  public static final DType UINT16 = new DType(Code.UINT16, "uint16", "u16", 2, Kind.UNSIGNED);
  public static final DType UINT32 = new DType(Code.UINT32, "uint32", "u32", 4, Kind.UNSIGNED);
  public static final DType UINT64 = new DType(Code.UINT64, "uint64", "u64", 8, Kind.UNSIGNED);
  public static final DType FLOAT16 = new DType(Code.FLOAT16, "float16", "f16", 2, Kind.FLOAT);
  public static final DType BFLOAT16 = new DType(Code.BFLOAT16, "bfloat16", "bf16", 2, Kind.FLOAT);
  public static final DType FLOAT32 = new DType(Code.FLOAT32, "float32", "f32", 4, Kind.FLOAT);
  public static final DType FLOAT64 = new DType(Code.FLOAT64, "float64", "f64", 8, Kind.FLOAT);
  public static final DType COMPLEX64 = new DType(Code.COMPLEX64, "complex64", "c64", 8, Kind.COMPLEX);
  public static final DType COMPLEX128 = new DType(Code.COMPLEX128, "complex128", "c128", 16, Kind.COMPLEX);
  public static final DType KEY_FRY = new DType(Code.KEY_FRY, "key<fry>", "key<fry>", 8, Kind.KEY);
  public static final DType KEY_RBG = new DType(Code.KEY_RBG, "key<rbg>", "key<rbg>", 16, Kind.KEY);
  public static final DType KEY_URBG = new DType(Code.KEY_URBG, "key<urbg>", "key<urbg>", 16, Kind.KEY);
  public static final DType FLOAT0 = new DType(Code.FLOAT0, "float0", "float0", 0, Kind.FLOAT0);

  /// What `switch` tells types apart by: one for each type that is known beforehand, one for keys of generators that a program
  /// defines, one for types that it defines.
  public enum Code {
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
    KEY_FRY,
    KEY_RBG,
    KEY_URBG,
    FLOAT0,
    KEY,
    CUSTOM
  }

  /// The families of element types that rules distinguish.
  public enum Kind {
    BOOL,
    SIGNED,
    UNSIGNED,
    FLOAT,
    COMPLEX,
    KEY,
    FLOAT0,
    CUSTOM
  }

  private static final List<DType> ALL =
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
          KEY_FRY,
          KEY_RBG,
          KEY_URBG,
          FLOAT0);

  private final Code code;
  private final String jaxName;
  private final String shortName;
  private final int byteSize;
  private final Kind kind;

  private final Shape keyShape;
  private final CustomGenerator generator;
  private final CustomType custom;

  private DType(Code code, String jaxName, String shortName, int byteSize, Kind kind) {
    this(code, jaxName, shortName, byteSize, kind, Shape.of(byteSize / 4), null, null);
  }

  private DType(
      Code code,
      String jaxName,
      String shortName,
      int byteSize,
      Kind kind,
      Shape keyShape,
      CustomGenerator generator,
      CustomType custom) {
    this.code = code;
    this.keyShape = keyShape;
    this.generator = generator;
    this.custom = custom;
    this.jaxName = jaxName;
    this.shortName = shortName;
    this.byteSize = byteSize;
    this.kind = kind;
  }

  /// The types that are known beforehand.
  public static List<DType> values() {
    return ALL;
  }

  /// A new type: of keys of a generator that a program defines.
  public static DType key(CustomGenerator generator) {
    String name = "key<" + generator.tag() + ">";
    int bytes = Math.toIntExact(4 * generator.keyShape().elements());
    return new DType(Code.KEY, name, name, bytes, Kind.KEY, generator.keyShape(), generator, null);
  }

  /// A new type: of values that a program defines.
  public static DType custom(CustomType type) {
    return new DType(Code.CUSTOM, type.name(), type.name(), 0, Kind.CUSTOM, Shape.of(0), null, type);
  }

  public Code code() {
    return code;
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

  /// The shape of one key's words.
  public Shape keyShape() {
    return keyShape;
  }

  /// The generator of keys that a program defined; null for the library's own.
  public CustomGenerator generator() {
    return generator;
  }

  public boolean isCustom() {
    return kind == Kind.CUSTOM;
  }

  /// What a program defined the type to be; null for types of arrays.
  public CustomType customType() {
    return custom;
  }

  /// Whether values have derivatives that carry information.
  public boolean isDifferentiable() {
    return isInexact() || custom != null && custom.tangent().dtype() != FLOAT0;
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
    return switch (code) {
      case COMPLEX64 -> FLOAT32;
      case COMPLEX128 -> FLOAT64;
      default -> this;
    };
  }

  /// The complex type over this float: complex128 for float64, complex64 for the narrower ones.
  public DType complexType() {
    return switch (code) {
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
    return switch (code) {
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
    for (DType t : ALL) {
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
