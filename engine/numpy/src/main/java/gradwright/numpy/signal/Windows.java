package gradwright.numpy.signal;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.Ranges;
import gradwright.numpy.Term;
import gradwright.numpy.Warnings;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Tuple;

/// The windows of spectral analysis: Hann's by name, or given.
record Windows(Value values, int length) {
  /// The window argument for segments of a signal of `input` numbers; `asked` null for the default length.
  static Windows segment(Arguments a, Integer asked, int input, DType t) {
    Object window = a.get("window");
    if (window instanceof String || window instanceof Tuple) {
      int n = asked == null ? input : asked;
      if (n > input) {
        Warnings.warn(
            "UserWarning", "nperseg=" + n + " is greater than input_length=" + input + ", using nperseg=" + input);
        n = input;
      }
      return new Windows(Lax.convert(named(window, n), t), n);
    }
    Value w = Lax.convert(Promote.materialize(a.value("window")), t);
    if (w.rank() != 1) {
      throw JaxError.value("window must be 1-D");
    }
    int n = w.shape().size(0);
    if (input < n) {
      throw JaxError.value("window is longer than input signal");
    }
    if (asked != null && asked != n) {
      throw JaxError.value("value specified for nperseg is different from length of window");
    }
    return new Windows(w, n);
  }

  /// The window of a name.
  static Value named(Object window, int n) {
    if (!"hann".equals(window)) {
      throw new JaxError("ImportError", "scipy must be available to use window=" + Arguments.repr(window));
    }
    if (n == 1) {
      return Lax.full(Shape.of(1), Lax.scalar(Promote.defaultFloat(), 1.0));
    }
    Value angles = Ranges.linspace(Promote.integer(0), Promote.number(Math.PI), n, false, null, 0).getFirst();
    return Term.of(angles).sin().square().value();
  }
}
