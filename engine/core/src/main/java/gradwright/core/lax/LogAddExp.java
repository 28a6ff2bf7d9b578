package gradwright.core.lax;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Call;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.CustomRules;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.List;

/// `log(exp(a) + exp(b))` without overflow (and the same with base 2), with a derivative that stays finite where that
/// of the
/// formula does not.
public final class LogAddExp {
  private LogAddExp() {}

  /// The base of powers and logarithm.
  private enum Base {
    E("logaddexp", UnaryOp.EXP),
    TWO("logaddexp2", UnaryOp.EXP2);

    private final String function;
    private final UnaryOp power;

    Base(String function, UnaryOp power) {
      this.function = function;
      this.power = power;
    }
  }

  /// The derivative: each argument's share of the sum.
  private record Rule(Base base) implements CustomRules.Jvp {
    @Override
    public String name() {
      return "_" + base.function + "_jvp";
    }

    @Override
    public CustomRules.Duals apply(List<Value> primals, List<Tangent> tangents) {
      Value a = primals.get(0);
      Value b = primals.get(1);
      Value out = bind(base, a, b);
      Value left = Lax.mul((Value) tangents.get(0), share(a, out));
      Value right = Lax.mul((Value) tangents.get(1), share(b, out));
      return new CustomRules.Duals(List.of(out), List.of(Lax.add(left, right)));
    }

    private Value share(Value x, Value out) {
      return Lax.unary(base.power, Lax.sub(finite(x), finite(out)));
    }
  }

  private static final Rule RULE = new Rule(Base.E);
  private static final Rule RULE_2 = new Rule(Base.TWO);

  /// Of two arrays of one real or complex type.
  public static Value of(Value a, Value b) {
    return bind(Base.E, a, b);
  }

  /// `log2(2**a + 2**b)`.
  public static Value ofBase2(Value a, Value b) {
    return bind(Base.TWO, a, b);
  }

  private static Value bind(Base base, Value a, Value b) {
    Rule rule = base == Base.E ? RULE : RULE_2;
    return Lax.bind1(
        new Call.CustomJvpCall(base.function, in -> List.of(compute(base, in.get(0), in.get(1))), rule, false), a, b);
  }

  private static Value compute(Base base, Value a, Value b) {
    Value max = Lax.max(a, b);
    if (a.dtype().isFloat()) {
      Value delta = Lax.sub(a, b);
      return Lax.select(
          Lax.ne(delta, delta),
          Lax.add(a, b), // NaN, or infinities of the same sign
          Lax.add(max, logOnePlus(base, Lax.neg(Lax.abs(delta)))));
    }
    if (!a.dtype().isComplex()) {
      throw JaxError.value(base.function + " requires floating-point or complex inputs; got " + a.dtype());
    }
    Value delta = Lax.sub(Lax.add(a, b), Lax.mul(max, Lax.constant(max, 2)));
    Value out = Lax.add(max, logOnePlus(base, delta));
    double half = base == Base.E ? Math.PI : Math.PI / Math.log(2);
    return Lax.complex(Lax.real(out), wrapped(Lax.imag(out), half));
  }

  private static Value logOnePlus(Base base, Value power) {
    Value log = Lax.log1p(Lax.unary(base.power, power));
    return base == Base.E ? log : Lax.mul(Lax.constant(power, 1 / Math.log(2)), log);
  }

  /// The number between -half and half that differs by whole turns.
  private static Value wrapped(Value x, double half) {
    HostScalar to = Lax.constant(x, half);
    HostScalar turn = Lax.constant(x, 2 * half);
    Value turns = Lax.unary(UnaryOp.FLOOR, Lax.div(Lax.add(x, to), turn));
    return Lax.sub(x, Lax.mul(turns, turn));
  }

  private static Value finite(Value x) {
    return Lax.select(Lax.eq(x, Lax.constant(x, Double.POSITIVE_INFINITY)), Lax.zerosOf(x), x);
  }
}
