package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Contraction.Conv;
import gradwright.core.prim.Contraction.ConvDimensions;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Differences, gradients, integrals and convolutions of sampled functions.
public final class Differences {
  private Differences() {}

  /// Differences of neighbours along an axis, n times; `prepend` and `append` (null for none) extend the array first.
  public static Value diff(Value x, int n, int axis, Value prepend, Value append) {
    if (n == 0) {
      return x;
    }
    if (n < 0) {
      throw JaxError.value("order must be non-negative but got " + n);
    }
    if (x.rank() == 0) {
      throw JaxError.value("diff requires input that is at least one dimensional; got " + Sequences.pythonText(x));
    }
    List<Value> in = new ArrayList<>(List.of(x));
    if (prepend != null) {
      in.add(prepend);
    }
    if (append != null) {
      in.add(append);
    }
    boolean hasPrepend = prepend != null;
    boolean hasAppend = append != null;
    return NamedJit.call1(
        "diff",
        List.of(n, axis, hasPrepend, hasAppend),
        in,
        a -> {
          int k = Arguments.normalizeAxis(axis, x.rank());
          List<Value> parts = new ArrayList<>();
          if (hasPrepend) {
            parts.add(extended(a.get(1), x, k));
          }
          parts.add(a.getFirst());
          if (hasAppend) {
            parts.add(extended(a.getLast(), x, k));
          }
          Value v = parts.size() == 1 ? a.getFirst() : Joining.concatenate(parts, k);
          for (int i = 0; i < n; i++) {
            int size = v.shape().size(k);
            Value upper = Subscripts.range(v, Math.min(1, size), size, k);
            Value lower = Subscripts.range(v, 0, Math.max(0, size - 1), k);
            v = v.dtype().isBool() ? Comparison.notEqual(upper, lower) : Arithmetic.subtract(upper, lower);
          }
          return List.of(v);
        });
  }

  private static Value extended(Value v, Value like, int axis) {
    return v.rank() > 0 ? v : Promote.broadcastTo(v, like.shape().with(axis, 1));
  }

  /// Differences of neighbours of the flattened array, between given ends (null for none).
  public static Value ediff1d(Value x, Value end, Value begin) {
    List<Value> in = new ArrayList<>(List.of(x));
    if (end != null) {
      in.add(end);
    }
    if (begin != null) {
      in.add(begin);
    }
    boolean hasEnd = end != null;
    boolean hasBegin = begin != null;
    return NamedJit.call1(
        "ediff1d",
        List.of(hasEnd, hasBegin),
        in,
        a -> {
          Value v = Layout.ravel(a.getFirst());
          int n = v.shape().size(0);
          Value r = Lax.sub(Subscripts.range(v, Math.min(1, n), n, 0), Subscripts.range(v, 0, Math.max(0, n - 1), 0));
          if (hasBegin) {
            r = Joining.concatenate(List.of(Layout.ravel(Promote.convert(a.getLast(), v.dtype())), r), 0);
          }
          if (hasEnd) {
            r = Joining.concatenate(List.of(r, Layout.ravel(Promote.convert(a.get(1), v.dtype()))), 0);
          }
          return List.of(r);
        });
  }

  private static Value slice(Value x, int from, int to, int axis) {
    return Joining.sliceInDim(x, from, to, 1, axis);
  }

  /// Central differences along axes, one-sided at the ends. `spacing` is empty, one scalar, or one for each axis.
  public static List<Value> gradient(Value x, List<Value> spacing, Ints axes) {
    List<Value> in = new ArrayList<>(List.of(x));
    in.addAll(spacing);
    return NamedJit.call(
        "gradient",
        Arrays.asList(axes, spacing.size()),
        in,
        a -> {
          List<Value> p = Promote.dtypesInexact(a);
          Value v = p.getFirst();
          List<Value> h = p.subList(1, p.size());
          Ints along = axes == null ? Ints.range(0, v.rank()) : axes;
          if (h.size() > 1 && h.size() != along.size()) {
            throw JaxError.type(
                "Invalid number of spacing arguments " + h.size() + " for axis=" + (axes == null ? "None" : axes));
          }
          List<Value> r = new ArrayList<>();
          for (int i = 0; i < along.size(); i++) {
            if (v.shape().size(along.get(i)) < 2) {
              throw JaxError.value(
                  "Shape of array too small to calculate a numerical gradient, at least 2 elements are required.");
            }
            Value step = h.isEmpty() ? Promote.number(1.0) : h.get(h.size() == 1 ? 0 : i);
            r.add(gradientAlong(v, step, along.get(i)));
          }
          return r;
        });
  }

