package gradwright.numpy.nn;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Elementary;
import gradwright.numpy.Promote;
import gradwright.numpy.Reductions;
import gradwright.numpy.Selection;
import gradwright.numpy.catalogue.Arguments;
import java.util.ArrayList;
import java.util.List;

/// Softmax and its relatives, stable by subtracting the maximum, and one-hot encoding.
public final class Softmax {
  private Softmax() {}

  private static HostScalar negativeInfinity() {
    return Promote.number(Double.NEGATIVE_INFINITY);
  }

  private static Value maximum(Value x, Ints axes, Value where) {
    return Reductions.max(x, new Reductions.Options(axes, null, true, negativeInfinity(), where, true));
  }

  private static Value total(Value x, Ints axes, Value where) {
    return Reductions.sum(x, new Reductions.Options(axes, null, true, null, where, true));
  }

  /// exp(x) / sum(exp(x)) over `axes`; elements outside `where` (may be null) count for nothing.
  public static Value softmax(Value x, Ints axes, Value where) {
    Value largest = maximum(x, axes, where);
    Value safe = where == null ? x : Selection.where(where, x, negativeInfinity());
    Value e = Elementary.exp(Lax.sub(safe, Lax.unary(UnaryOp.STOP_GRADIENT, largest)));
    Value result = Lax.div(e, total(e, axes, where));
    return where == null ? result : Selection.where(where, result, Promote.integer(0));
  }

  /// log(softmax(x)).
  public static Value logSoftmax(Value x, Ints axes, Value where) {
    List<Value> in = new ArrayList<>();
    in.add(x);
    if (where != null) {
      in.add(where);
    }
    return NamedJit.call1(
        "log_softmax",
        axes == null ? "all" : axes,
        in,
        a -> {
          Value v = Promote.inexact(a.get(0));
          Value w = a.size() > 1 ? a.get(1) : null;
          Value largest = maximum(v, axes, w);
          Value safe = w == null ? v : Selection.where(w, v, negativeInfinity());
          Value shifted = Lax.sub(safe, Lax.unary(UnaryOp.STOP_GRADIENT, largest));
          Value log = Lax.unary(UnaryOp.LOG, total(Lax.unary(UnaryOp.EXP, shifted), axes, w));
          Value result = Lax.sub(shifted, log);
          return List.of(w == null ? result : Selection.where(w, result, negativeInfinity()));
        });
  }

  /// log(sum(b * exp(x))) over `axes` (null: all); with `returnSign` the sign of the sum comes second.
  public static List<Value> logsumexp(Value x, Ints axes, Value b, boolean keepDims, boolean returnSign, Value where) {
    Value a = where == null ? x : Selection.where(where, x, Promote.integer(0));
    Value weights = null;
    if (b == null) {
      a = Promote.inexact(a);
    } else {
      List<Value> both = Promote.argsInexact("logsumexp", a, b);
      weights = both.get(1);
      a = Selection.where(Lax.ne(weights, Lax.like(weights, 0)), both.get(0), negativeInfinity());
    }
    Ints dims = axes == null ? Ints.range(0, a.rank()) : axes;
    boolean complex = a.dtype().isComplex();
    Value re = complex ? Lax.real(a) : a;
    Value largest = Reductions.max(re, new Reductions.Options(dims, null, keepDims, negativeInfinity(), where, true));
    Value finite = Lax.unary(UnaryOp.IS_FINITE, largest);
    Value zero = largest.rank() == 0 ? Lax.like(largest, 0) : Lax.fullLike(largest, 0);
    largest = Lax.unary(UnaryOp.STOP_GRADIENT, Lax.select(finite, largest, zero));
    Value spread = keepDims ? largest : Lax.expandDims(largest, dims.sorted());
    Value e = Lax.unary(UnaryOp.EXP, Lax.sub(a, Lax.convert(spread, a.dtype())));
    if (weights != null) {
      e = Lax.mul(e, weights);
    }
    Value sum = Reductions.sum(e, new Reductions.Options(dims, null, keepDims, null, where, true));
    Value sign = Lax.unary(UnaryOp.SIGN, sum);
    if (returnSign || !complex) {
      sum = Lax.unary(UnaryOp.ABS, sum);
    }
    Value out = Lax.add(Lax.unary(UnaryOp.LOG, sum), Lax.convert(largest, sum.dtype()));
    if (returnSign) {
      return List.of(out, sign);
    }
    if (b != null && !complex) {
      out = Selection.where(Lax.lt(sign, Lax.like(sign, 0)), Lax.like(out, Double.NaN), out);
    }
    return List.of(out);
  }

