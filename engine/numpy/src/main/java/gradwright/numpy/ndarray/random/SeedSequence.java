package gradwright.numpy.ndarray.random;

import java.util.Arrays;

/// NumPy's mixing of entropy into seeds (after O'Neill's `seed_seq_fe`).
public final class SeedSequence {
  private static final int POOL = 4;

  private final int[] pool = new int[POOL];
  private int hash = 0x43b0d7e5;

  /// Mixes 32-bit words; those of a spawned sequence's key follow.
  public SeedSequence(long[] entropy, long[] spawnKey) {
    int[] words = words(entropy, spawnKey);
    for (int i = 0; i < POOL; i++) {
      pool[i] = hashed(i < words.length ? words[i] : 0);
    }
    for (int from = 0; from < POOL; from++) {
      for (int to = 0; to < POOL; to++) {
        if (from != to) {
          pool[to] = mixed(pool[to], hashed(pool[from]));
        }
      }
    }
    for (int from = POOL; from < words.length; from++) {
      for (int to = 0; to < POOL; to++) {
        pool[to] = mixed(pool[to], hashed(words[from]));
      }
    }
  }

  private static int[] words(long[] entropy, long[] spawnKey) {
    int n = spawnKey.length > 0 ? Math.max(entropy.length, POOL) : entropy.length;
    int[] out = new int[n + spawnKey.length];
    for (int i = 0; i < entropy.length; i++) {
      out[i] = (int) entropy[i];
    }
    for (int i = 0; i < spawnKey.length; i++) {
      out[n + i] = (int) spawnKey[i];
    }
    return out;
  }

  private int hashed(int v) {
    v ^= hash;
    hash *= 0x931e8875;
    v *= hash;
    return v ^ v >>> 16;
  }

  private static int mixed(int x, int y) {
    int r = 0xca01f9dd * x - 0x4973f715 * y;
    return r ^ r >>> 16;
  }

  /// The next `n` 32-bit words of seed.
  public long[] generate(int n) {
    long[] out = new long[n];
    int constant = 0x8b51f9dd;
    for (int i = 0; i < n; i++) {
      int v = pool[i % POOL] ^ constant;
      constant *= 0x58f38ded;
      v *= constant;
      out[i] = (v ^ v >>> 16) & 0xffffffffL;
    }
    return out;
  }

  /// The next `n` 64-bit words of seed.
  public long[] generateLongs(int n) {
    long[] w = generate(2 * n);
    long[] out = new long[n];
    Arrays.setAll(out, i -> w[2 * i] | w[2 * i + 1] << 32);
    return out;
  }
}
