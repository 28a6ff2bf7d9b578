package gradwright.numpy;

import gradwright.core.lax.Lax;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.indexing.Indexing;
import gradwright.numpy.indexing.Updates;
import java.util.List;

/// The functions of `jax.numpy` that Java programs use most, in one place; the classes beside this one have the rest and
/// more options. Arguments promote and broadcast as NumPy's do. Numbers take the dtype of the arrays they meet: whole ones
/// act as Python's ints, others as its floats. Every function works on arrays and, inside transformations, on tracers.
public final class Jnp {
  private Jnp() {}

  private static HostScalar number(double v) {
    return v == Math.rint(v) && Math.abs(v) <= Integer.MAX_VALUE ? Promote.integer((long) v) : Promote.number(v);
  }

  // ---- creation ----

  /// A vector of float32.
  public static Value array(float... elements) {
    return Creation.array(elements);
  }

  /// A vector of int32.
  public static Value array(int... elements) {
    return Creation.array(elements);
  }

  /// A float32 matrix: shape (rows, columns).
  public static Value array(float[][] rows) {
    return Creation.array(rows);
  }

  /// A scalar of the default float type, weakly typed: it takes the dtype of what it meets.
  public static Value scalar(double v) {
    return Promote.materialize(Promote.number(v));
  }

  /// An integer scalar, weakly typed.
  public static Value scalar(long v) {
    return Promote.materialize(Promote.integer(v));
  }

  /// Zeros of the default float type.
  public static Value zeros(int... shape) {
    return Creation.zeros(shape);
  }

  /// Zeros of a dtype.
  public static Value zeros(DType dtype, int... shape) {
    return Creation.zeros(dtype, shape);
  }

  /// Ones of the default float type.
  public static Value ones(int... shape) {
    return Creation.ones(shape);
  }

  /// Ones of a dtype.
  public static Value ones(DType dtype, int... shape) {
    return Creation.ones(dtype, shape);
  }

  /// An array of the default float type full of one number.
  public static Value full(double v, int... shape) {
    return Creation.full(Shape.of(shape), Promote.number(v));
  }

  /// Zeros of the shape and dtype of `x`.
  public static Value zerosLike(Value x) {
    return Promote.materialize(Creation.zerosLike(x));
  }

  /// Ones of the shape and dtype of `x`.
  public static Value onesLike(Value x) {
    return Promote.materialize(Creation.onesLike(x));
  }

  /// The integers 0, 1, ..., n - 1: shape (n).
  public static Value arange(int n) {
    return Ranges.arange(n);
  }

  /// The integers from `start` to `stop` (exclusive).
  public static Value arange(int start, int stop) {
    return Ranges.arange(start, stop);
  }

  /// `n` evenly spaced numbers, both ends included: shape (n).
  public static Value linspace(double start, double stop, int n) {
    return Ranges.linspace(start, stop, n);
  }

  /// The identity matrix: shape (n, n).
  public static Value eye(int n) {
    return Matrices.eye(n);
  }

  /// The array in another dtype.
  public static Value astype(Value x, DType dtype) {
    return Creation.astype(x, dtype);
  }

  // ---- arithmetic, with broadcasting and promotion ----

  /// `x + y`.
  public static Value add(Value x, Value y) {
    return Arithmetic.add(x, y);
  }

  /// The same with a number, which takes the dtype of `x`.
  public static Value add(Value x, double y) {
    return Arithmetic.add(x, number(y));
  }

  /// The same with a number first.
  public static Value add(double x, Value y) {
    return Arithmetic.add(number(x), y);
  }

  /// `x - y`.
  public static Value subtract(Value x, Value y) {
    return Arithmetic.subtract(x, y);
  }

  /// The same with a number, which takes the dtype of `x`.
  public static Value subtract(Value x, double y) {
    return Arithmetic.subtract(x, number(y));
  }

  /// The same with a number first.
  public static Value subtract(double x, Value y) {
    return Arithmetic.subtract(number(x), y);
  }

  /// `x * y`.
  public static Value multiply(Value x, Value y) {
    return Arithmetic.multiply(x, y);
  }

