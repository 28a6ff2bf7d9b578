package gradwright.core.lax;

import static gradwright.core.lax.Lax.bind1;

import gradwright.core.prim.Contraction.Precision;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.LinearAlgebra.TriangularSolve;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import java.util.List;

/// Operations on the last two axes of arrays, leading axes being batches; what derivatives of decompositions are made
/// of.
public final class Matrices {
  private Matrices() {}

  /// Rows and columns swapped.
  public static Value transpose(Value x) {
    int n = x.rank();
    return Lax.transpose(x, Ints.range(0, n - 2).plus(n - 1).plus(n - 2));
  }

  /// The conjugate transpose.
  public static Value adjoint(Value x) {
    return conj(transpose(x));
  }

  /// The conjugate; real arrays stay.
  public static Value conj(Value x) {
    return x.dtype().isComplex() ? Lax.conj(x) : x;
  }

  /// The real part; real arrays stay.
  public static Value real(Value x) {
    return x.dtype().isComplex() ? Lax.real(x) : x;
  }

  /// `(x + x^H) / 2`.
  public static Value symmetrize(Value x) {
    Value s = Lax.add(x, adjoint(x));
    return Lax.div(s, Lax.constant(s, 2));
  }

  /// The lower triangle up to diagonal `k`, zeros elsewhere.
  public static Value lower(Value x, int k) {
    return Lax.select(mask(x, k), x, Lax.zerosOf(x));
  }

  /// The upper triangle from diagonal `k`, zeros elsewhere.
  public static Value upper(Value x, int k) {
    return Lax.select(mask(x, k - 1), Lax.zerosOf(x), x);
  }

  private static Value mask(Value x, int k) {
    int n = x.rank();
    Shape matrix = Shape.of(x.shape().size(n - 2), x.shape().size(n - 1));
    DType index = DType.INT64.canonical(Session.current().config().x64());
    Value rows = Lax.add(Lax.iota(index, matrix, 0), Lax.scalar(index, (long) k));
    Value m = Lax.ge(rows, Lax.iota(index, matrix, 1));
    return n == 2 ? m : Lax.broadcastInDim(m, x.shape(), Ints.of(n - 2, n - 1));
  }

  /// The identity matrix.
  public static Value eye(DType dtype, int n) {
    Shape shape = Shape.of(n, n);
    Value rows = Lax.add(Lax.iota(DType.INT32, shape, 0), Lax.scalar(DType.INT32, 0L));
    return Lax.convert(Lax.eq(rows, Lax.iota(DType.INT32, shape, 1)), dtype);
  }

  /// The identity matrix with leading axes of size 1, so that it broadcasts with arrays of rank `rank`.
  public static Value eye(DType dtype, int n, int rank) {
    return Lax.expandDims(eye(dtype, n), Ints.range(0, rank - 2));
  }

  /// The product in full precision, as `lax.dot` and `lax.batch_matmul` give it.
  public static Value dot(Value a, Value b) {
    return product(a, b, Precision.HIGHEST, null);
  }

  /// The product that Python's `@` gives.
  public static Value matmul(Value a, Value b) {
    return product(a, b, null, a.dtype());
  }

  /// The product that Python's `@` gives where the default precision is the highest.
  public static Value matmulPrecise(Value a, Value b) {
    return product(a, b, Precision.HIGHEST, a.dtype());
  }

  private static Value product(Value a, Value b, Precision precision, DType preferred) {
    int n = a.rank();
    Ints batch = Ints.range(0, n - 2);
    return Lax.dotGeneral(a, b, Ints.of(n - 1), Ints.of(n - 2), batch, batch, precision, preferred);
  }

  /// Solves a triangular system.
  public static Value solve(
      Value a, Value b, boolean left, boolean lower, boolean transpose, boolean conjugate, boolean unit) {
    return bind1(new TriangularSolve(left, lower, transpose, conjugate && a.dtype().isComplex(), unit), a, b);
  }

