package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.Arrays;
import java.util.List;

/// Arrays of evenly spaced numbers.
public final class Ranges {
  private Ranges() {}

  /// The integers 0, 1, ..., n - 1.
  public static Value arange(int n) {
    return Lax.iota(Promote.defaultInt(), Shape.of(Math.max(0, n)), 0);
  }

  /// The integers from `start` to `stop` (exclusive).
  public static Value arange(int start, int stop) {
    return arange(Promote.integer(start), Promote.integer(stop), null, null);
  }

  /// Numbers from `start` in steps to `stop` (exclusive); all concrete scalars, `stop`, `step` and `dtype` may be null.
  public static Value arange(Value start, Value stop, Value step, DType dtype) {
    String startName = stop == null && step == null ? "stop" : "start";
    double a = concrete(start, startName);
    double b = stop == null ? 0 : concrete(stop, "stop");
    double c = step == null ? 1 : concrete(step, "step");
    for (Value v : Arrays.asList(start, stop, step)) {
      if (v != null && v.dtype().isComplex()) {
        throw JaxError.value(
            "Passing complex start/stop/step to jnp.arange is no longer supported starting in JAX v0.10.0.");
      }
    }
    DType t = dtype;
    if (t == null) {
      List<Value> given = Arrays.asList(start, stop, step).stream().filter(v -> v != null).toList();
      t = Promote.type(given).dtype();
    }
    Value from = start;
    if (stop == null) {
      b = a;
      a = 0;
      from = Promote.integer(0);
    }
    if (step != null) {
      if (c == 0) {
        throw new JaxError("ZeroDivisionError", "division by zero");
      }
      DType working = t.isFloat() && t.bits() < 32 ? DType.FLOAT32 : t;
      int size = size((b - a) / c);
      Value scaled = Lax.mul(Promote.convert(step, working), Lax.iota(working, Shape.of(size), 0));
      return Promote.convert(Lax.add(Promote.convert(from, working), scaled), t);
    }
    if (a == 0) {
      return Lax.iota(t, Shape.of(size(b)), 0);
    }
    return Lax.add(Promote.convert(from, t), Lax.iota(t, Shape.of(size(b - a)), 0));
  }

  private static int size(double n) {
    if (Double.isNaN(n)) {
      throw JaxError.value("cannot convert float NaN to integer");
    }
    if (n == Double.POSITIVE_INFINITY) {
      throw new JaxError("OverflowError", "cannot convert float infinity to integer");
    }
    return (int) Math.max(0, Math.ceil(n));
  }

  private static double concrete(Value v, String name) {
    double d = Concrete.number(v, "It arose in the jnp.arange argument '" + name + "'");
    if (v.rank() != 0) {
      throw JaxError.value("jax.numpy.arange: arguments must be scalars; got " + name + "=" + v);
    }
    return d;
  }

  /// `num` numbers from `start` to `stop`, both included. Result: the array, and the step.
  public static Value linspace(double start, double stop, int num) {
    return linspace(Promote.number(start), Promote.number(stop), num, true, null, 0).getFirst();
  }

  /// The same for arrays of starts and stops, with the new axis at `axis`. Results: samples and step.
  public static List<Value> linspace(Value start, Value stop, int num, boolean endpoint, DType dtype, int axis) {
    return linspace(start, stop, num, endpoint, dtype, axis, false);
  }

  private static List<Value> linspace(
      Value start, Value stop, int num, boolean endpoint, DType dtype, int axis, boolean withStep) {
    return NamedJit.call(
        "_linspace",
        Arrays.asList(num, endpoint, dtype, axis, withStep),
        List.of(start, stop),
        in -> {
          List<Value> r = linspaceBody(in.get(0), in.get(1), num, endpoint, dtype, axis);
          return withStep ? r : r.subList(0, 1);
        });
  }