  /// The same with a number, which takes the dtype of `x`.
  public static Value multiply(Value x, double y) {
    return Arithmetic.multiply(x, number(y));
  }

  /// The same with a number first.
  public static Value multiply(double x, Value y) {
    return Arithmetic.multiply(number(x), y);
  }

  /// `x / y`, always floating point.
  public static Value divide(Value x, Value y) {
    return Arithmetic.trueDivide(x, y);
  }

  /// The same with a number, which takes the dtype of `x`.
  public static Value divide(Value x, double y) {
    return Arithmetic.trueDivide(x, number(y));
  }

  /// The same with a number first.
  public static Value divide(double x, Value y) {
    return Arithmetic.trueDivide(number(x), y);
  }

  /// `x / y` rounded down.
  public static Value floorDivide(Value x, Value y) {
    return Arithmetic.floorDivide(x, y);
  }

  /// The same with a number, which takes the dtype of `x`.
  public static Value floorDivide(Value x, double y) {
    return Arithmetic.floorDivide(x, number(y));
  }

  /// Remainder with the sign of `y`.
  public static Value remainder(Value x, Value y) {
    return Arithmetic.remainder(x, y);
  }

  /// The same with a number, which takes the dtype of `x`.
  public static Value remainder(Value x, double y) {
    return Arithmetic.remainder(x, number(y));
  }

  /// `x` to the power `y`.
  public static Value power(Value x, Value y) {
    return Arithmetic.power(x, y);
  }

  /// The same with a number, which takes the dtype of `x`.
  public static Value power(Value x, double y) {
    return Arithmetic.power(x, number(y));
  }

  /// The same with a number first.
  public static Value power(double x, Value y) {
    return Arithmetic.power(number(x), y);
  }

  /// The larger; NaN wins.
  public static Value maximum(Value x, Value y) {
    return Arithmetic.maximum(x, y);
  }

  /// The same with a number, which takes the dtype of `x`.
  public static Value maximum(Value x, double y) {
    return Arithmetic.maximum(x, number(y));
  }

  /// The same with a number first.
  public static Value maximum(double x, Value y) {
    return Arithmetic.maximum(number(x), y);
  }

  /// The smaller; NaN wins.
  public static Value minimum(Value x, Value y) {
    return Arithmetic.minimum(x, y);
  }

  /// The same with a number, which takes the dtype of `x`.
  public static Value minimum(Value x, double y) {
    return Arithmetic.minimum(x, number(y));
  }

  /// The same with a number first.
  public static Value minimum(double x, Value y) {
    return Arithmetic.minimum(number(x), y);
  }

  /// -x.
  public static Value negative(Value x) {
    return Arithmetic.negative(x);
  }

  /// Absolute value; real for complex numbers.
  public static Value abs(Value x) {
    return Arithmetic.abs(x);
  }

  /// -1, 0 or 1.
  public static Value sign(Value x) {
    return Arithmetic.sign(x);
  }

  /// `x * x`.
  public static Value square(Value x) {
    return Elementary.square(x);
  }

  // ---- elementary functions ----

  /// Exponential.
  public static Value exp(Value x) {
    return Elementary.exp(x);
  }

  /// Natural logarithm.
  public static Value log(Value x) {
    return Elementary.log(x);
  }

  /// log(1 + x), exact near zero.
  public static Value log1p(Value x) {
    return Elementary.log1p(x);
  }

  /// exp(x) - 1, exact near zero.
  public static Value expm1(Value x) {
    return Elementary.expm1(x);
  }

  /// Logarithm to base 2.
  public static Value log2(Value x) {
    return Elementary.log2(x);
  }

  /// Logarithm to base 10.
  public static Value log10(Value x) {
    return Elementary.log10(x);
  }

  /// Square root.
  public static Value sqrt(Value x) {
    return Elementary.sqrt(x);
  }

  /// Sine.
  public static Value sin(Value x) {
    return Elementary.sin(x);
  }

  /// Cosine.
  public static Value cos(Value x) {
    return Elementary.cos(x);
  }