  /// log(mean(exp(x))).
  public static Value logmeanexp(Value x, Ints axes, Value where, boolean keepDims) {
    Value lse = logsumexp(x, axes, null, keepDims, false, where).getFirst();
    if (where != null) {
      Value counted = Lax.convert(Promote.broadcastTo(where, x.shape()), lse.dtype());
      Value n = Lax.reduce(Reduction.Op.SUM, counted, axes == null ? Ints.range(0, x.rank()) : axes);
      return Lax.sub(lse, Lax.unary(UnaryOp.LOG, Lax.reshape(n, lse.shape())));
    }
    Ints dims = axes == null ? Ints.range(0, x.rank()) : axes;
    double n = 1;
    for (int i = 0; i < dims.size(); i++) {
      n *= x.shape().size(dims.get(i));
    }
    return Lax.sub(lse, Lax.like(lse, Math.log(n)));
  }

  /// Vectors with 1 at the index and 0 elsewhere, along a new axis.
  public static Value oneHot(Value x, int classes, DType dtype, int axis) {
    DType t = dtype == null ? Promote.defaultFloat() : dtype;
    int at = Arguments.normalizeAxis(axis, x.rank() + 1);
    if (classes < 0) {
      List<Object> asked = new ArrayList<>(java.util.Collections.nCopies(x.rank() + 1, 1));
      asked.set(at, classes);
      throw JaxError.type(
          "iota shape must have every element be nonnegative, got "
              + asked.toString().replace('[', '(').replace(']', ')')
              + ".");
    }
    record Statics(int classes, DType dtype, int axis) {}
    return NamedJit.call1(
        "_one_hot",
        new Statics(classes, t, axis),
        List.of(x),
        in -> {
          Value v = in.getFirst();
          Value left = Lax.expandDims(v, Ints.of(at));
          int[] sizes = new int[v.rank() + 1];
          java.util.Arrays.fill(sizes, 1);
          sizes[at] = classes;
          Value right = Lax.iota(v.dtype(), Shape.of(sizes), at);
          return List.of(Lax.convert(Lax.eq(left, right), t));
        });
  }

  /// (x - mean) / sqrt(variance + epsilon) over axes; `mean` and `variance` may be null.
  public static Value standardize(
      Value x, Ints axes, Value mean, Value variance, Value epsilon, Value where, boolean stable) {
    Value v = Promote.inexact(x);
    Value m = mean == null ? average(v, axes, where) : mean;
    Value s = variance;
    if (s == null) {
      if (stable) {
        s = average(Lax.unary(UnaryOp.SQUARE, Arithmetic.subtract(v, m)), axes, where);
      } else {
        s = Lax.sub(average(Lax.unary(UnaryOp.SQUARE, v), axes, where), Lax.unary(UnaryOp.SQUARE, m));
        s = Selection.clip(s, Promote.integer(0), null);
      }
    }
    Value scale = Lax.unary(UnaryOp.RSQRT, Promote.inexact(Arithmetic.add(s, epsilon)));
    return Arithmetic.multiply(Arithmetic.subtract(v, m), scale);
  }

  private static Value average(Value x, Ints axes, Value where) {
    Value sum = total(x, axes, where);
    if (where == null) {
      double n = (double) x.shape().elements() / Math.max(1, sum.shape().elements());
      return Lax.div(sum, Lax.like(sum, n));
    }
    Value ones = Promote.broadcastTo(where, x.shape());
    Value n = Lax.reduce(Reduction.Op.SUM, Lax.convert(ones, x.dtype()), axes == null ? Ints.range(0, x.rank()) : axes);
    return Lax.binary(BinaryOp.DIV, sum, Lax.reshape(n, sum.shape()));
  }

  /// The gated linear unit: the first half times the sigmoid of the second.
  public static Value glu(Value x, int axis) {
    return NamedJit.call1(
        "glu",
        axis,
        List.of(x),
        in -> {
          Value v = in.getFirst();
          int half = v.shape().size(axis) / 2;
          Value a = Lax.sliceInDim(v, 0, half, axis);
          Value b = Lax.sliceInDim(v, half, 2 * half, axis);
          return List.of(Arithmetic.multiply(a, Activations.sigmoid(b)));
        });
  }
}
