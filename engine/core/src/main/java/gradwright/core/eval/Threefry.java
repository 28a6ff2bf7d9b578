package gradwright.core.eval;

/// The threefry2x32 counter-based random function (J. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3"), 20
/// rounds. Keys and results are pairs of uint32 packed in a long: the first in the low half.
final class Threefry {
  private static final int PARITY = 0x1BD11BDA;

  private Threefry() {}

  static long pack(int first, int second) {
    return (first & 0xffffffffL) | (long) second << 32;
  }

  static int first(long pair) {
    return (int) pair;
  }

  static int second(long pair) {
    return (int) (pair >>> 32);
  }

  /// The hash of a counter (x0, x1) under a key.
  static long hash(long key, int x0, int x1) {
    int k0 = first(key);
    int k1 = second(key);
    int k2 = k0 ^ k1 ^ PARITY;
    int a = x0 + k0;
    int b = x1 + k1;
    a += b;
    b = Integer.rotateLeft(b, 13) ^ a;
    a += b;
    b = Integer.rotateLeft(b, 15) ^ a;
    a += b;
    b = Integer.rotateLeft(b, 26) ^ a;
    a += b;
    b = Integer.rotateLeft(b, 6) ^ a;
    a += k1;
    b += k2 + 1;
    a += b;
    b = Integer.rotateLeft(b, 17) ^ a;
    a += b;
    b = Integer.rotateLeft(b, 29) ^ a;
    a += b;
    b = Integer.rotateLeft(b, 16) ^ a;
    a += b;
    b = Integer.rotateLeft(b, 24) ^ a;
    a += k2;
    b += k0 + 2;
    a += b;
    b = Integer.rotateLeft(b, 13) ^ a;
    a += b;
    b = Integer.rotateLeft(b, 15) ^ a;
    a += b;
    b = Integer.rotateLeft(b, 26) ^ a;
    a += b;
    b = Integer.rotateLeft(b, 6) ^ a;
    a += k0;
    b += k1 + 3;
    a += b;
    b = Integer.rotateLeft(b, 17) ^ a;
    a += b;
    b = Integer.rotateLeft(b, 29) ^ a;
    a += b;
    b = Integer.rotateLeft(b, 16) ^ a;
    a += b;
    b = Integer.rotateLeft(b, 24) ^ a;
    a += k1;
    b += k2 + 4;
    a += b;
    b = Integer.rotateLeft(b, 13) ^ a;
    a += b;
    b = Integer.rotateLeft(b, 15) ^ a;
    a += b;
    b = Integer.rotateLeft(b, 26) ^ a;
    a += b;
    b = Integer.rotateLeft(b, 6) ^ a;
    a += k2;
    b += k0 + 5;
    return pack(a, b);
  }

  /// The hash of a 64-bit counter.
  static long hash(long key, long counter) {
    return hash(key, (int) (counter >>> 32), (int) counter);
  }

  /// The i-th key split from a key.
  static long split(long key, long i) {
    return hash(key, i);
  }

  /// The i-th of n keys split from a key, in the partitionable scheme or the older one.
  static long split(long key, int i, int n, boolean partitionable) {
    if (partitionable) {
      return split(key, i);
    }
    int[] s = stream(key, 2 * n);
    return pack(s[2 * i], s[2 * i + 1]);
  }

  /// `n` uint32 of the older, non-partitionable stream: the counters 0..n-1 in two halves that are hashed together.
  static int[] stream(long key, int n) {
    int half = (n + 1) / 2;
    int[] r = new int[2 * half];
    for (int i = 0; i < half; i++) {
      int second = half + i;
      long h = hash(key, i, second < n ? second : 0);
      r[i] = first(h);
      r[second] = second(h);
    }
    return r;
  }
}
