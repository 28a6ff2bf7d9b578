package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Reduction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Types of reductions, windows, cumulations and sorts.
final class ReductionTypes {
  private ReductionTypes() {}

  static List<Aval> outputs(Reduction p, List<Aval> in) {
    Aval x = in.getFirst();
    return switch (p) {
      case Reduction.Reduce r -> List.of(reduce(r, x));
      case Reduction.ArgReduce a -> List.of(argReduce(a, x));
      case Reduction.Cumulative c -> List.of(cumulative(c, x));
      case Reduction.ReduceWindow w -> {
        if (w.op() == Reduction.Op.SUM && !Accepted.NUMBER.contains(x.dtype())) {
          throw JaxError.type("operand to reduce_window_sum must have a number dtype, got " + x.dtype());
        }
        yield List.of(
            x.withShape(
                windows(
                    x.shape(),
                    w.windowDimensions(),
                    w.windowStrides(),
                    w.padLow(),
                    w.padHigh(),
                    w.baseDilation(),
                    w.windowDilation())));
      }
      case Reduction.SelectAndGatherAdd w -> {
        Aval operand = in.get(1);
        if (!x.shape().equals(operand.shape())) {
          throw JaxError.type(
              "select_and_gather_add tangents and operand shapes must match, got %s and %s."
                  .formatted(x.shape().toTuple(), operand.shape().toTuple()));
        }
        Shape s =
            windows(
                operand.shape(),
                w.windowDimensions(),
                w.windowStrides(),
                w.padLow(),
                w.padHigh(),
                w.baseDilation(),
                w.windowDilation());
        yield List.of(new Aval(x.dtype(), s, Accepted.allWeak(in)));
      }
      case Reduction.SelectAndScatterAdd _ -> List.of(new Aval(x.dtype(), in.get(1).shape(), Accepted.allWeak(in)));
      case Reduction.ReduceGeneral r -> general(r, in);
      case Reduction.Sort s -> sort(in);
      case Reduction.TopK k -> topK(k, x);
    };
  }

