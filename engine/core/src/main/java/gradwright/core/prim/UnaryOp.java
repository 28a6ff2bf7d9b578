package gradwright.core.prim;

/// Elementwise functions of one argument.
public enum UnaryOp {
  NEG("neg"),
  SIGN("sign"),
  FLOOR("floor"),
  CEIL("ceil"),
  IS_FINITE("is_finite"),
  EXP("exp"),
  EXP2("exp2"),
  EXPM1("expm1"),
  LOG("log"),
  LOG1P("log1p"),
  SIN("sin"),
  COS("cos"),
  TAN("tan"),
  ASIN("asin"),
  ACOS("acos"),
  ATAN("atan"),
  SINH("sinh"),
  COSH("cosh"),
  TANH("tanh"),
  ASINH("asinh"),
  ACOSH("acosh"),
  ATANH("atanh"),
  LOGISTIC("logistic"),
  SQRT("sqrt"),
  RSQRT("rsqrt"),
  CBRT("cbrt"),
  SQUARE("square"),
  ABS("abs"),
  LGAMMA("lgamma"),
  DIGAMMA("digamma"),
  ERF("erf"),
  ERFC("erfc"),
  ERF_INV("erf_inv"),
  BESSEL_I0E("bessel_i0e"),
  BESSEL_I1E("bessel_i1e"),
  REAL("real"),
  IMAG("imag"),
  CONJ("conj"),
  NOT("not"),
  POPULATION_COUNT("population_count"),
  CLZ("clz"),
  COPY("copy"),
  STOP_GRADIENT("stop_gradient");

  private final String jaxName;

  UnaryOp(String jaxName) {
    this.jaxName = jaxName;
  }

  public String jaxName() {
    return jaxName;
  }
}
