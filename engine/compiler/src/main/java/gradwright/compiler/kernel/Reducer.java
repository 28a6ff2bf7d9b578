package gradwright.compiler.kernel;

import gradwright.core.prim.Reduction;

/// How a reduction combines. Maxima and minima let NaN win; the arguments' ones give the first of equals.
public enum Reducer {
  SUM,
  PROD,
  MAX,
  MIN,
  AND,
  OR,
  XOR,
  ARGMAX,
  ARGMIN;

  /// Whether the result is a position.
  public boolean isArgument() {
    return this == ARGMAX || this == ARGMIN;
  }

  /// The reducer of a primitive's operation, or null when it has none.
  public static Reducer of(Reduction.Op op) {
    return switch (op) {
      case SUM -> SUM;
      case PROD -> PROD;
      case MAX -> MAX;
      case MIN -> MIN;
      case AND -> AND;
      case OR -> OR;
      case XOR -> XOR;
      case LOGSUMEXP -> null;
    };
  }
}
