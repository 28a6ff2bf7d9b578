package gradwright.compiler.graph;

import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import java.util.List;

/// Large reductions to few elements, done in two rounds: the first leaves enough elements for several threads, and its
/// parts are of one size whatever the threads, so that sums come out the same on every machine.
final class Reductions {
  private static final long LARGE = 1 << 17;
  private static final long FEW = 64;
  private static final int PARTS = 64;

  /// Columns are added up in blocks of rows that a cache holds.
  private static final int BLOCK_ROWS = 64;

  private Reductions() {}

  /// A reduction as two; null when one will do.
  static Ref lower(Reduction.Reduce p, Ref x, DType result, Emitter emit) {
    BinaryOp op =
        switch (p.op()) {
          case SUM -> BinaryOp.ADD;
          case PROD -> BinaryOp.MUL;
          case MAX -> BinaryOp.MAX;
          case MIN -> BinaryOp.MIN;
          default -> null;
        };
    Ints axes = p.axes().sorted();
    if (op == null || x.dtype().isBool() || x.dtype().isComplex() || axes.isEmpty() || x.shape().elements() < LARGE) {
      return null;
    }
    int first = axes.get(0);
    int end = first + axes.size();
    if (!axes.equals(Ints.range(first, end))) {
      return null;
    }
    int before = size(x.shape(), 0, first);
    int along = size(x.shape(), first, end);
    int after = size(x.shape(), end, x.shape().rank());
    int parts;
    if ((long) before * after < FEW) {
      parts = PARTS;
    } else if (after > 1 && before < PARTS && along >= 8 * BLOCK_ROWS) {
      parts = along / BLOCK_ROWS;
    } else {
      return null;
    }
    if (along < 2 * parts) {
      return null;
    }
    DType type = Contractions.compute(x.dtype());
    Ref wide = emit.reshape(emit.convert(x, type), Shape.of(before, along, after));
    int each = along / parts;
    Shape out = Shape.of(before, after);
    Ref whole = slice(wide, 0, each * parts, emit);
    Ref split = emit.reshape(whole, Shape.of(before, parts, each, after));
    Ref partial = reduce(p.op(), split, 2, Shape.of(before, parts, after), emit);
    Ref sum = reduce(p.op(), partial, 1, out, emit);
    if (each * parts < along) {
      Ref rest = reduce(p.op(), slice(wide, each * parts, along, emit), 1, out, emit);
      sum = emit.apply(new Elementwise.Binary(op), List.of(sum, rest), out, type);
    }
    int[] sizes = new int[x.shape().rank() - axes.size()];
    for (int i = 0, k = 0; i < x.shape().rank(); i++) {
      if (!axes.contains(i)) {
        sizes[k++] = x.shape().size(i);
      }
    }
    return emit.convert(emit.reshape(sum, Shape.of(sizes)), result);
  }

  private static int size(Shape s, int from, int to) {
    int n = 1;
    for (int i = from; i < to; i++) {
      n *= s.size(i);
    }
    return n;
  }

  private static Ref slice(Ref x, int from, int to, Emitter emit) {
    Shape s = x.shape();
    Shape out = s.with(1, to - from);
    return emit.apply(
        new Shaping.Slice(Ints.of(0, from, 0), Ints.of(s.size(0), to, s.size(2)), null), List.of(x), out, x.dtype());
  }

  private static Ref reduce(Reduction.Op op, Ref x, int axis, Shape out, Emitter emit) {
    return emit.applyPlain(new Reduction.Reduce(op, Ints.of(axis)), List.of(x), out, x.dtype());
  }
}
