package gradwright.python.bridge;

import gradwright.core.types.DType;
import gradwright.numpy.ndarray.NdArray;
import java.util.List;
import org.graalvm.polyglot.Value;

/// Texts of NumPy's arrays and scalars for Python.
public final class NdTextPort {
  private final Errors errors;

  NdTextPort(Errors errors) {
    this.errors = errors;
  }

  /// The elements of an array between brackets. `custom` is a Python function of an element, or None.
  public String array(
      Object a,
      int threshold,
      int edge,
      int width,
      String separator,
      int prefix,
      int suffix,
      int precision,
      boolean suppress,
      String sign,
      String mode,
      String nan,
      String infinity,
      Value custom) {
    return errors.guard(() ->
        NdText.of(
            (NdArray) a,
            new NdText.Layout(threshold, edge, width, separator, prefix, suffix),
            new NdFloatFormat.Options(precision, suppress, sign, mode, nan, infinity),
            custom.isNull() ? null : custom));
  }

  /// A float scalar as NumPy prints it.
  public String scalar(double v, String type) {
    DType t = DType.byName(type);
    return t == DType.BFLOAT16 ? Decimals.general(v) : Decimals.scalar(t, v);
  }

  /// A complex scalar as NumPy prints it.
  public String complexScalar(double re, double im, String type) {
    return Decimals.complexScalar(DType.byName(type), re, im);
  }

  /// One float by the rules of a column; `mode` is `unique`, `fixed` or `maxprec`.
  public String one(double v, String type, int precision, boolean suppress, String sign, String mode) {
    return errors.guard(() ->
        new NdFloatFormat(
                DType.byName(type),
                List.of(v),
                new NdFloatFormat.Options(precision, suppress, sign, mode, "nan", "inf"))
            .text(v));
  }
}
