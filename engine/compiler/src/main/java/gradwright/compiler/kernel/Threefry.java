package gradwright.compiler.kernel;

import gradwright.core.prim.BinaryOp;
import gradwright.core.types.DType;

/// The Threefry 2x32 block function with 20 rounds (Salmon and others, 2011), on expressions of uint32.
final class Threefry {
  private static final int[][] ROTATIONS = {{13, 15, 26, 6}, {17, 29, 16, 24}};
  private static final long PARITY = 0x1BD11BDAL;

  private final ExprPool pool;

  Threefry(ExprPool pool) {
    this.pool = pool;
  }

  Expr[] block(Expr key0, Expr key1, Expr x0, Expr x1) {
    Expr[] keys = {key0, key1, xor(xor(key0, key1), u32(PARITY))};
    x0 = pool.add(x0, keys[0]);
    x1 = pool.add(x1, keys[1]);
    for (int i = 0; i < 5; i++) {
      for (int r : ROTATIONS[i % 2]) {
        x0 = pool.add(x0, x1);
        x1 = xor(x0, rotateLeft(x1, r));
      }
      x0 = pool.add(x0, keys[(i + 1) % 3]);
      x1 = pool.add(pool.add(x1, keys[(i + 2) % 3]), u32(i + 1));
    }
    return new Expr[] {x0, x1};
  }

  Expr xor(Expr x, Expr y) {
    return pool.binary(BinaryOp.XOR, x, y);
  }

  private Expr rotateLeft(Expr x, int n) {
    return pool.binary(
        BinaryOp.OR,
        pool.binary(BinaryOp.SHIFT_LEFT, x, u32(n)),
        pool.binary(BinaryOp.SHIFT_RIGHT_LOGICAL, x, u32(32 - n)));
  }

  private Expr u32(long x) {
    return pool.literal(DType.UINT32, x);
  }
}