  /// Tangent.
  public static Value tan(Value x) {
    return Elementary.tan(x);
  }

  /// Hyperbolic sine.
  public static Value sinh(Value x) {
    return Elementary.sinh(x);
  }

  /// Hyperbolic cosine.
  public static Value cosh(Value x) {
    return Elementary.cosh(x);
  }

  /// Hyperbolic tangent.
  public static Value tanh(Value x) {
    return Elementary.tanh(x);
  }

  /// Inverse sine.
  public static Value arcsin(Value x) {
    return Elementary.arcsin(x);
  }

  /// Inverse cosine.
  public static Value arccos(Value x) {
    return Elementary.arccos(x);
  }

  /// Inverse tangent.
  public static Value arctan(Value x) {
    return Elementary.arctan(x);
  }

  /// Angle of the point (x, y).
  public static Value arctan2(Value y, Value x) {
    return Elementary.arctan2(y, x);
  }

  /// log(exp(x) + exp(y)) without overflow.
  public static Value logaddexp(Value x, Value y) {
    return Elementary.logaddexp(x, y);
  }

  /// Largest integer not above x.
  public static Value floor(Value x) {
    return Rounding.floor(x);
  }

  /// Smallest integer not below x.
  public static Value ceil(Value x) {
    return Rounding.ceil(x);
  }

  /// Rounded to decimals, half to even.
  public static Value round(Value x, int decimals) {
    return Rounding.round(x, decimals);
  }

  /// The gradient of the result is zero.
  public static Value stopGradient(Value x) {
    return Lax.unary(UnaryOp.STOP_GRADIENT, x);
  }

  // ---- comparison and choice; comparisons give bool ----

  /// `x == y`.
  public static Value equal(Value x, Value y) {
    return Comparison.equal(x, y);
  }

  /// The same with a number.
  public static Value equal(Value x, double y) {
    return Comparison.equal(x, number(y));
  }

  /// `x != y`.
  public static Value notEqual(Value x, Value y) {
    return Comparison.notEqual(x, y);
  }

  /// The same with a number.
  public static Value notEqual(Value x, double y) {
    return Comparison.notEqual(x, number(y));
  }

  /// `x < y`.
  public static Value less(Value x, Value y) {
    return Comparison.less(x, y);
  }

  /// The same with a number.
  public static Value less(Value x, double y) {
    return Comparison.less(x, number(y));
  }

  /// `x <= y`.
  public static Value lessEqual(Value x, Value y) {
    return Comparison.lessEqual(x, y);
  }

  /// The same with a number.
  public static Value lessEqual(Value x, double y) {
    return Comparison.lessEqual(x, number(y));
  }

  /// `x > y`.
  public static Value greater(Value x, Value y) {
    return Comparison.greater(x, y);
  }

  /// The same with a number.
  public static Value greater(Value x, double y) {
    return Comparison.greater(x, number(y));
  }

  /// `x >= y`.
  public static Value greaterEqual(Value x, Value y) {
    return Comparison.greaterEqual(x, y);
  }

  /// The same with a number.
  public static Value greaterEqual(Value x, double y) {
    return Comparison.greaterEqual(x, number(y));
  }

  /// Whether both are non-zero.
  public static Value logicalAnd(Value x, Value y) {
    return Comparison.logicalAnd(x, y);
  }

  /// Whether one is non-zero.
  public static Value logicalOr(Value x, Value y) {
    return Comparison.logicalOr(x, y);
  }

  /// Whether elements are zero.
  public static Value logicalNot(Value x) {
    return Comparison.logicalNot(x);
  }

  /// Whether elements are NaN.
  public static Value isnan(Value x) {
    return Classify.isnan(x);
  }

  /// Whether elements are neither infinite nor NaN.
  public static Value isfinite(Value x) {
    return Classify.isfinite(x);
  }

  /// `x` where the condition holds, else `y`; all broadcast.
  public static Value where(Value condition, Value x, Value y) {
    return Selection.where(condition, x, y);
  }

