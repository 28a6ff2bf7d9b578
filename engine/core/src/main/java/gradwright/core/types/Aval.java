package gradwright.core.types;

import java.util.List;

/// An abstract value: what is known of an array without its elements. Weak types come from Python scalars and give way
/// in promotion. `sharding` is null unless the array belongs to a mesh with explicit axes.
public record Aval(DType dtype, Shape shape, boolean weakType, Sharding sharding) {
  public Aval(DType dtype, Shape shape, boolean weakType) {
    this(dtype, shape, weakType, null);
  }

  public static Aval of(DType dtype, Shape shape) {
    return new Aval(dtype, shape, false);
  }

  public static Aval of(DType dtype, int... sizes) {
    return new Aval(dtype, Shape.of(sizes), false);
  }

  public int rank() {
    return shape.rank();
  }

  /// The same type in another shape; nothing is known of the sharding any more.
  public Aval withShape(Shape s) {
    return new Aval(dtype, s, weakType);
  }

  public Aval withDType(DType t) {
    return new Aval(t, shape, weakType, sharding);
  }

  public Aval withSharding(Sharding s) {
    return s == sharding ? this : new Aval(dtype, shape, weakType, s);
  }

  public Aval withWeakType(boolean weak) {
    return weak == weakType ? this : new Aval(dtype, shape, weak, sharding);
  }

  /// Without an axis: of a slice along it.
  public Aval removeAxis(int axis) {
    if (dtype.isCustom()) {
      return dtype.customType().unstacked();
    }
    return new Aval(dtype, shape.remove(axis), weakType, sharding == null ? null : sharding.remove(axis));
  }

  /// With an axis more, which is not divided.
  public Aval insertAxis(int axis, int size) {
    if (dtype.isCustom()) {
      return dtype.customType().stacked(size);
    }
    return new Aval(
        dtype, shape.insert(axis, size), weakType, sharding == null ? null : sharding.insert(axis, List.of()));
  }

  public Aval strong() {
    return withWeakType(false);
  }

  /// The aval of a tangent: the same shape; float0 for integers and booleans.
  public Aval tangent() {
    if (dtype.isCustom()) {
      return dtype.customType().tangent();
    }
    return new Aval(dtype.tangentType(), shape, weakType && dtype.isInexact(), sharding);
  }

  /// Bytes of the array in memory.
  public long bytes() {
    return shape.elements() * dtype.byteSize();
  }

  /// As jaxprs print it: `f32[3]`; weak types are not shown.
  @Override
  public String toString() {
    return dtype.shortName() + shapeText();
  }

  /// As error messages print it: `float32[3]`.
  public String longName() {
    return dtype.jaxName() + shapeText();
  }

  private String shapeText() {
    if (dtype.isCustom()) {
      return "";
    }
    return sharding == null ? shape.toString() : sharding.of(shape);
  }
}
