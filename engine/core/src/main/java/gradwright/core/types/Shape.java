package gradwright.core.types;

import gradwright.core.errors.JaxError;
import java.util.Arrays;
import java.util.List;

/// An immutable array shape, row-major. Sizes are non-negative ints; the element count is a long.
public final class Shape {
  public static final Shape SCALAR = new Shape(new int[0]);

  private final int[] sizes;
  private final long elements;

  private Shape(int[] sizes) {
    this.sizes = sizes;
    long n = 1;
    for (int s : sizes) {
      if (s < 0) {
        throw JaxError.type(
            "Only non-negative sizes are allowed in shapes, but got shape " + Arrays.toString(sizes) + ".");
      }
      n = Math.multiplyExact(n, (long) s);
    }
    this.elements = n;
  }

  public static Shape of(int... sizes) {
    return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
  }

  public static Shape of(List<Integer> sizes) {
    return of(sizes.stream().mapToInt(Integer::intValue).toArray());
  }

  public int rank() {
    return sizes.length;
  }

  /// Size of an axis; negative axes are not accepted here.
  public int size(int axis) {
    return sizes[axis];
  }

  /// Number of elements; 1 for a scalar.
  public long elements() {
    return elements;
  }

  public int[] toArray() {
    return sizes.clone();
  }

  public boolean isScalar() {
    return sizes.length == 0;
  }

  /// This shape with `size` inserted at `axis`.
  public Shape insert(int axis, int size) {
    int[] r = new int[sizes.length + 1];
    System.arraycopy(sizes, 0, r, 0, axis);
    r[axis] = size;
    System.arraycopy(sizes, axis, r, axis + 1, sizes.length - axis);
    return new Shape(r);
  }

  /// This shape without `axis`.
  public Shape remove(int axis) {
    int[] r = new int[sizes.length - 1];
    System.arraycopy(sizes, 0, r, 0, axis);
    System.arraycopy(sizes, axis + 1, r, axis, sizes.length - axis - 1);
    return new Shape(r);
  }

  /// This shape with the size of `axis` replaced.
  public Shape with(int axis, int size) {
    int[] r = sizes.clone();
    r[axis] = size;
    return new Shape(r);
  }

  /// Row-major strides in elements.
  public long[] strides() {
    long[] s = new long[sizes.length];
    long n = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      s[i] = n;
      n *= sizes[i];
    }
    return s;
  }

  /// As Python prints a tuple: `()`, `(3,)`, `(2, 3)`.
  public String toTuple() {
    if (sizes.length == 1) {
      return "(" + sizes[0] + ",)";
    }
    StringBuilder b = new StringBuilder("(");
    for (int i = 0; i < sizes.length; i++) {
      b.append(i == 0 ? "" : ", ").append(sizes[i]);
    }
    return b.append(')').toString();
  }

  /// As avals print it: `[]`, `[3]`, `[2,3]`.
  @Override
  public String toString() {
    StringBuilder b = new StringBuilder("[");
    for (int i = 0; i < sizes.length; i++) {
      b.append(i == 0 ? "" : ",").append(sizes[i]);
    }
    return b.append(']').toString();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Shape s && Arrays.equals(sizes, s.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /// Whether the last axes are those of another shape.
  public boolean endsWith(Shape other) {
    int before = rank() - other.rank();
    for (int i = 0; i < other.rank(); i++) {
      if (before < 0 || size(before + i) != other.size(i)) {
        return false;
      }
    }
    return true;
  }
}