  /// A vector as a column: a new last axis.
  public static Value column(Value x) {
    return Lax.expandDims(x, Ints.of(x.rank()));
  }

  /// A vector as a row: a new axis before the last.
  public static Value row(Value x) {
    return Lax.expandDims(x, Ints.of(x.rank() - 1));
  }

  /// The diagonal of square matrices.
  public static Value diagonal(Value x) {
    int n = x.rank();
    int size = Math.min(x.shape().size(n - 2), x.shape().size(n - 1));
    Value indices = pairs(Lax.iota(DType.INT32, Shape.of(size), 0), size);
    Ints last = Ints.of(n - 2, n - 1);
    Ints batch = Ints.range(0, n - 2);
    Ints sizes = Ints.of(x.shape().with(n - 2, 1).with(n - 1, 1).toArray());
    return Lax.gather(
        x,
        indices,
        new Indexing.GatherDimensions(batch, last, last, Ints.EMPTY, Ints.EMPTY),
        sizes,
        false,
        false,
        Indexing.Mode.PROMISE_IN_BOUNDS,
        null);
  }

  /// Square matrices with the given diagonals and zeros elsewhere.
  public static Value diagonalMatrix(Value s) {
    int n = s.rank();
    int size = s.shape().size(n - 1);
    Value i = Lax.iota(DType.INT32, Shape.of(size), 0);
    Value zeros = Lax.full(s.shape().insert(n, size), HostScalar.of(s.dtype(), false, 0L));
    Ints last = Ints.of(n - 1, n);
    return Lax.scatter(
        Indexing.Combine.SET,
        zeros,
        pairs(i, size),
        s,
        new Indexing.ScatterDimensions(Ints.range(0, n - 1), last, last, Ints.EMPTY, Ints.EMPTY),
        false,
        false,
        Indexing.Mode.FILL_OR_DROP);
  }

  /// Index vectors (i, i), with the wrapping of negative indices that indexing in Python does.
  private static Value pairs(Value i, int size) {
    Value a = wrapped(i, size);
    Value b = wrapped(i, size);
    return Lax.concatenate(List.of(column(a), column(b)), 1);
  }

  private static Value wrapped(Value i, int size) {
    return Lax.select(Lax.lt(i, Lax.constant(i, 0)), Lax.add(i, Lax.constant(i, size)), i);
  }

  /// Rows of a matrix in the order of an index vector.
  public static Value rows(Value x, Value order) {
    Value indices = column(wrapped(order, x.shape().size(0)));
    return Lax.gather(
        x,
        indices,
        new Indexing.GatherDimensions(Ints.of(1), Ints.of(0), Ints.of(0), Ints.EMPTY, Ints.EMPTY),
        Ints.of(1, x.shape().size(1)),
        false,
        false,
        Indexing.Mode.PROMISE_IN_BOUNDS,
        null);
  }

  /// Packed triangular factors, pivots and permutation.
  public static List<Value> lu(Value a) {
    return Lax.bind(new LinearAlgebra.Lu(), a);
  }

  /// `part[start, limit)` of one of the last two axes (0 rows, 1 columns).
  public static Value part(Value x, int axis, int start, int limit) {
    int at = x.rank() - 2 + axis;
    int[] s = new int[x.rank()];
    int[] l = x.shape().toArray();
    if (start == 0 && limit == l[at]) {
      return x;
    }
    s[at] = start;
    l[at] = limit;
    return Lax.slice(x, Ints.of(s), Ints.of(l), null);
  }

  /// The last axis moved by one place, up for 1 and down for -1, with a zero at the free end.
  public static Value shifted(Value x, int by) {
    int[] low = new int[x.rank()];
    int[] high = new int[x.rank()];
    low[x.rank() - 1] = by;
    high[x.rank() - 1] = -by;
    return Lax.pad(x, Lax.constant(x, 0), Ints.of(low), Ints.of(high), Ints.of(new int[x.rank()]));
  }
}
