package gradwright.core.rules;

import static gradwright.core.rules.Derivatives.assertClose;
import static gradwright.core.rules.Derivatives.numbers;

import gradwright.core.lax.Lax;
import gradwright.core.lax.LogAddExp;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.Indexing.Combine;
import gradwright.core.prim.Indexing.Mode;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Reduction.Op;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.FlatFunction;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Derivatives at kinks, ties, poles and out of bounds, where a formula alone does not tell: JAX 0.10.2's values.
class SpecialPointsTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;
  private static final Ints NONE = Ints.EMPTY;
  private static final Ints ZERO = Ints.of(0);

  private static Array a(double... values) {
    return Sample.doubles(Shape.of(values.length), values);
  }

  private static Array ints(long... values) {
    Array r = Sample.array(DType.INT32, Shape.of(values.length));
    for (int i = 0; i < values.length; i++) {
      r.setLong(i, values[i]);
    }
    return r;
  }

  /// Gradients of the sum of the output.
  private static void gradients(String what, FlatFunction f, List<Array> in, double[]... expected) {
    Value out = f.call(List.copyOf(in)).getFirst();
    Array ones = Sample.array(DType.FLOAT64, out.shape());
    for (long i = 0; i < ones.elements(); i++) {
      ones.setDouble(i, 1);
    }
    List<Value> actual = Derivatives.reverse(f, List.of(ones)).call(List.copyOf(in));
    assertClose(what, List.of(expected), numbers(actual), 1e-12);
  }

  private static void tangents(
      String what, FlatFunction f, List<Array> in, List<Array> directions, double... expected) {
    List<Value> actual = Derivatives.forward(f, directions).call(List.copyOf(in));
    assertClose(what, List.of(expected), numbers(actual), 1e-12);
  }

  private static double[] of(double... values) {
    return values;
  }

  private static FlatFunction unary(UnaryOp op) {
    return in -> List.of(Lax.unary(op, in.getFirst()));
  }

  private static FlatFunction binary(BinaryOp op) {
    return in -> List.of(Lax.binary(op, in.get(0), in.get(1)));
  }

  @Test
  void elementwise() {
    gradients("abs", unary(UnaryOp.ABS), List.of(a(0, -0.0, -1)), of(1, 1, -1));
    gradients("max", binary(BinaryOp.MAX), List.of(a(1, 2, 3), a(1, 3, 2)), of(0.5, 0, 1), of(0.5, 1, 0));
    gradients("min", binary(BinaryOp.MIN), List.of(a(1, 2, 3), a(1, 3, 2)), of(0.5, 1, 0), of(0.5, 0, 1));
    gradients("sqrt", unary(UnaryOp.SQRT), List.of(a(0, 4)), of(INF, 0.25));
    gradients("rsqrt", unary(UnaryOp.RSQRT), List.of(a(0, 4)), of(-INF, -0.0625));
    gradients("log", unary(UnaryOp.LOG), List.of(a(0, -1)), of(INF, -1));
    gradients("logistic", unary(UnaryOp.LOGISTIC), List.of(a(-800, 0, 800)), of(0, 0.25, 0));
    gradients("tanh", unary(UnaryOp.TANH), List.of(a(-400, 0, 20)), of(0, 1, 0));
    gradients("erf_inv", unary(UnaryOp.ERF_INV), List.of(a(0, 1)), of(Math.sqrt(Math.PI) / 2, INF));
    gradients("bessel_i1e", unary(UnaryOp.BESSEL_I1E), List.of(a(0, 1e-20)), of(0.5, 0.5));
    gradients("div", binary(BinaryOp.DIV), List.of(a(1, 0), a(0, 0)), of(INF, INF), of(-INF, NAN));
    gradients("atan2", binary(BinaryOp.ATAN2), List.of(a(0, 1), a(0, 0)), of(NAN, 0), of(NAN, -1));
    tangents("rem", binary(BinaryOp.REM), List.of(a(-5.3), a(2)), List.of(a(1), a(1)), 3);
    gradients(
        "abs of complex",
        in -> List.of(Lax.abs(Lax.complex(in.get(0), in.get(1)))),
        List.of(a(0, 3), a(0, 4)),
        of(0, 0.6),
        of(0, 0.8));
  }

  @Test
  void powers() {
    gradients(
        "pow", binary(BinaryOp.POW), List.of(a(0, 0, 2, 0), a(0, 2, 0, 1)), of(NAN, 0, 0, 1), of(0, 0, Math.log(2), 0));
    gradients(
        "pow integer",
        in -> List.of(Lax.pow(in.getFirst(), ints(0, 1, 2, -1))),
        List.of(a(0, 0, 0, 0)),
        of(0, 1, 0, -INF));
    gradients("integer_pow 0", in -> List.of(Lax.integerPow(in.getFirst(), 0)), List.of(a(0, 1)), of(0, 0));
    gradients("integer_pow -1", in -> List.of(Lax.integerPow(in.getFirst(), -1)), List.of(a(0, 1)), of(-INF, -1));
  }

  @Test
  void choices() {
    gradients(
        "clamp",
        in -> List.of(Lax.clamp(in.get(0), in.get(1), in.get(2))),
        List.of(a(0, 0, 0, 0, 0), a(0, 1, 0.5, -1, 2), a(1, 1, 1, 1, 1)),
        of(0, 0, 0, 1, 0),
        of(0, 0, 1, 0, 0),
        of(0, 0, 0, 0, 1));
    gradients(
        "select hides nothing",
        in -> {
          Value x = in.getFirst();
          return List.of(Lax.select(Lax.gt(x, Lax.constant(x, 0)), Lax.log(x), Lax.zerosOf(x)));
        },
        List.of(a(0, 1)),
        of(NAN, 1));
    gradients(
        "logaddexp",
        in -> List.of(LogAddExp.of(in.get(0), in.get(1))),
        List.of(a(-INF, 0, INF, -INF, 1e3), a(0, 0, 0, -INF, 0)),
        of(0, 0.5, 1, NAN, 1),
        of(1, 0.5, 1, NAN, 0));
  }

  @Test
  void reductions() {
    gradients("reduce_prod", in -> List.of(Lax.reduce(Op.PROD, in.getFirst(), ZERO)), List.of(a(0, 3, 0)), of(0, 0, 0));
    gradients(
        "reduce_prod one zero",
        in -> List.of(Lax.reduce(Op.PROD, in.getFirst(), ZERO)),
        List.of(a(2, 0, 3)),
        of(0, 6, 0));
    gradients(
        "reduce_max", in -> List.of(Lax.reduce(Op.MAX, in.getFirst(), ZERO)), List.of(a(3, 1, 3)), of(0.5, 0, 0.5));
    gradients(
        "reduce_min",
        in -> List.of(Lax.reduce(Op.MIN, in.getFirst(), ZERO)),
        List.of(a(1, 1, 1)),
        of(1 / 3.0, 1 / 3.0, 1 / 3.0));
    gradients("cumprod", cumulative(Op.PROD), List.of(a(2, 0, 3)), of(1, 8, 0));
    gradients("cummax", cumulative(Op.MAX), List.of(a(1, 1, 3, 2)), of(1.5, 0.5, 2, 0));
    gradients(
        "cumlogsumexp", cumulative(Op.LOGSUMEXP), List.of(a(-INF, 0, 1)), of(1, 1.2689414213699952, 0.731058578630005));
    gradients(
        "sort",
        in -> List.of(Lax.mul(Lax.bind1(new Reduction.Sort(0, true, 1), in.getFirst()), a(1, 2, 3))),
        List.of(a(2, 1, 2)),
        of(2, 1, 3));
    gradients(
        "top_k",
        in -> List.of(Lax.mul(Lax.bind(new Reduction.TopK(2, 0), in.getFirst()).getFirst(), a(1, 2))),
        List.of(a(2, 1, 2)),
        of(1, 0, 2));
    Ints one = Ints.of(1);
    gradients(
        "reduce_window_max",
        in ->
            List.of(
                Lax.bind1(new Reduction.ReduceWindow(Op.MAX, Ints.of(2), one, ZERO, ZERO, one, one), in.getFirst())),
        List.of(a(1, 1, 2, 2)),
        of(1, 0, 2, 0));
  }

  private static FlatFunction cumulative(Op op) {
    return in -> List.of(Lax.bind1(new Reduction.Cumulative(op, 0, false), in.getFirst()));
  }

  @Test
  void indexing() {
    gradients("gather fills", gather(Mode.FILL_OR_DROP), List.of(a(1, 2, 3)), of(2, 0, 0));
    gradients("gather clips", gather(Mode.CLIP), List.of(a(1, 2, 3)), of(2, 0, 1));
    HostScalar five = HostScalar.of(DType.INT32, false, 5L);
    gradients(
        "dynamic_slice clamps",
        in -> List.of(Lax.mul(Lax.dynamicSlice(in.getFirst(), List.of(five), Ints.of(2)), a(1, 2))),
        List.of(a(1, 2, 3)),
        of(0, 1, 2));
    gradients(
        "dynamic_update_slice clamps",
        in -> List.of(Lax.mul(Lax.dynamicUpdateSlice(in.get(0), in.get(1), List.of(five)), a(1, 2, 3))),
        List.of(a(1, 2, 3), a(7, 8)),
        of(1, 0, 0),
        of(2, 3));
    gradients(
        "scatter of duplicates",
        in -> List.of(Lax.mul(scatter(Combine.SET, in, 1, 1, 9), a(1, 2, 3))),
        List.of(a(1, 2, 3), a(4, 5, 6)),
        of(1, 0, 3),
        of(0, 2, 0));
    tangents(
        "scatter-max",
        in -> List.of(scatter(Combine.MAX, in, 0, 0, 1)),
        List.of(a(1, 5), a(1, 1, 5)),
        List.of(a(1, 2), a(3, 4, 5)),
        8 / 3.0,
        3.5);
    tangents(
        "scatter-min",
        in -> List.of(scatter(Combine.MIN, in, 0, 0, 1)),
        List.of(a(3, 5), a(1, 1, 7)),
        List.of(a(1, 2), a(3, 4, 5)),
        3.5,
        2);
  }

  private static FlatFunction gather(Mode mode) {
    Value indices = Lax.reshape(ints(0, 0, 5), Shape.of(3, 1));
    return in ->
        List.of(
            Lax.gather(
                in.getFirst(),
                indices,
                new Indexing.GatherDimensions(NONE, ZERO, ZERO, NONE, NONE),
                Ints.of(1),
                false,
                false,
                mode,
                mode == Mode.CLIP ? null : HostScalar.of(DType.FLOAT64, false, 1.0)));
  }

  private static Value scatter(Combine combine, List<Value> in, long... places) {
    Value indices = Lax.reshape(ints(places), Shape.of(places.length, 1));
    return Lax.scatter(
        combine,
        in.get(0),
        indices,
        in.get(1),
        new Indexing.ScatterDimensions(NONE, ZERO, ZERO, NONE, NONE),
        false,
        false,
        Mode.FILL_OR_DROP);
  }

  @Test
  void integersHaveNoTangents() {
    FlatFunction f =
        in -> {
          Value floored = Lax.convert(in.getFirst(), DType.INT32);
          return List.of(Lax.add(Lax.convert(floored, DType.FLOAT64), in.getFirst()));
        };
    gradients("convert to integer", f, List.of(a(1.5, -2.5)), of(1, 1));
    List<Value> out = new ArrayList<>(Derivatives.forward(f, List.of(a(3, 4))).call(List.of(a(1.5, -2.5))));
    assertClose("jvp", List.of(of(3, 4)), numbers(out), 0);
  }
}
