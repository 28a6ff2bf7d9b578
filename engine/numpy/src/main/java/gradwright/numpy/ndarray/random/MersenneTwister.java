package gradwright.numpy.ndarray.random;

/// MT19937 (Matsumoto and Nishimura, 1998), seeded as NumPy's old interface seeds it.
public final class MersenneTwister extends BitSource {
  private static final int N = 624;
  private static final int M = 397;

  private final int[] key = new int[N];
  private int position = N;

  /// Starts the sequence of a 32-bit number.
  public MersenneTwister(long seed) {
    initialise((int) seed);
  }

  /// Starts the sequence of several 32-bit numbers.
  public MersenneTwister(long[] seeds) {
    initialise(19650218);
    int i = 1;
    int j = 0;
    for (int k = Math.max(N, seeds.length); k > 0; k--) {
      key[i] = (key[i] ^ (key[i - 1] ^ key[i - 1] >>> 30) * 1664525) + (int) seeds[j] + j;
      i++;
      j++;
      if (i >= N) {
        key[0] = key[N - 1];
        i = 1;
      }
      if (j >= seeds.length) {
        j = 0;
      }
    }
    for (int k = N - 1; k > 0; k--) {
      key[i] = (key[i] ^ (key[i - 1] ^ key[i - 1] >>> 30) * 1566083941) - i;
      i++;
      if (i >= N) {
        key[0] = key[N - 1];
        i = 1;
      }
    }
    key[0] = 0x80000000;
    position = N;
  }

  private void initialise(int seed) {
    key[0] = seed;
    for (int i = 1; i < N; i++) {
      key[i] = 1812433253 * (key[i - 1] ^ key[i - 1] >>> 30) + i;
    }
    position = N;
  }

  @Override
  int next32() {
    if (position == N) {
      for (int i = 0; i < N; i++) {
        int y = key[i] & 0x80000000 | key[(i + 1) % N] & 0x7fffffff;
        key[i] = key[(i + M) % N] ^ y >>> 1 ^ ((y & 1) != 0 ? 0x9908b0df : 0);
      }
      position = 0;
    }
    int y = key[position++];
    y ^= y >>> 11;
    y ^= y << 7 & 0x9d2c5680;
    y ^= y << 15 & 0xefc60000;
    return y ^ y >>> 18;
  }

  @Override
  long next64() {
    long high = next32() & 0xffffffffL;
    return high << 32 | next32() & 0xffffffffL;
  }

  @Override
  double nextDouble() {
    int a = next32() >>> 5;
    int b = next32() >>> 6;
    return (a * 67108864.0 + b) / 9007199254740992.0;
  }

  @Override
  public long[] state() {
    long[] s = new long[N + 3];
    for (int i = 0; i < N; i++) {
      s[i] = key[i] & 0xffffffffL;
    }
    s[N] = position;
    s[N + 1] = Double.isNaN(spare) ? 0 : 1;
    s[N + 2] = Double.isNaN(spare) ? 0 : Double.doubleToRawLongBits(spare);
    return s;
  }

  @Override
  public void setState(long[] s) {
    for (int i = 0; i < N; i++) {
      key[i] = (int) s[i];
    }
    position = (int) s[N];
    spare = s[N + 1] == 0 ? Double.NaN : Double.longBitsToDouble(s[N + 2]);
  }
}
