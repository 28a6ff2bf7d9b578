package gradwright.cpu.ir;

/// Comparisons with IEEE meaning on floats: with a NaN all are false but [#NE].
public enum Comparison {
  EQ("oeq", "eq", "eq"),
  NE("une", "ne", "ne"),
  LT("olt", "slt", "ult"),
  LE("ole", "sle", "ule"),
  GT("ogt", "sgt", "ugt"),
  GE("oge", "sge", "uge");

  private final String ordered;
  private final String signed;
  private final String unsigned;

  Comparison(String ordered, String signed, String unsigned) {
    this.ordered = ordered;
    this.signed = signed;
    this.unsigned = unsigned;
  }

  String predicate(Scalar scalar) {
    return scalar.isFloat() ? ordered : scalar.isSigned() ? signed : unsigned;
  }
}
