package gradwright.cpu.math;

/// The functions of one real argument that [Functions] can emit.
public enum UnaryFunction {
  EXP,
  EXP2,
  EXPM1,
  LOG,
  LOG1P,
  SIN,
  COS,
  TAN,
  ASIN,
  ACOS,
  ATAN,
  SINH,
  COSH,
  TANH,
  ASINH,
  ACOSH,
  ATANH,
  LOGISTIC,
  SQRT,
  RSQRT,
  CBRT,
  ERF,
  ERFC,
  ERF_INV,
  LGAMMA,
  DIGAMMA,
  BESSEL_I0E,
  BESSEL_I1E
}
