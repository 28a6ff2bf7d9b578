package gradwright.compiler.plan;

import gradwright.core.types.Aval;
import gradwright.core.value.Array;

/// A place in memory that a running program knows by number.
public final class Slot {
  /// Who gives the memory.
  public enum Kind {
    /// The caller: an argument of the whole program.
    ARGUMENT,
    /// The caller receives it: a result of the whole program.
    RESULT,
    /// Known when compiling.
    CONSTANT,
    /// The program's own block of memory.
    TEMPORARY,
    /// A place of an enclosing program, bound anew for each run of a nested one.
    BOUND
  }

  private final int number;
  private final Kind kind;
  private final Aval aval;
  private final Array constant;
  private final int position;
  private final Slot base;
  private long offset = -1;

  Slot(int number, Kind kind, Aval aval, int position, Array constant) {
    this.number = number;
    this.kind = kind;
    this.aval = aval;
    this.position = position;
    this.constant = constant;
    this.base = this;
  }

  private Slot(Slot base, Aval aval) {
    this.number = base.number;
    this.kind = base.kind;
    this.aval = aval;
    this.position = base.position;
    this.constant = base.constant;
    this.base = base;
  }

  /// The same memory seen as an array of another shape.
  Slot as(Aval other) {
    return other.shape().equals(aval.shape()) ? this : new Slot(base, other);
  }

  /// Its number among all slots of the executable.
  public int number() {
    return number;
  }

  public Kind kind() {
    return kind;
  }

  /// The type of the array it holds.
  public Aval aval() {
    return aval;
  }

  /// Which argument or result.
  public int position() {
    return position;
  }

  /// The array of a constant.
  public Array constant() {
    return constant;
  }

  /// Where a temporary lies in the program's block.
  public long offset() {
    return base.offset;
  }

  void place(long at) {
    base.offset = at;
  }

  void shift(long by) {
    base.offset += by;
  }

  /// Slots are equal where they are the same memory.
  @Override
  public boolean equals(Object other) {
    return other instanceof Slot s && s.base == base;
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public String toString() {
    return "s"
        + number
        + (kind == Kind.TEMPORARY ? "@" + base.offset : ":" + kind.name().toLowerCase(java.util.Locale.ROOT));
  }
}
