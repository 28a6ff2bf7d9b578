package gradwright.numpy.ndarray.random;

/// PCG XSL RR 128/64 (O'Neill, 2014), as NumPy's default generator.
public final class Pcg64 extends BitSource {
  private static final long MULTIPLIER_HIGH = 0x2360ED051FC65DA4L;
  private static final long MULTIPLIER_LOW = 0x4385DF649FCCF645L;

  private long high;
  private long low;
  private long stepHigh;
  private long stepLow;
  private boolean half;
  private int kept;

  /// Starts from four 64-bit numbers: the state and the stream, high halves first.
  public Pcg64(long[] seed) {
    stepHigh = seed[2] << 1 | seed[3] >>> 63;
    stepLow = seed[3] << 1 | 1;
    step();
    add(seed[0], seed[1]);
    step();
  }

  private void add(long h, long l) {
    long sum = low + l;
    high += h + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
    low = sum;
  }

  private void step() {
    long h = Math.unsignedMultiplyHigh(low, MULTIPLIER_LOW) + high * MULTIPLIER_LOW + low * MULTIPLIER_HIGH;
    low *= MULTIPLIER_LOW;
    high = h;
    add(stepHigh, stepLow);
  }

  @Override
  long next64() {
    step();
    return Long.rotateRight(high ^ low, (int) (high >>> 58));
  }

  @Override
  int next32() {
    if (half) {
      half = false;
      return kept;
    }
    long next = next64();
    half = true;
    kept = (int) (next >>> 32);
    return (int) next;
  }

  @Override
  double nextDouble() {
    return (next64() >>> 11) * (1.0 / 9007199254740992.0);
  }

  @Override
  public long[] state() {
    return new long[] {high, low, stepHigh, stepLow, half ? 1 : 0, kept & 0xffffffffL};
  }

  @Override
  public void setState(long[] s) {
    high = s[0];
    low = s[1];
    stepHigh = s[2];
    stepLow = s[3];
    half = s[4] != 0;
    kept = (int) s[5];
  }
}
