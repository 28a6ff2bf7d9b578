package gradwright.core.types;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/// An immutable list of ints with structural equality, for the axes and sizes that primitives carry.
public final class Ints {
  public static final Ints EMPTY = new Ints(new int[0]);
  private final int[] values;

  private Ints(int[] values) {
    this.values = values;
  }

  public static Ints of(int... values) {
    return values.length == 0 ? EMPTY : new Ints(values.clone());
  }

  /// The ints from (inclusive) to (exclusive).
  public static Ints range(int from, int to) {
    int[] r = new int[Math.max(0, to - from)];
    Arrays.setAll(r, i -> from + i);
    return new Ints(r);
  }

  public int size() {
    return values.length;
  }

  public boolean isEmpty() {
    return values.length == 0;
  }

  public int get(int i) {
    return values[i];
  }

  public boolean contains(int v) {
    return indexOf(v) >= 0;
  }

  public int indexOf(int v) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == v) {
        return i;
      }
    }
    return -1;
  }

  public Ints map(IntUnaryOperator f) {
    return new Ints(Arrays.stream(values).map(f).toArray());
  }

  public Ints plus(int v) {
    int[] r = Arrays.copyOf(values, values.length + 1);
    r[values.length] = v;
    return new Ints(r);
  }

  public Ints concat(Ints o) {
    int[] r = Arrays.copyOf(values, values.length + o.values.length);
    System.arraycopy(o.values, 0, r, values.length, o.values.length);
    return new Ints(r);
  }

  /// With `v` inserted at position `at`.
  public Ints insert(int at, int v) {
    int[] r = new int[values.length + 1];
    System.arraycopy(values, 0, r, 0, at);
    r[at] = v;
    System.arraycopy(values, at, r, at + 1, values.length - at);
    return new Ints(r);
  }

  public Ints sorted() {
    int[] r = values.clone();
    Arrays.sort(r);
    return new Ints(r);
  }

  public int[] toArray() {
    return values.clone();
  }

  public Shape toShape() {
    return Shape.of(values);
  }

  /// As a Python tuple: `(0,)`.
  @Override
  public String toString() {
    if (values.length == 1) {
      return "(" + values[0] + ",)";
    }
    StringBuilder b = new StringBuilder("(");
    for (int i = 0; i < values.length; i++) {
      b.append(i == 0 ? "" : ", ").append(values[i]);
    }
    return b.append(')').toString();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Ints s && Arrays.equals(values, s.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}
