package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import java.util.List;

/// A product and a sum rounded once, as compiled code computes `a * b + c` where the product has no other use.
public final class MultiplyAdd {
  private MultiplyAdd() {}

  /// `±(a * b) ± c` for float32 or float64 operands that broadcast to `out`.
  public static Array evaluate(
      Array a, Array b, Array c, boolean negateProduct, boolean negateAddend, Aval out, Device device) {
    float p = negateProduct ? -1 : 1;
    float q = negateAddend ? -1 : 1;
    Blocks.Kernel kernel =
        (in, o, n) -> {
          if (o instanceof float[] r) {
            float[] x = (float[]) in[0];
            float[] y = (float[]) in[1];
            float[] z = (float[]) in[2];
            for (int i = 0; i < n; i++) {
              r[i] = Math.fma(p * x[i], y[i], q * z[i]);
            }
          } else {
            double[] r = (double[]) o;
            double[] x = (double[]) in[0];
            double[] y = (double[]) in[1];
            double[] z = (double[]) in[2];
            for (int i = 0; i < n; i++) {
              r[i] = Math.fma(p * x[i], y[i], q * z[i]);
            }
          }
        };
    return Blocks.map(out, device, List.of(a, b, c), kernel);
  }
}
