package gradwright.cpu.math;

/// The functions of two real arguments that [Functions] can emit.
public enum BinaryFunction {
  POW,
  ATAN2,
  REM,
  NEXTAFTER
}
