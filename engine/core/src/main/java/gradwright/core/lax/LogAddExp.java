package gradwright.core.lax;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Call;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.CustomRules;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.List;

/// `log(exp(a) + exp(b))` without overflow, with a derivative that stays finite where the formula's does not.
public final class LogAddExp {
  private LogAddExp() {}

  private static final CustomRules.Jvp RULE =
      new CustomRules.Jvp() {
        @Override
        public String name() {
          return "_logaddexp_jvp";
        }

        @Override
        public CustomRules.Duals apply(List<Value> primals, List<Tangent> tangents) {
          Value a = primals.get(0);
          Value b = primals.get(1);
          Value out = of(a, b);
          Value t =
              Lax.add(
                  Lax.mul((Value) tangents.get(0), Lax.exp(Lax.sub(finite(a), finite(out)))),
                  Lax.mul((Value) tangents.get(1), Lax.exp(Lax.sub(finite(b), finite(out)))));
          return new CustomRules.Duals(List.of(out), List.of(t));
        }
      };

  /// Of two arrays of one real or complex type and one shape.
  public static Value of(Value a, Value b) {
    return Lax.bind1(new Call.CustomJvpCall("logaddexp", in -> List.of(compute(in.get(0), in.get(1))), RULE, false), a, b);
  }

  private static Value compute(Value a, Value b) {
    Value max = Lax.max(a, b);
    if (a.dtype().isFloat()) {
      Value delta = Lax.sub(a, b);
      return Lax.select(
          Lax.ne(delta, delta),
          Lax.add(a, b), // NaN, or infinities of the same sign
          Lax.add(max, Lax.log1p(Lax.exp(Lax.neg(Lax.abs(delta))))));
    }
    if (!a.dtype().isComplex()) {
      throw JaxError.value("logaddexp requires floating-point or complex inputs; got " + a.dtype());
    }
    Value delta = Lax.sub(Lax.add(a, b), Lax.mul(max, Lax.constant(max, 2)));
    Value out = Lax.add(max, Lax.log1p(Lax.exp(delta)));
    return Lax.complex(Lax.real(out), wrapToPi(Lax.imag(out)));
  }

  /// The angle between -pi and pi.
  private static Value wrapToPi(Value x) {
    HostScalar pi = Lax.constant(x, Math.PI);
    HostScalar turn = Lax.constant(x, 2 * Math.PI);
    Value turns = Lax.unary(UnaryOp.FLOOR, Lax.div(Lax.add(x, pi), turn));
    return Lax.sub(x, Lax.mul(turns, turn));
  }

  private static Value finite(Value x) {
    return Lax.select(Lax.eq(x, Lax.constant(x, Double.POSITIVE_INFINITY)), Lax.zerosOf(x), x);
  }
}
