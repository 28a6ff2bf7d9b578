package gradwright.core.transpose;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Elementwise;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.transpose.BackwardPass.Operand.Known;
import gradwright.core.transpose.BackwardPass.Operand.Linear;
import gradwright.core.types.DType;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// Transposes of Elementwise primitives. Cotangents of operands that were stretched implicitly are summed.
final class ElementwiseTranspose {
  private ElementwiseTranspose() {}

  static List<Tangent> transpose(Elementwise p, List<Tangent> cotangents, List<Operand> inputs) {
    if (!(cotangents.getFirst() instanceof Value ct)) {
      return zeros(inputs);
    }
    return switch (p) {
      case Elementwise.Unary u -> Arrays.asList(unary(u, ct, inputs.getFirst()));
      case Elementwise.Binary b -> binary(b, ct, inputs.get(0), inputs.get(1));
      case Elementwise.Convert _ -> Arrays.asList(convert(ct, inputs.getFirst()));
      case Elementwise.ReducePrecision r -> Arrays.asList(Lax.bind1(r, ct));
      case Elementwise.SelectN _ -> select(ct, inputs);
      case Elementwise.IntegerPow _,
          Elementwise.Round _,
          Elementwise.BitcastConvert _,
          Elementwise.Clamp _,
          Elementwise.RegularizedIncompleteBeta _ ->
          throw notLinear(p);
    };
  }

  private static Tangent unary(Elementwise.Unary p, Value ct, Operand x) {
    return switch (p.op()) {
      case NEG -> Lax.neg(ct);
      case COPY -> Lax.bind1(p, ct);
      case REAL -> Lax.complex(ct, Lax.scalar(ct.dtype(), 0.0));
      case IMAG -> Lax.complex(Lax.scalar(ct.dtype(), 0.0), Lax.neg(ct));
      case CONJ -> x.aval().dtype().isComplex() ? Lax.conj(ct) : Lax.real(ct);
      default -> throw notLinear(p);
    };
  }

  private static List<Tangent> binary(Elementwise.Binary p, Value ct, Operand x, Operand y) {
    return switch (p.op()) {
      case ADD, ADD_ANY -> pair(x, y, () -> ct, () -> ct);
      case SUB -> pair(x, y, () -> ct, () -> Lax.neg(ct));
      case COMPLEX -> pair(x, y, () -> Lax.real(ct), () -> Lax.imag(Lax.neg(ct)));
      case MUL -> {
        if (x instanceof Linear && y instanceof Known k) {
          yield pair(x, y, () -> Lax.mul(ct, k.value()), null);
        }
        if (x instanceof Known k && y instanceof Linear) {
          yield pair(x, y, null, () -> Lax.mul(k.value(), ct));
        }
        throw new IllegalStateException("mul of two linear values");
      }
      case DIV -> {
        if (x instanceof Linear && y instanceof Known k) {
          yield pair(x, y, () -> Lax.div(ct, k.value()), null);
        }
        throw new IllegalStateException("nonlinear div can't be transposed");
      }
      default -> throw notLinear(p);
    };
  }

  private static List<Tangent> pair(Operand x, Operand y, Supplier<Value> forX, Supplier<Value> forY) {
    Tangent tx = x instanceof Linear ? Lax.unbroadcast(forX.get(), x.aval().shape()) : null;
    Tangent ty = y instanceof Linear ? Lax.unbroadcast(forY.get(), y.aval().shape()) : null;
    return Arrays.asList(tx, ty);
  }

  private static Tangent convert(Value ct, Operand x) {
    if (!x.aval().dtype().isInexact()) {
      return new Tangent.Zero(x.aval().tangent());
    }
    return Lax.convert(ct, x.aval().dtype(), x.aval().weakType());
  }

  private static List<Tangent> select(Value ct, List<Operand> inputs) {
    Value which = ((Known) inputs.getFirst()).value();
    Value zeros = Lax.zerosOf(ct);
    List<Tangent> r = new ArrayList<>();
    r.add(null);
    for (int i = 1; i < inputs.size(); i++) {
      if (!(inputs.get(i) instanceof Linear)) {
        r.add(null);
      } else if (which.dtype() == DType.BOOL) {
        r.add(i == 1 ? Lax.select(which, zeros, ct) : Lax.select(which, ct, zeros));
      } else {
        r.add(Lax.select(Lax.eq(which, Lax.constant(which, i - 1)), ct, zeros));
      }
    }
    return r;
  }

  /// Symbolic zeros for the linear operands.
  static List<Tangent> zeros(List<Operand> inputs) {
    List<Tangent> r = new ArrayList<>();
    inputs.forEach(o -> r.add(o instanceof Linear l ? new Tangent.Zero(l.aval()) : null));
    return r;
  }

  private static JaxError notLinear(Elementwise p) {
    return JaxError.notImplemented(
        "Transpose rule (for reverse-mode differentiation) for '" + p.primitiveName() + "' not implemented");
  }
}