  private static Aval reduce(Reduction.Reduce r, Aval x) {
    String name = r.primitiveName();
    Ints axes = r.axes();
    boolean logical =
        switch (r.op()) {
          case AND, OR, XOR -> true;
          default -> false;
        };
    if (logical && !Accepted.BOOL_INTEGER.contains(x.dtype())) {
      throw JaxError.type("logical reduction requires operand dtype bool or int, got " + x.dtype() + ".");
    }
    if (ShapingTypes.duplicates(axes)) {
      throw JaxError.value("duplicate value in 'axes' of reduction: " + axes);
    }
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      if (axes.get(i) < 0 || axes.get(i) >= x.rank()) {
        throw JaxError.value("reduction axes " + axes + " contains out-of-bounds indices for " + x.longName() + ".");
      }
    }
    for (int i = 0; i < x.rank(); i++) {
      if (!axes.contains(i)) {
        kept.add(x.shape().size(i));
      }
    }
    switch (r.op()) {
      case SUM, PROD -> number(name, x.dtype());
      case MAX, MIN -> {
        if (!Accepted.ANY.contains(x.dtype())) {
          throw JaxError.type(name + " does not accept dtype " + x.dtype() + ".");
        }
      }
      default -> {}
    }
    return new Aval(x.dtype(), Shape.of(kept), x.weakType() && !logical);
  }

  private static void number(String name, DType t) {
    if (!Accepted.NUMBER.contains(t)) {
      throw JaxError.type(name + " does not accept dtype " + t + ". Accepted dtypes are subtypes of number.");
    }
  }

  private static Aval argReduce(Reduction.ArgReduce a, Aval x) {
    if (a.axis() < 0 || a.axis() >= x.rank()) {
      throw JaxError.value("Invalid axis " + a.axis() + " for operand shape " + x.shape().toTuple());
    }
    if (x.shape().size(a.axis()) < 1) {
      throw JaxError.value(
          "argmin and argmax require non-empty reduced dimension. operand.shape="
              + x.shape().toTuple()
              + " axis="
              + a.axis());
    }
    if (x.dtype().isComplex()) {
      throw JaxError.type(
          (a.max() ? "gt" : "lt")
              + " does not accept dtype "
              + x.dtype()
              + " at position 0. Accepted dtypes at position 0 are subtypes of integer, floating, bool.");
    }
    if (!a.indexDType().isInteger()) {
      throw JaxError.type("index_dtype must be an integer type, but got " + a.indexDType());
    }
    return Aval.of(a.indexDType(), x.shape().remove(a.axis()));
  }

  private static Aval cumulative(Reduction.Cumulative c, Aval x) {
    if (c.axis() < 0) {
      throw JaxError.value("XLA operations do not allow negative axes");
    }
    if (c.axis() >= x.rank()) {
      throw JaxError.value("axis " + c.axis() + " is out of bounds for array of shape " + x.shape().toTuple());
    }
    number(c.primitiveName(), x.dtype());
    return x;
  }

  /// The shape of a windowed reduction.
  static Shape windows(
      Shape x, Ints window, Ints strides, Ints low, Ints high, Ints baseDilation, Ints windowDilation) {
    if (x.rank() != window.size()) {
      throw JaxError.type(
          "reduce_window got the wrong number of window_dimensions for operand: got operand shape "
              + x.toTuple()
              + " with window_dimensions "
              + window
              + ".");
    }
    same("window_strides", strides, window);
    same("base_dilation", baseDilation, window);
    same("window_dilation", windowDilation, window);
    int[] r = new int[x.rank()];
    for (int i = 0; i < r.length; i++) {
      int d = ShapingTypes.dilate(x.size(i), baseDilation.get(i)) + low.get(i) + high.get(i);
      r[i] = ShapingTypes.windows(d, ShapingTypes.dilate(window.get(i), windowDilation.get(i)), strides.get(i));
    }
    return Shape.of(r);
  }

  private static void same(String name, Ints v, Ints window) {
    if (v.size() != window.size()) {
      throw JaxError.type(
          "reduce_window got inconsistent %s and window_dimensions: got %s %s and window_dimensions %s."
              .formatted(name, name, v, window));
    }
  }

  private static List<Aval> general(Reduction.ReduceGeneral r, List<Aval> in) {
    int n = in.size() / 2;
    List<Aval> operands = in.subList(0, n);
    List<Aval> initial = in.subList(n, in.size());
    List<Aval> out = new ArrayList<>();
    if (initial.stream().anyMatch(a -> a.rank() != 0)) {
      throw JaxError.value(
          "reduce found non-scalar initial value: ["
              + ElementwiseTypes.tuples(initial.stream().map(Aval::shape).toList())
              + "]");
    }
    for (int i = 0; i < n; i++) {
      Aval x = operands.get(i);
      if (x.dtype() != initial.get(i).dtype()) {
        throw JaxError.type(
            "reduce operand dtypes should match corresponding initial value dtypes, got operands="
                + operands
                + " and initial_values="
                + initial);
      }
      List<Integer> kept = new ArrayList<>();
      for (int k = 0; k < x.rank(); k++) {
        if (!r.dimensions().contains(k)) {
          kept.add(x.shape().size(k));
        }
      }
      out.add(new Aval(x.dtype(), Shape.of(kept), x.weakType() && initial.get(i).weakType()));
    }
    return out;
  }

  private static List<Aval> sort(List<Aval> in) {
    Shape s = in.getFirst().shape();
    if (in.stream().anyMatch(a -> !a.shape().equals(s))) {
      StringBuilder b = new StringBuilder();
      in.forEach(a -> b.append(b.isEmpty() ? "" : " ").append(a.shape().toTuple()));
      throw JaxError.type("Arguments to sort must have equal shapes, got: " + b);
    }
    return List.copyOf(in);
  }

  private static List<Aval> topK(Reduction.TopK p, Aval x) {
    if (x.dtype().isComplex()) {
      throw JaxError.value("top_k is not compatible with complex inputs.");
    }
    if (p.k() < 0) {
      throw JaxError.value("k argument to top_k must be nonnegative, got " + p.k());
    }
    if (x.rank() == 0) {
      throw JaxError.type("top_k operand must have >= 1 dimension, got ()");
    }
    if (p.axis() < 0 || p.axis() >= x.rank()) {
      throw JaxError.value(
          "axis argument out of range: axis=" + p.axis() + " for operand.shape=" + x.shape().toTuple());
    }
    if (x.shape().size(p.axis()) < p.k()) {
      throw JaxError.value(
          "k argument to top_k must be no larger than size along axis; got k=%d with shape=%s and axis=%d"
              .formatted(p.k(), Arrays.toString(x.shape().toArray()), p.axis()));
    }
    Aval v = x.withShape(x.shape().with(p.axis(), p.k()));
    return List.of(v, v.withDType(DType.INT32));
  }
}