  /// `x` held between numbers.
  public static Value clip(Value x, double min, double max) {
    return Selection.clip(x, number(min), number(max));
  }

  /// Whether all elements are equal within NumPy's tolerances: a bool scalar.
  public static Value allclose(Value x, Value y) {
    return Reductions.all(Classify.isclose(x, y));
  }

  // ---- reductions; no axes means all of them ----

  /// Sum over axes; narrow integers add up in the default width.
  public static Value sum(Value x, int... axes) {
    return Reductions.sum(x, axes);
  }

  /// Product over axes.
  public static Value prod(Value x, int... axes) {
    return Reductions.prod(x, axes);
  }

  /// Largest element over axes.
  public static Value max(Value x, int... axes) {
    return Reductions.max(x, axes);
  }

  /// Smallest element over axes.
  public static Value min(Value x, int... axes) {
    return Reductions.min(x, axes);
  }

  /// Whether some element is non-zero.
  public static Value any(Value x, int... axes) {
    return Reductions.any(x, axes);
  }

  /// Whether all elements are non-zero.
  public static Value all(Value x, int... axes) {
    return Reductions.all(x, axes);
  }

  /// Mean over axes, floating point.
  public static Value mean(Value x, int... axes) {
    return Statistics.mean(x, axes);
  }

  /// Variance over axes.
  public static Value var(Value x, int... axes) {
    return Statistics.var(x, axes);
  }

  /// Standard deviation over axes.
  public static Value std(Value x, int... axes) {
    return Statistics.std(x, axes);
  }

  /// The same, the axis staying with size 1.
  public static Value sumKeep(Value x, int axis) {
    return Reductions.sum(x, Reductions.Options.over(Ints.of(Arguments.normalizeAxis(axis, x.rank())), true));
  }

  /// Index of the first largest element along an axis, which disappears.
  public static Value argmax(Value x, int axis) {
    return Reductions.argmax(x, axis, false);
  }

  /// Index of the first largest of all elements: a scalar.
  public static Value argmax(Value x) {
    return Reductions.argmax(x, null, false);
  }

  /// Index of the first smallest element along an axis.
  public static Value argmin(Value x, int axis) {
    return Reductions.argmin(x, axis, false);
  }

  /// Index of the first smallest of all elements.
  public static Value argmin(Value x) {
    return Reductions.argmin(x, null, false);
  }

  /// Running sum along an axis.
  public static Value cumsum(Value x, int axis) {
    return Cumulations.cumsum(x, axis);
  }

  /// Running product along an axis.
  public static Value cumprod(Value x, int axis) {
    return Cumulations.cumprod(x, axis, null);
  }

  /// The middle of all sorted elements: a scalar.
  public static Value median(Value x) {
    return Quantiles.median(x, null, false);
  }

  // ---- shape ----

  /// The elements in a new shape, one size of which may be -1.
  public static Value reshape(Value x, int... shape) {
    return Layout.reshape(x, shape);
  }

  /// All elements along one axis.
  public static Value ravel(Value x) {
    return Layout.ravel(x);
  }

  /// The axes reversed; for matrices the transpose.
  public static Value transpose(Value x) {
    return Layout.transpose(x);
  }

  /// The axes in a new order.
  public static Value transpose(Value x, int... axes) {
    return Layout.transpose(x, axes);
  }

  /// Two axes exchanged.
  public static Value swapaxes(Value x, int axis1, int axis2) {
    return Layout.swapaxes(x, axis1, axis2);
  }

  /// An axis moved to another position.
  public static Value moveaxis(Value x, int from, int to) {
    return Layout.moveaxis(x, from, to);
  }

  /// New axes of size 1 at positions of the result.
  public static Value expandDims(Value x, int... axes) {
    return Layout.expandDims(x, axes);
  }

  /// Without all axes of size 1.
  public static Value squeeze(Value x) {
    return Layout.squeeze(x, null);
  }

  /// Without the given axes of size 1.
  public static Value squeeze(Value x, int... axes) {
    return Layout.squeeze(x, axes.length == 0 ? null : Ints.of(axes));
  }

