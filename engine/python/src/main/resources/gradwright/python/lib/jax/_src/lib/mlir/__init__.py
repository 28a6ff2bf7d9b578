"""The place of MLIR, as far as lowering rules of primitives need it."""