  private static Value gradientAlong(Value x, Value h, int axis) {
    int n = x.shape().size(axis);
    Value upper = Arithmetic.subtract(slice(x, 1, 2, axis), slice(x, 0, 1, axis));
    Value lower = Arithmetic.subtract(slice(x, n - 1, n, axis), slice(x, n - 2, n - 1, axis));
    if (h.rank() == 1) {
      return gradientUneven(x, h, axis, upper, lower);
    }
    if (h.rank() != 0) {
      throw JaxError.value("Spacing arrays must be 1D arrays or scalars.");
    }
    Value span = Arithmetic.subtract(slice(x, 2, n, axis), slice(x, 0, n - 2, axis));
    Value inner = Arithmetic.trueDivide(Arithmetic.multiply(span, Promote.number(0.5)), h);
    lower = Arithmetic.trueDivide(lower, h);
    upper = Arithmetic.trueDivide(upper, h);
    return Joining.concatenate(List.of(upper, inner, lower), axis);
  }

  /// The gradient at places `h` along an axis, from the differences at both ends.
  private static Value gradientUneven(Value x, Value h, int axis, Value upper, Value lower) {
    int n = x.shape().size(axis);
    if (h.shape().size(0) != n) {
      throw JaxError.value(
          "Spacing arrays must have the same length as the dimension along which the gradient is calculated.");
    }
    int[] sizes = new int[x.rank()];
    Arrays.fill(sizes, 1);
    sizes[axis] = n;
    Value at = Lax.reshape(h, Shape.of(sizes));
    Value first = Arithmetic.trueDivide(upper, Arithmetic.subtract(slice(at, 1, 2, axis), slice(at, 0, 1, axis)));
    Value last =
        Arithmetic.trueDivide(lower, Arithmetic.subtract(slice(at, n - 1, n, axis), slice(at, n - 2, n - 1, axis)));
    Value before = Arithmetic.subtract(slice(at, 1, n - 1, axis), slice(at, 0, n - 2, axis));
    Value after = Arithmetic.subtract(slice(at, 2, n, axis), slice(at, 1, n - 1, axis));
    Value a =
        Arithmetic.trueDivide(Arithmetic.negative(after), Arithmetic.multiply(before, Arithmetic.add(before, after)));
    Value b = Arithmetic.trueDivide(Arithmetic.subtract(after, before), Arithmetic.multiply(before, after));
    Value c = Arithmetic.trueDivide(before, Arithmetic.multiply(after, Arithmetic.add(before, after)));
    Value left = Arithmetic.multiply(a, slice(x, 0, n - 2, axis));
    Value middle = Arithmetic.multiply(b, slice(x, 1, n - 1, axis));
    Value sum = Arithmetic.add(left, middle);
    Value inner = Arithmetic.add(sum, Arithmetic.multiply(c, slice(x, 2, n, axis)));
    return Joining.concatenate(List.of(first, inner, last), axis);
  }

  /// The integral of samples by trapezoids, `dx` apart, or at `x` (null for none).
  public static Value trapezoid(Value y, Value x, Value dx, int axis) {
    List<Value> in = new ArrayList<>(List.of(y));
    if (x != null) {
      in.add(x);
    }
    if (dx != null) {
      in.add(dx);
    }
    boolean hasX = x != null;
    boolean hasDx = dx != null;
    return NamedJit.call1(
        "trapezoid",
        List.of(axis, hasX, hasDx),
        in,
        a -> List.of(trapezoidBody(a.getFirst(), hasX ? a.get(1) : null, hasDx ? a.getLast() : null, axis)));
  }

  private static Value trapezoidBody(Value y, Value x, Value dx, int axis) {
    Value a;
    Value d;
    if (x == null) {
      a = Promote.inexact(y);
      d = dx == null ? Promote.number(1.0) : dx;
    } else {
      List<Value> p = Promote.dtypesInexact(List.of(y, x));
      a = p.get(0);
      Value xs = p.get(1);
      d = xs.rank() == 1 ? diff(xs, 1, -1, null, null) : Layout.moveaxis(diff(xs, 1, axis, null, null), axis, -1);
    }
    a = Layout.moveaxis(a, axis, -1);
    int last = a.rank() - 1;
    int n = a.shape().size(last);
    Value half = Promote.number(0.5);
    if (d.rank() == 0 || d.shape().size(d.rank() - 1) == 1) {
      Value step = d.rank() == 0 ? d : Subscripts.pick(d, 0, d.rank() - 1);
      Value total = Reductions.sum(a, last);
      Value ends = Arithmetic.add(Subscripts.pick(a, 0, last), Subscripts.pick(a, n - 1, last));
      return Arithmetic.multiply(step, Arithmetic.subtract(total, Arithmetic.multiply(half, ends)));
    }
    Value pairs = Arithmetic.add(Subscripts.range(a, 1, n, last), Subscripts.range(a, 0, n - 1, last));
    return Arithmetic.multiply(half, Reductions.sum(Arithmetic.multiply(d, pairs), last));
  }

