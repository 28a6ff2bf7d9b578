package gradwright.core.tree;

/// One step of a key path into a pytree, printed as JAX prints it.
public sealed interface Key {
  /// Position in a list or tuple: `[0]`.
  record Position(int index) implements Key {
    @Override
    public String toString() {
      return "[" + index + "]";
    }
  }

  /// Key of a dictionary: `['w']`.
  record Entry(Object key) implements Key {
    @Override
    public String toString() {
      return key instanceof String s ? "['" + s + "']" : "[" + key + "]";
    }
  }

  /// Component of a record: `.w`.
  record Component(String name) implements Key {
    @Override
    public String toString() {
      return "." + name;
    }
  }
}