  /// The array stretched to a shape.
  public static Value broadcastTo(Value x, int... shape) {
    return Promote.broadcastTo(x, Shape.of(shape));
  }

  /// Arrays joined along an axis.
  public static Value concatenate(int axis, Value... xs) {
    return Joining.concatenate(List.of(xs), axis);
  }

  /// Arrays of one shape joined along a new axis.
  public static Value stack(int axis, Value... xs) {
    return Joining.stack(List.of(xs), axis);
  }

  /// Equal parts along an axis.
  public static List<Value> split(Value x, int parts, int axis) {
    return Joining.split(x, parts, axis, false);
  }

  /// The array repeated along each axis.
  public static Value tile(Value x, int... repeats) {
    return Joining.tile(x, repeats);
  }

  /// Elements in reversed order along axes (none: all).
  public static Value flip(Value x, int... axes) {
    return Layout.flip(x, Reductions.axes(x, axes));
  }

  /// Elements moved round by a shift along an axis.
  public static Value roll(Value x, int shift, int axis) {
    return Joining.roll(x, Ints.of(shift), Ints.of(Arguments.normalizeAxis(axis, x.rank())));
  }

  /// The lower triangle of matrices.
  public static Value tril(Value x) {
    return Matrices.tril(x, 0);
  }

  /// The upper triangle of matrices.
  public static Value triu(Value x) {
    return Matrices.triu(x, 0);
  }

  /// A matrix with a vector on its diagonal, or the diagonal of a matrix.
  public static Value diag(Value x) {
    return Matrices.diag(x, 0);
  }

  // ---- products ----

  /// Matrix product of the last two axes: (..., n, k) and (..., k, m) give (..., n, m); vectors lose their axis.
  public static Value matmul(Value a, Value b) {
    return Products.matmul(a, b);
  }

  /// Sum of products over the last axis of `a` and the second to last of `b`.
  public static Value dot(Value a, Value b) {
    return Products.dot(a, b);
  }

  /// Products of all pairs of elements: (n) and (m) give (n, m).
  public static Value outer(Value a, Value b) {
    return Products.outer(a, b);
  }

  /// Sums of products by Einstein's convention: `einsum("ij,jk->ik", a, b)`.
  public static Value einsum(String subscripts, Value... operands) {
    return Einsum.einsum(subscripts, operands);
  }

  // ---- indexing, sorting, searching ----

  /// `x[i, j, ...]` for ints; negative ones count from the end.
  public static Value get(Value x, int... index) {
    return Indexing.at(x, index);
  }

  /// The slice [from, to) of an axis.
  public static Value slice(Value x, int axis, int from, int to) {
    return Subscripts.range(x, from, to, Arguments.normalizeAxis(axis, x.rank()));
  }

  /// Slices at an array of indices along an axis; the index array's axes replace it.
  public static Value take(Value x, Value indices, int axis) {
    return Taking.take(x, indices, axis);
  }

  /// Elements at indices along an axis, the other axes running along.
  public static Value takeAlongAxis(Value x, Value indices, int axis) {
    return Taking.takeAlongAxis(x, indices, axis, null, null);
  }

  /// The array with the sub-arrays at indices of the first axis replaced.
  public static Value set(Value x, Value indices, Value y) {
    return Updates.set(x, indices, y);
  }

  /// The array with `y` added to the sub-arrays at indices of the first axis; repeated ones add up.
  public static Value addAt(Value x, Value indices, Value y) {
    return Updates.add(x, indices, y);
  }

  /// Sorted along the last axis.
  public static Value sort(Value x) {
    return Sorting.sort(x);
  }

  /// The indices that sort along the last axis.
  public static Value argsort(Value x) {
    return Sorting.argsort(x);
  }

  /// Where elements belong in a sorted vector.
  public static Value searchsorted(Value sorted, Value x) {
    return Searching.searchsorted(sorted, x, "left", "scan");
  }

  /// Linear interpolation between points.
  public static Value interp(Value x, Value xp, Value fp) {
    return Searching.interp(x, xp, fp, Searching.Outside.NEAREST);
  }
}
