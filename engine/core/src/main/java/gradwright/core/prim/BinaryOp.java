package gradwright.core.prim;

/// Elementwise functions of two arguments. Operands have equal dtypes (except the shape rule's scalars, which are of
/// the same dtype too); comparisons give bool.
public enum BinaryOp {
  ADD("add"),
  ADD_ANY("add_any"),
  SUB("sub"),
  MUL("mul"),
  DIV("div"),
  REM("rem"),
  POW("pow"),
  MAX("max"),
  MIN("min"),
  ATAN2("atan2"),
  NEXTAFTER("nextafter"),
  AND("and"),
  OR("or"),
  XOR("xor"),
  SHIFT_LEFT("shift_left"),
  SHIFT_RIGHT_ARITHMETIC("shift_right_arithmetic"),
  SHIFT_RIGHT_LOGICAL("shift_right_logical"),
  EQ("eq"),
  NE("ne"),
  LT("lt"),
  LE("le"),
  GT("gt"),
  GE("ge"),
  EQ_TO("eq_to"),
  LE_TO("le_to"),
  LT_TO("lt_to"),
  COMPLEX("complex"),
  IGAMMA("igamma"),
  IGAMMAC("igammac"),
  IGAMMA_GRAD_A("igamma_grad_a"),
  RANDOM_GAMMA_GRAD("random_gamma_grad"),
  POLYGAMMA("polygamma"),
  ZETA("zeta");

  private final String jaxName;

  BinaryOp(String jaxName) {
    this.jaxName = jaxName;
  }

  public String jaxName() {
    return jaxName;
  }

  /// Whether the result is bool: a comparison (total-order ones included).
  public boolean isComparison() {
    return switch (this) {
      case EQ, NE, LT, LE, GT, GE, EQ_TO, LE_TO, LT_TO -> true;
      default -> false;
    };
  }
}
