package gradwright.core.eval;

/// The inverse error function in float arithmetic with fused multiply-adds, after M. Giles, "Approximating the erfinv
/// function": the same operations in the same order as XLA's, because normal random numbers are made with it.
final class ErfInv {
  private static final float[] DENOMINATOR = {
    1f, 1.5062909083469192043167E1f, 8.3047565967967209469434E1f, 2.2176239823732856465394E2f,
    3.0909872225312059774938E2f, 2.1642788614495947685003E2f, 6.0118660497603843919306E1f
  };
  private static final float[] NUMERATOR = {
    4.5270000862445199635215E-5f, 4.9854102823193375972212E-1f, 6.5787325942061044846969E0f,
    2.9911919328553073277375E1f, 6.0949667980987787057556E1f, 5.7112963590585538103336E1f,
    2.0039553499201281259648E1f
  };
  private static final float[] CENTRE = {
    2.81022636e-08f, 3.43273939e-07f, -3.5233877e-06f, -4.39150654e-06f, 0.00021858087f, -0.00125372503f,
    -0.00417768164f, 0.246640727f, 1.50140941f
  };
  private static final float[] TAIL = {
    -0.000200214257f, 0.000100950558f, 0.00134934322f, -0.00367342844f, 0.00573950773f, -0.0076224613f,
    0.00943887047f, 1.00167406f, 2.83297682f
  };
  private static final float SMALL = (float) (Math.sqrt(2) - 1);

  private ErfInv() {}

  static void apply(float[] x, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = of(x[i]);
    }
  }

  static float of(float x) {
    if (Math.abs(x) == 1) {
      return x * Float.POSITIVE_INFINITY;
    }
    float w = -log1p(-x * x);
    boolean centre = w < 5;
    float t = centre ? w - 2.5f : (float) Math.sqrt(w) - 3;
    return horner(t, centre ? CENTRE : TAIL) * x;
  }

  private static float horner(float x, float[] c) {
    float p = c[0];
    for (int i = 1; i < c.length; i++) {
      p = Math.fma(p, x, c[i]);
    }
    return p;
  }

  private static float log1p(float x) {
    if (Math.abs(x) < SMALL) {
      float x2 = x * x;
      float x3 = x2 * x;
      float ratio = horner(x, NUMERATOR) / horner(x, DENOMINATOR);
      return x + (x3 * ratio - 0.5f * x2);
    }
    return (float) Math.log((double) (x + 1));
  }
}
