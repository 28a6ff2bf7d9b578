package gradwright.core.ir;

import java.util.List;

/// What a transformation made of a program, in a form that people can look at.
public interface Transformed {
  /// The programs made, each with a few words that say what it is.
  List<Result> results();

  /// @param name `jvp`, `vmap`, `linearized`, `tangent`, `transposed`
  record Result(String name, ClosedJaxpr jaxpr) {}
}
