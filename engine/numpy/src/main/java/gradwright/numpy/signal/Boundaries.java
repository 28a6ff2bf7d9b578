package gradwright.numpy.signal;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import gradwright.numpy.Joining;
import gradwright.numpy.Term;
import java.util.List;

/// Extensions of signals beyond both ends of their last axis.
final class Boundaries {
  private Boundaries() {}

  /// The signal with n more numbers at each end: zeros, the ends themselves (constant), its mirror image (even), or that turned
  /// over at the ends (odd).
  static Value extended(Value x, String kind, int n) {
    if (n < 1) {
      return x;
    }
    int axis = x.rank() - 1;
    int length = x.shape().size(axis);
    if (kind.equals("zeros")) {
      return Spectra.lengthened(x, n, n);
    }
    Value first = Lax.sliceInDim(x, 0, 1, axis);
    Value last = Lax.sliceInDim(x, length - 1, length, axis);
    if (kind.equals("constant")) {
      return joined(repeated(first, n, axis), x, repeated(last, n, axis), axis);
    }
    if (n > length - 1) {
      throw JaxError.value(
          "The extension length n ("
              + n
              + ") is too big. It must not exceed x.shape[axis]-1, which is "
              + (length - 1)
              + ".");
    }
    Value left = Lax.rev(Lax.sliceInDim(x, 1, n + 1, axis), Ints.of(axis));
    Value right = Lax.rev(Lax.sliceInDim(x, length - n - 1, length - 1, axis), Ints.of(axis));
    if (kind.equals("even")) {
      return joined(left, x, right, axis);
    }
    Value turnedLeft = Term.of(first).times(2).minus(Term.of(left)).value();
    Value turnedRight = Term.of(last).times(2).minus(Term.of(right)).value();
    return joined(turnedLeft, x, turnedRight, axis);
  }

  private static Value repeated(Value end, int n, int axis) {
    return Lax.broadcastTo(end, end.shape().with(axis, n));
  }

  private static Value joined(Value left, Value x, Value right, int axis) {
    return Joining.concatenate(List.of(left, x, right), axis);
  }
}
