package gradwright.core.eval;

import gradwright.core.types.DType;

/// Keys of `rbg` and `unsafe_rbg` by number.
final class PhiloxRegisters implements KeyRegisters {
  private final boolean threefry;
  private final int[] keys;
  private final int[] registers;
  private final boolean partitionable;

  PhiloxRegisters(DType type, int[] keys, int registers, boolean partitionable) {
    this.threefry = type == DType.KEY_RBG;
    this.keys = keys;
    this.registers = new int[4 * registers];
    this.partitionable = partitionable;
  }

  @Override
  public void load(int k, int i, int n, int register) {
    if (threefry) {
      split(keys, 4 * k, i, n, 4 * register);
    } else {
      split(keys, 0, k * n + i, n, 4 * register); // an array of keys derives from its first
    }
  }

  @Override
  public void split(int from, int i, int n, int to) {
    split(registers, 4 * from, i, n, 4 * to);
  }

  private void split(int[] from, int at, int i, int n, int to) {
    int[] key = new int[4];
    if (threefry) {
      PhiloxKeys.split(from, at, i, n, partitionable, key, 0);
    } else {
      Philox.block(from, at, 10L * i, key);
    }
    System.arraycopy(key, 0, registers, to, 4);
  }

  @Override
  public long bits(int register, int width) {
    long low = Philox.word(registers, 4 * register, 0) & 0xffffffffL;
    return width == 64 ? low | (long) Philox.word(registers, 4 * register, 1) << 32 : low;
  }
}
