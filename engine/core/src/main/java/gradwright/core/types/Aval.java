package gradwright.core.types;

/// An abstract value: what is known of an array without its elements. Weak types come from Python scalars and give way
/// in promotion.
public record Aval(DType dtype, Shape shape, boolean weakType) {
  public static Aval of(DType dtype, Shape shape) {
    return new Aval(dtype, shape, false);
  }

  public static Aval of(DType dtype, int... sizes) {
    return new Aval(dtype, Shape.of(sizes), false);
  }

  public int rank() {
    return shape.rank();
  }

  public Aval withShape(Shape s) {
    return new Aval(dtype, s, weakType);
  }

  public Aval withDType(DType t) {
    return new Aval(t, shape, weakType);
  }

  public Aval strong() {
    return weakType ? new Aval(dtype, shape, false) : this;
  }

  /// The aval of a tangent: the same shape; float0 for integers and booleans.
  public Aval tangent() {
    return new Aval(dtype.tangentType(), shape, weakType && dtype.isInexact());
  }

  /// Bytes of the array in memory.
  public long bytes() {
    return shape.elements() * dtype.byteSize();
  }

  /// As jaxprs print it: `f32[3]`; weak types are not shown.
  @Override
  public String toString() {
    return dtype.shortName() + shape;
  }

  /// As error messages print it: `float32[3]`.
  public String longName() {
    return dtype.jaxName() + shape;
  }
}
