package gradwright.cpu.library;

import gradwright.core.prim.Reduction;
import gradwright.core.types.DType;

/// A running operation on elements of one type. Totals are `Double` or `Long`.
interface Running {
  /// Elements that are worked on at once.
  int BLOCK = 2048;

  /// The operation on a type, or null where it has none.
  static Running of(Reduction.Op op, DType t) {
    if (t.isFloat()) {
      return switch (op) {
        case SUM, PROD, MAX, MIN, LOGSUMEXP -> new RunningReals(op, t);
        default -> null;
      };
    }
    if (t.isInteger()) {
      return switch (op) {
        case SUM, PROD, MAX, MIN -> new RunningIntegers(op, t);
        default -> null;
      };
    }
    return null;
  }

  /// The total of nothing.
  Object start();

  /// The total of two parts, one after the other.
  Object join(Object a, Object b);

  /// Runs along a contiguous row from a total; writes nothing if `out` is 0. Returns the new total.
  Object row(long in, long out, int length, boolean reverse, Object total);

  /// Runs down `n` neighbouring columns.
  void columns(long in, long out, long step, int length, int n);
}
