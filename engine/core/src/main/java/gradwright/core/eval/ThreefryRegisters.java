package gradwright.core.eval;

/// Threefry keys by number.
final class ThreefryRegisters implements KeyRegisters {
  private final long[] keys;
  private final long[] registers;
  private final boolean partitionable;

  ThreefryRegisters(long[] keys, int registers, boolean partitionable) {
    this.keys = keys;
    this.registers = new long[registers];
    this.partitionable = partitionable;
  }

  @Override
  public void load(int k, int i, int n, int register) {
    registers[register] = Threefry.split(keys[k], i, n, partitionable);
  }

  @Override
  public void split(int from, int i, int n, int to) {
    registers[to] = Threefry.split(registers[from], i, n, partitionable);
  }

  @Override
  public long bits(int register, int width) {
    long key = registers[register];
    if (partitionable) {
      long h = Threefry.hash(key, 0);
      return width == 64 ? Long.rotateLeft(h, 32) : Threefry.first(h) ^ Threefry.second(h);
    }
    int[] s = Threefry.stream(key, width == 64 ? 2 : 1);
    return width == 64 ? (long) s[0] << 32 | (s[1] & 0xffffffffL) : s[0];
  }
}
