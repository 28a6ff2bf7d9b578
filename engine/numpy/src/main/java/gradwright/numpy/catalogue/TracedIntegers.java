package gradwright.numpy.catalogue;

import gradwright.core.errors.JaxError;
import gradwright.core.value.Tracer;
import gradwright.numpy.Sequences;
import java.util.Set;

/// What is said when a tracer stands where a function needs a whole number now. JAX's functions differ in what they do with such
/// an argument, and the class of the error differs with it.
final class TracedIntegers {
  /// Functions that hash the argument as a static one of their own jit.
  private static final Set<String> HASHED =
      Set.of(
          "angle append argpartition argsort around count_nonzero cov cross cumprod cumsum diagonal diff gradient lexsort"
              .concat(
                  " median nancumprod nancumsum nanmax nanmean nanmedian nanmin nanpercentile nanprod nanquantile"
                      + " nanstd")
              .concat(
                  " nansum nanvar packbits partition percentile polyder polyfit polyint put_along_axis quantile ravel")
              .concat(
                  " rollaxis rot90 round sort swapaxes take_along_axis trace trapezoid tril triu unpackbits unstack")
              .concat(
                  " unwrap vander matrix_power matrix_rank norm glu log_softmax logmeanexp standardize"
                      + " convolution_matrix")
              .concat(" dft hadamard helmert hilbert invhilbert invpascal pascal")
              .split(" "));

  /// Functions that read it as an index.
  private static final Set<String> INDEXED = Set.of("expand_dims", "squeeze", "moveaxis", "roll", "flip");

  private TracedIntegers() {}

  static JaxError refused(String function, String parameter, Tracer t) {
    if (HASHED.contains(function)) {
      return JaxError.value(
          "Non-hashable static arguments are not supported. An error occurred while trying to hash an object of type "
              + Arguments.typeName(t)
              + ", "
              + Sequences.pythonText(t)
              + ". The error was:\nTypeError: unhashable type: '"
              + Arguments.typeName(t).replaceAll("<class '(?:.*\\.)?(.*)'>", "$1")
              + "'\n");
    }
    String shape = "traced array with shape " + t.aval().longName();
    String context =
        INDEXED.contains(function)
            ? "expected a static index or sequence of indices."
            : parameter.equals("axis") && function.equals("softmax")
                ? "The axis argument must be known statically."
                : function.equals("one_hot") ? "The error arose in jax.nn.one_hot argument `" + parameter + "`." : null;
    if (context != null) {
      return new JaxError(
          "ConcretizationTypeError",
          "Abstract tracer value encountered where concrete value is expected: " + shape + "\n" + context,
          t);
    }
    return new JaxError("TracerIntegerConversionError", "The __index__() method was called on " + shape, t);
  }
}