  private static List<Value> linspaceBody(Value start, Value stop, int num, boolean endpoint, DType dtype, int axis) {
    if (num < 0) {
      throw JaxError.value("Number of samples, " + num + ", must be non-negative.");
    }
    Arguments.normalizeIndex(axis, Promote.broadcastShapes(List.of(start.shape(), stop.shape())).rank() + 1);
    DType t = dtype == null ? Promote.inexact(Promote.type(start, stop).dtype()) : dtype;
    DType c = Promote.inexact(t);
    start = Promote.convert(start, c);
    stop = Promote.convert(stop, c);
    Shape bounds = Promote.broadcastShapes(List.of(start.shape(), stop.shape()));
    Value starts = Promote.broadcastTo(start, bounds);
    Value stops = Promote.broadcastTo(stop, bounds);
    int at = axis < 0 ? bounds.rank() + axis + 1 : axis;
    Shape column = bounds.insert(at, 1);
    int div = endpoint ? num - 1 : num;
    Value out;
    Value delta;
    if (num > 1) {
      DType real = c.realType();
      delta = Arithmetic.trueDivide(Promote.convert(Arithmetic.subtract(stop, start), c), HostScalar.of(c, false, div));
      int[] iota = new int[column.rank()];
      Arrays.fill(iota, 1);
      iota[at] = div;
      Value counted = Lax.reshape(Lax.iota(real, Shape.of(div), 0), Shape.of(iota));
      Value step = Promote.convert(Arithmetic.trueDivide(counted, HostScalar.of(real, false, div)), c);
      Value left = Lax.reshape(starts, column);
      Value rest = Arithmetic.subtract(Promote.integer(1), step);
      Value scaledStart = Arithmetic.multiply(left, rest);
      Value right = Lax.reshape(stops, column);
      out = Arithmetic.add(scaledStart, Arithmetic.multiply(right, step));
      if (endpoint) {
        out = Lax.concatenate(List.of(out, Lax.expandDims(stops, Ints.of(at))), at);
      }
    } else if (num == 1) {
      delta = endpoint ? HostScalar.of(c, false, Double.NaN) : Promote.convert(Arithmetic.subtract(stop, start), c);
      out = Lax.reshape(starts, column);
    } else {
      delta = HostScalar.of(c, false, Double.NaN);
      out = Creation.full(bounds.insert(at, 0), HostScalar.of(t, false, 0L));
    }
    if (t.isInteger() && !out.dtype().isInteger()) {
      out = Lax.unary(UnaryOp.FLOOR, out);
    }
    return List.of(Promote.convert(out, t), delta);
  }

  /// `base` to the powers of a linspace.
  public static Value logspace(Value start, Value stop, int num, boolean endpoint, Value base, DType dtype, int axis) {
    return NamedJit.call1(
        "_logspace",
        Arrays.asList(num, endpoint, dtype, axis),
        List.of(start, stop, base),
        in -> {
          DType t = dtype == null ? Promote.inexact(Promote.type(in.get(0), in.get(1)).dtype()) : dtype;
          DType c = Promote.inexact(t);
          Value lin =
              linspace(Promote.convert(in.get(0), c), Promote.convert(in.get(1), c), num, endpoint, null, axis)
                  .getFirst();
          return List.of(Promote.convert(Arithmetic.power(in.get(2), lin), t));
        });
  }

  /// Numbers of even ratio.
  public static Value geomspace(Value start, Value stop, int num, boolean endpoint, DType dtype, int axis) {
    return NamedJit.call1(
        "_geomspace",
        Arrays.asList(num, endpoint, dtype, axis),
        List.of(start, stop),
        in -> {
          DType t = dtype == null ? Promote.inexact(Promote.type(in.get(0), in.get(1)).dtype()) : dtype;
          DType c = Promote.inexact(t);
          Value a = Promote.convert(in.get(0), c);
          Value b = Promote.convert(in.get(1), c);
          Value sign = Arithmetic.sign(a);
          Value la = Elementary.log10(Arithmetic.trueDivide(a, sign));
          Value lb = Elementary.log10(Arithmetic.trueDivide(b, sign));
          Value r = Arithmetic.multiply(sign, logspace(la, lb, num, endpoint, Promote.number(10), c, 0));
          return List.of(Promote.convert(Lax.moveAxis(r, 0, Arguments.normalizeAxis(axis, r.rank())), t));
        });
  }

  private static int number(Arguments a, String function) {
    return Sequences.staticInt(a.get("num"), "'num' argument of jnp." + function, a);
  }

  private static int axis(Arguments a, String function) {
    return Sequences.staticInt(a.get("axis"), "'axis' argument of jnp." + function, a);
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function(
        "arange(start, stop=None, step=None, dtype=None, *, device=None, out_sharding=None)",
        "Numbers in even steps up to a stop (exclusive).",
        a ->
            arange(
                a.value("start"), a.valueOrNull("stop"), a.valueOrNull("step"), UserDTypes.of(a, "dtype", "arange")));
    m.function(
        "linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None)",
        "Evenly spaced numbers from start to stop.",
        a -> {
          boolean step = a.flag("retstep");
          List<Value> r =
              linspace(
                  a.value("start"),
                  a.value("stop"),
                  number(a, "linspace"),
                  a.flag("endpoint"),
                  UserDTypes.of(a, "dtype", "linspace"),
                  axis(a, "linspace"),
                  step);
          return step ? Sequences.tuple(r) : r.getFirst();
        });
    m.function(
        "logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0)",
        "Numbers spaced evenly on a logarithmic scale.",
        a ->
            logspace(
                a.value("start"),
                a.value("stop"),
                number(a, "logspace"),
                a.flag("endpoint"),
                a.value("base"),
                UserDTypes.of(a, "dtype", "logspace"),
                axis(a, "logspace")));
    m.function(
        "geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0)",
        "Numbers of even ratio from start to stop.",
        a ->
            geomspace(
                a.value("start"),
                a.value("stop"),
                number(a, "geomspace"),
                a.flag("endpoint"),
                UserDTypes.of(a, "dtype", "geomspace"),
                axis(a, "geomspace")));
  }
}
