package gradwright.numpy.catalogue;

/// A public function: one entry of the catalogue. `module` is Python's (`jax.numpy`).
public record Function(String module, Signature signature, String summary, Body body) {
  /// Computes the result from bound arguments: a `Value`, a `DType`, a neutral value, a `Tuple`, a `List` or a `NamedResult` of these.
  @FunctionalInterface
  public interface Body {
    Object call(Arguments arguments);
  }

  public String name() {
    return signature.name();
  }

  /// Binds the arguments as Python would and calls the body.
  public Object call(java.util.List<Object> positional, java.util.Map<String, Object> keywords) {
    return body.call(Arguments.bind(this, positional, keywords));
  }
}
