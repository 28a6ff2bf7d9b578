package gradwright.numpy.nn;

import static gradwright.numpy.Promote.number;

import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Call;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.CustomRules;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Elementary;
import gradwright.numpy.Promote;
import gradwright.numpy.Selection;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/// Activation functions of `jax.nn`. Derivatives at kinks are JAX's: relu'(0) = 0.
public final class Activations {
  private Activations() {}

  private static Value jit(String name, Value x, UnaryOperator<Value> f) {
    return NamedJit.call1(name, "", List.of(x), in -> List.of(f.apply(in.getFirst())));
  }

  private static Value jit(String name, Value x, Value y, BinaryOperator<Value> f) {
    return NamedJit.call1(name, "", List.of(x, y), in -> List.of(f.apply(in.get(0), in.get(1))));
  }

  /// A function of one array with its own derivative: `derivative` gives the tangent from primal and tangent.
  private static Value withDerivative(String name, Value x, UnaryOperator<Value> f, BinaryOperator<Value> derivative) {
    FlatFunction flat = in -> List.of(jit(name, in.getFirst(), f));
    var rule = new Derivative(name, f, derivative);
    return Session.bind(new Call.CustomJvpCall(name, flat, rule, false), List.of(x)).getFirst();
  }

  private record Derivative(String function, UnaryOperator<Value> f, BinaryOperator<Value> derivative)
      implements CustomRules.Jvp {
    @Override
    public String name() {
      return "jvp";
    }

    @Override
    public CustomRules.Duals apply(List<Value> primals, List<Tangent> tangents) {
      Value x = primals.getFirst();
      Value out = withDerivative(function, x, f, derivative);
      Tangent t = tangents.getFirst();
      return new CustomRules.Duals(List.of(out), List.of(t.isZero() ? t : derivative.apply(x, (Value) t)));
    }
  }

  /// max(x, 0).
  public static Value relu(Value x) {
    return withDerivative(
        "relu",
        x,
        v -> Arithmetic.maximum(v, Promote.integer(0)),
        (v, t) -> Lax.select(Lax.gt(v, Lax.like(v, 0)), t, Lax.fullLike(t, 0)));
  }

  /// min(max(x, 0), 6).
  public static Value relu6(Value x) {
    return withDerivative(
        "relu6",
        x,
        v -> Arithmetic.minimum(Arithmetic.maximum(v, Promote.integer(0)), number(6)),
        (v, t) -> Lax.select(Lax.and(Lax.gt(v, Lax.like(v, 0)), Lax.lt(v, Lax.like(v, 6))), t, Lax.fullLike(t, 0)));
  }

  /// 1 / (1 + exp(-x)).
  public static Value sigmoid(Value x) {
    return Lax.unary(UnaryOp.LOGISTIC, x);
  }

  /// log(1 + exp(x)), without overflow.
  public static Value softplus(Value x) {
    return jit("softplus", x, v -> Elementary.logaddexp(v, Promote.integer(0)));
  }

  /// log(sigmoid(x)).
  public static Value logSigmoid(Value x) {
    return jit("log_sigmoid", x, v -> Arithmetic.negative(softplus(Arithmetic.negative(v))));
  }

  /// x * sigmoid(x), also called swish.
  public static Value silu(Value x) {
    return jit("silu", x, v -> Arithmetic.multiply(v, sigmoid(v)));
  }

  /// x * tanh(softplus(x)).
  public static Value mish(Value x) {
    return jit("mish", x, v -> Arithmetic.multiply(v, Elementary.tanh(softplus(v))));
  }

  /// x / (|x| + 1).
  public static Value softSign(Value x) {
    return jit("soft_sign", x, v -> Arithmetic.trueDivide(v, Arithmetic.add(Arithmetic.abs(v), Promote.integer(1))));
  }

  /// x where positive, alpha (exp(x) - 1) elsewhere.
  public static Value elu(Value x, Value alpha) {
    return jit(
        "elu",
        x,
        alpha,
        (v, a) -> {
          Value positive = Lax.gt(v, Lax.like(v, 0));
          Value safe = Selection.where(positive, number(0), v);
          return Selection.where(positive, v, Arithmetic.multiply(a, Elementary.expm1(safe)));
        });
  }

  /// max(x, 0) + alpha (exp(min(x, 0) / alpha) - 1).
  public static Value celu(Value x, Value alpha) {
    return jit(
        "celu",
        x,
        alpha,
        (v, a) ->
            Arithmetic.add(
                Arithmetic.maximum(v, number(0)),
                Arithmetic.multiply(a, Elementary.expm1(Arithmetic.trueDivide(Arithmetic.minimum(v, number(0)), a)))));
  }

  /// The self-normalising elu of Klambauer et al. (2017).
  public static Value selu(Value x) {
    return jit(
        "selu",
        x,
        v ->
            Arithmetic.multiply(
                number(1.0507009873554804934193349852946), elu(v, number(1.6732632423543772848170429916717))));
  }

  /// x where not negative, slope * x elsewhere.
  public static Value leakyRelu(Value x, Value slope) {
    return jit(
        "leaky_relu", x, slope, (v, s) -> Selection.where(Lax.ge(v, Lax.like(v, 0)), v, Arithmetic.multiply(s, v)));
  }

  /// x clipped to [-1, 1].
  public static Value hardTanh(Value x) {
    return jit(
        "hard_tanh",
        x,
        v ->
            Selection.where(
                Lax.gt(v, Lax.like(v, 1)),
                Promote.integer(1),
                Selection.where(Lax.lt(v, Lax.like(v, -1)), Promote.integer(-1), v)));
  }

  /// relu6(x + 3) / 6.
  public static Value hardSigmoid(Value x) {
    return jit("hard_sigmoid", x, v -> Arithmetic.trueDivide(relu6(Arithmetic.add(v, number(3))), number(6)));
  }

  /// x * hard_sigmoid(x).
  public static Value hardSilu(Value x) {
    return jit("hard_silu", x, v -> Arithmetic.multiply(v, hardSigmoid(v)));
  }

  /// (x + sqrt(x^2 + b)) / 2.
  public static Value squareplus(Value x, Value b) {
    return jit(
        "squareplus",
        x,
        b,
        (v, c) ->
            Arithmetic.trueDivide(
                Arithmetic.add(v, Elementary.sqrt(Arithmetic.add(Elementary.square(v), c))), Promote.integer(2)));
  }

  /// The Gaussian error linear unit; `approximate` by tanh (Hendrycks and Gimpel 2016).
  public static Value gelu(Value x, boolean approximate) {
    Value v = Promote.inexact(x);
    DType t = v.dtype();
    if (approximate) {
      Value cube = Lax.mul(Lax.scalar(t, 0.044715), Lax.integerPow(v, 3));
      Value inner = Lax.mul(Lax.scalar(t, Math.sqrt(2 / Math.PI)), Lax.add(v, cube));
      Value cdf = Lax.mul(Lax.like(v, 0.5), Lax.add(Lax.like(v, 1.0), Lax.unary(UnaryOp.TANH, inner)));
      return Lax.mul(v, cdf);
    }
    Value tail = Lax.unary(UnaryOp.ERFC, Lax.mul(Lax.neg(v), Lax.scalar(t, Math.sqrt(0.5))));
    return Lax.mul(Lax.mul(Lax.like(v, 0.5), v), tail);
  }
}