  /// Convolution (or correlation) of two vectors; mode `full`, `same` or `valid`.
  public static Value convolve(Value x, Value y, String mode, boolean correlate, Products.Options o) {
    String name = correlate ? "correlate" : "convolve";
    return NamedJit.call1(
        name,
        Arrays.asList(mode, o),
        List.of(x, y),
        outer ->
            List.of(
                NamedJit.call1(
                    "_conv",
                    Arrays.asList(mode, name, o),
                    outer,
                    in -> List.of(conv(in.get(0), in.get(1), mode, correlate, o)))));
  }

  private static Value conv(Value x, Value y, String mode, boolean correlate, Products.Options o) {
    String name = correlate ? "correlate" : "convolve";
    if (x.rank() != 1 || y.rank() != 1) {
      throw JaxError.value(name + "() only support 1-dimensional inputs.");
    }
    List<Value> p = o.preferred() == null ? Promote.dtypesInexact(List.of(x, y)) : Promote.dtypes(List.of(x, y));
    Value a = p.get(0);
    Value b = p.get(1);
    if (a.shape().elements() == 0 || b.shape().elements() == 0) {
      throw JaxError.value(
          name + ": inputs cannot be empty, got shapes " + a.shape().toTuple() + " and " + b.shape().toTuple() + ".");
    }
    boolean swap = a.shape().size(0) < b.shape().size(0);
    if (correlate) {
      b = Arithmetic.conjugate(b);
    }
    Value longer = swap ? b : a;
    Value shorter = swap ? a : b;
    if (!correlate) {
      shorter = Layout.flip(shorter, null);
    }
    int n = shorter.shape().size(0);
    int[] pad =
        switch (mode) {
          case "valid" -> new int[] {0, 0};
          case "same" -> new int[] {n / 2, n - n / 2 - 1};
          case "full" -> new int[] {n - 1, n - 1};
          default -> throw JaxError.value("mode must be one of ['full', 'same', 'valid']");
        };
    Ints all = Ints.range(0, 3);
    Ints one = Ints.of(1);
    Value r =
        Lax.bind1(
            new Conv(
                one,
                Ints.of(pad[0]),
                Ints.of(pad[1]),
                one,
                one,
                new ConvDimensions(all, all, all),
                1,
                1,
                o.precisions().lhs(),
                o.preferred()),
            Lax.expandDims(longer, Ints.of(0, 1)),
            Lax.expandDims(shorter, Ints.of(0, 1)));
    r = correlate && swap ? Lax.rev(r, Ints.of(2)) : r;
    return Lax.squeeze(r, Ints.of(0, 1));
  }

  private static Object gradient(Arguments a) {
    if (!a.isNone("edge_order")) {
      throw JaxError.notImplemented("The 'edge_order' argument to jnp.gradient is not supported.");
    }
    Value f = a.value("f");
    List<Value> r = gradient(f, a.values("varargs"), Sequences.axes(a, "axis", f.rank()));
    return r.size() == 1 ? r.getFirst() : new ArrayList<Object>(r);
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function(
        "diff(a, n=1, axis=-1, prepend=None, append=None)",
        "Differences of neighbours along an axis.",
        a -> diff(a.value("a"), a.integer("n"), a.integer("axis"), a.valueOrNull("prepend"), a.valueOrNull("append")));
    m.function(
        "ediff1d(ary, to_end=None, to_begin=None)",
        "Differences of neighbours of the flattened array.",
        a -> ediff1d(a.value("ary"), a.valueOrNull("to_end"), a.valueOrNull("to_begin")));
    m.function("gradient(f, *varargs, axis=None, edge_order=None)", "Central differences.", Differences::gradient);
    m.function(
        "trapezoid(y, x=None, dx=1.0, axis=-1)",
        "The integral by trapezoids.",
        a ->
            trapezoid(
                a.value("y"),
                a.valueOrNull("x"),
                a.get("dx") instanceof Double d && d == 1.0 ? null : a.value("dx"),
                a.integer("axis")));
    for (boolean correlate : new boolean[] {false, true}) {
      String name = correlate ? "correlate" : "convolve";
      m.function(
          name
              + "(a, v, mode='"
              + (correlate ? "valid" : "full")
              + "', *, precision=None, preferred_element_type=None)",
          correlate ? "Correlation of two vectors." : "Convolution of two vectors.",
          a -> convolve(a.value("a"), a.value("v"), a.string("mode"), correlate, Products.Options.of(a, name)));
    }
  }
}
