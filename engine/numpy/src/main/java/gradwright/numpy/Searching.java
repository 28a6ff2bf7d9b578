package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Tuple;

/// Finding elements.
public final class Searching {
  private Searching() {}

  static Tuple nonzero(Arguments a, String parameter) {
    Value x = a.value(parameter);
    throw JaxError.notImplemented("jnp.nonzero is not available yet for " + x.aval().longName());
  }
}
