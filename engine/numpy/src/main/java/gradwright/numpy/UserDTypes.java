package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.types.DType;
import gradwright.numpy.catalogue.Arguments;

/// Dtypes that users ask for.
public final class UserDTypes {
  private UserDTypes() {}

  /// A dtype argument in the form that the session allows, or null for None: 64-bit types are cut to 32 bits with JAX's warning
  /// while x64 is off. Python's `float` and `int` may be given by name and take the default width silently.
  public static DType of(Arguments a, String parameter, String function) {
    return of(a.get(parameter), function);
  }

  public static DType of(Object v, String function) {
    return switch (v) {
      case null -> null;
      case DType t -> checked(t, function);
      case String s when s.equals("float") -> Promote.defaultFloat();
      case String s when s.equals("int") -> Promote.defaultInt();
      case String s when s.equals("complex") -> Promote.defaultFloat().complexType();
      case String s when DType.byName(s) != null -> checked(DType.byName(s), function);
      case String s -> throw JaxError.type("data type '" + s + "' not understood");
      default ->
          throw JaxError.type(
              "JAX only supports number, bool, and string dtypes, got dtype "
                  + Arguments.typeName(v)
                  + " in "
                  + function);
    };
  }

  private static DType checked(DType t, String function) {
    DType c = t.canonical(Promote.x64());
    if (c != t) {
      Warnings.warn(
          "UserWarning",
          "Explicitly requested dtype "
              + t.jaxName()
              + (function == null ? "" : " requested in " + function)
              + " is not available, and will be truncated to dtype "
              + c.jaxName()
              + ". To enable more dtypes, set the jax_enable_x64 configuration option or the JAX_ENABLE_X64 shell"
              + " environment variable. See https://github.com/jax-ml/jax#current-gotchas for more.");
    }
    return c;
  }
}
