package gradwright.core.eval;

/// The Philox 4x32 counter-based random function with ten rounds (J. Salmon et al., "Parallel random numbers: as easy as
/// 1, 2, 3"), on states of four words: the first two are the cipher's key and the upper half of the counter, the last two
/// the number of the first block.
final class Philox {
  private static final long FIRST = 0xD2511F53L;
  private static final long SECOND = 0xCD9E8D57L;

  private Philox() {}

  /// Word `i` of the stream of the state at `at` in `states`.
  static int word(int[] states, int at, long i) {
    int[] block = new int[4];
    block(states, at, i >>> 2, block);
    return block[(int) i & 3];
  }

  /// Four words of the stream: those of block `number`.
  static void block(int[] states, int at, long number, int[] to) {
    int k0 = states[at];
    int k1 = states[at + 1];
    long counter = (states[at + 2] & 0xffffffffL | (long) states[at + 3] << 32) + number;
    int a = (int) counter;
    int b = (int) (counter >>> 32);
    int c = k0;
    int d = k1;
    for (int round = 0; round < 10; round++) {
      long p = (a & 0xffffffffL) * FIRST;
      long q = (c & 0xffffffffL) * SECOND;
      a = (int) (q >>> 32) ^ b ^ k0;
      b = (int) q;
      c = (int) (p >>> 32) ^ d ^ k1;
      d = (int) p;
      k0 += 0x9E3779B9;
      k1 += 0xBB67AE85;
    }
    to[0] = a;
    to[1] = b;
    to[2] = c;
    to[3] = d;
  }
}
