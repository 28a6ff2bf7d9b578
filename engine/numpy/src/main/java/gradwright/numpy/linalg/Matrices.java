package gradwright.numpy.linalg;

import gradwright.core.batch.BatchTrace;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Contraction.DotGeneral;
import gradwright.core.prim.Contraction.Precision;
import gradwright.core.trace.FlatFunction;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import java.util.Collections;
import java.util.List;

/// Operations on the last two axes of arrays that the linear algebra library is written with.
final class Matrices {
  private Matrices() {}

  static int rows(Value a) {
    return a.shape().size(a.rank() - 2);
  }

  static int columns(Value a) {
    return a.shape().size(a.rank() - 1);
  }

  /// Swaps the last two axes.
  static Value transpose(Value a) {
    int[] p = Ints.range(0, a.rank()).toArray();
    p[a.rank() - 1] = a.rank() - 2;
    p[a.rank() - 2] = a.rank() - 1;
    return Lax.transpose(a, Ints.of(p));
  }

  /// The conjugate transpose.
  static Value adjoint(Value a) {
    return a.dtype().isComplex() ? Lax.conj(transpose(a)) : transpose(a);
  }

  /// (a + a^H) / 2.
  static Value symmetrize(Value a) {
    return Lax.div(Lax.add(a, adjoint(a)), Lax.like(a, 2));
  }

  /// The mask of elements on and below diagonal k.
  static Value lowerMask(int rows, int columns, int k) {
    Shape s = Shape.of(rows, columns);
    Value i = Lax.add(Lax.iota(DType.INT32, s, 0), Lax.scalar(DType.INT32, (long) k));
    return Lax.ge(i, Lax.iota(DType.INT32, s, 1));
  }

  private static Value batched(Value mask, Value a) {
    return Lax.broadcastInDim(mask, a.shape(), Ints.range(a.rank() - 2, a.rank()));
  }

  /// Zero above diagonal k.
  static Value lower(Value a, int k) {
    Value mask = batched(lowerMask(rows(a), columns(a), k), a);
    return Lax.select(mask, a, Lax.fullLike(a, 0));
  }

  /// Zero below diagonal k.
  static Value upper(Value a, int k) {
    Value mask = batched(lowerMask(rows(a), columns(a), k - 1), a);
    return Lax.select(mask, Lax.fullLike(a, 0), a);
  }

  /// The identity, broadcast over batch axes.
  static Value eye(int rows, int columns, DType dtype) {
    Shape s = Shape.of(rows, columns);
    Value i = Lax.add(Lax.iota(DType.INT32, s, 0), Lax.scalar(DType.INT32, 0L));
    return Lax.convert(Lax.eq(i, Lax.iota(DType.INT32, s, 1)), dtype);
  }

  /// The main diagonals: shape (..., min(m, n)).
  static Value diagonal(Value a) {
    int n = Math.min(rows(a), columns(a));
    Value square = a;
    if (rows(a) != columns(a)) {
      int[] limit = a.shape().toArray();
      limit[a.rank() - 1] = n;
      limit[a.rank() - 2] = n;
      square = Lax.slice(a, Ints.of(new int[a.rank()]), Ints.of(limit), null);
    }
    Value mask = batched(eye(n, n, DType.BOOL), square);
    Value kept = Lax.select(mask, square, Lax.fullLike(square, 0));
    return Lax.sum(kept, Ints.of(a.rank() - 2));
  }

  /// The elements at fixed places of the last two axes, over the batch.
  static Value element(Value a, int i, int j) {
    int[] start = new int[a.rank()];
    int[] limit = a.shape().toArray();
    start[a.rank() - 2] = i;
    limit[a.rank() - 2] = i + 1;
    start[a.rank() - 1] = j;
    limit[a.rank() - 1] = j + 1;
    Value s = Lax.slice(a, Ints.of(start), Ints.of(limit), null);
    return Lax.squeeze(s, Ints.of(a.rank() - 2, a.rank() - 1));
  }

  /// The matrix product at the highest precision, over equal batch axes.
  static Value matmul(Value a, Value b) {
    Ints batch = Ints.range(0, a.rank() - 2);
    return Lax.bind1(
        new DotGeneral(
            Ints.of(a.rank() - 1), Ints.of(b.rank() - 2), batch, batch, Precision.HIGHEST, Precision.HIGHEST, null),
        a,
        b);
  }

  /// a x over equal batch axes, for vectors x of shape (..., n).
  static Value matvec(Value a, Value x) {
    Ints batch = Ints.range(0, a.rank() - 2);
    return Lax.bind1(
        new DotGeneral(
            Ints.of(a.rank() - 1), Ints.of(x.rank() - 1), batch, batch, Precision.HIGHEST, Precision.HIGHEST, null),
        a,
        x);
  }

  /// Stretches the batch axes (all but the last `core`) to a common shape.
  static Value broadcastBatch(Value a, Shape batch, int core) {
    int[] tail = Ints.of(a.shape().toArray()).toArray();
    int[] sizes = batch.toArray();
    int[] all = new int[sizes.length + core];
    System.arraycopy(sizes, 0, all, 0, sizes.length);
    System.arraycopy(tail, tail.length - core, all, sizes.length, core);
    Shape s = Shape.of(all);
    return Lax.broadcastInDim(a, s, Ints.range(s.rank() - a.rank(), s.rank()));
  }

  /// Maps `f` over `levels` leading axes of all values.
  static List<Value> overBatch(FlatFunction f, int levels, List<Value> values) {
    if (levels == 0) {
      return f.call(values);
    }
    int size = values.getFirst().shape().size(0);
    FlatFunction inner = in -> overBatch(f, levels - 1, in);
    BatchTrace.Batched out = BatchTrace.run(inner, size, null, values, Collections.nCopies(values.size(), 0));
    List<Value> results = new java.util.ArrayList<>();
    for (int i = 0; i < out.values().size(); i++) {
      Value v = out.values().get(i);
      Integer axis = out.axes().get(i);
      results.add(
          axis == null
              ? Lax.broadcastInDim(v, v.shape().insert(0, size), Ints.range(1, v.rank() + 1))
              : Lax.moveAxis(v, axis, 0));
    }
    return results;
  }
}
