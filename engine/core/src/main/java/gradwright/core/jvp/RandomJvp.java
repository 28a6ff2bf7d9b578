package gradwright.core.jvp;

import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.RandomBits;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.List;

/// Forward-mode rules of RandomBits primitives: bits carry no derivative, gamma draws depend on their shape parameter.
final class RandomJvp {
  private RandomJvp() {}

  static Duals jvp(RandomBits p, List<Value> primals, List<Tangent> tangents) {
    return switch (p) {
      case RandomBits.Gamma g -> {
        Value out = Lax.bind1(g, primals.get(0), primals.get(1));
        yield Linear.of(out, tangents.get(1), t -> Lax.mul(t, gammaSlope(out, primals.get(1), g.logSpace())));
      }
      case RandomBits.Seed _,
          RandomBits.Split _,
          RandomBits.FoldIn _,
          RandomBits.Bits _,
          RandomBits.Wrap _,
          RandomBits.Unwrap _,
          RandomBits.Threefry2x32 _ ->
          Linear.constant(p, primals);
    };
  }

  private static Value gammaSlope(Value sample, Value alpha, boolean logSpace) {
    if (!logSpace) {
      return Lax.binary(BinaryOp.RANDOM_GAMMA_GRAD, alpha, sample);
    }
    // d log(x) = dx / x, where exp(log x) may have rounded to 0
    Value x = Lax.exp(sample);
    x = Lax.select(Lax.eq(x, Lax.constant(x, 0)), Lax.filled(x, smallestNormal(x)), x);
    return Lax.div(Lax.binary(BinaryOp.RANDOM_GAMMA_GRAD, alpha, x), x);
  }

  private static double smallestNormal(Value x) {
    return switch (x.dtype().code()) {
      case FLOAT16 -> 0x1p-14;
      case FLOAT64 -> Double.MIN_NORMAL;
      default -> Float.MIN_NORMAL;
    };
  }
}
