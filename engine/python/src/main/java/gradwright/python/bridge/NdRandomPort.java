package gradwright.python.bridge;

import gradwright.numpy.ndarray.Creation;
import gradwright.numpy.ndarray.ElementType;
import gradwright.numpy.ndarray.NdArray;
import gradwright.numpy.ndarray.random.BitSource;
import gradwright.numpy.ndarray.random.MersenneTwister;
import gradwright.numpy.ndarray.random.Pcg64;
import gradwright.numpy.ndarray.random.RandomArrays;
import gradwright.numpy.ndarray.random.SeedSequence;
import org.graalvm.polyglot.Value;

/// NumPy's random generators for Python.
public final class NdRandomPort {
  private final Errors errors;

  NdRandomPort(Errors errors) {
    this.errors = errors;
  }

  private static long[] longs(Value v) {
    long[] out = new long[(int) v.getArraySize()];
    for (int i = 0; i < out.length; i++) {
      Value x = v.getArrayElement(i);
      out[i] = x.fitsInLong() ? x.asLong() : x.asBigInteger().longValue();
    }
    return out;
  }

  public MersenneTwister twister(long seed) {
    return new MersenneTwister(seed);
  }

  public MersenneTwister twisterOf(Value seeds) {
    return errors.guard(() -> new MersenneTwister(longs(seeds)));
  }

  public Pcg64 pcg64(Value seed) {
    return errors.guard(() -> new Pcg64(longs(seed)));
  }

  /// Words of seed from entropy: 32-bit ones, or 64-bit ones.
  public long[] seeds(Value entropy, Value spawnKey, int n, boolean wide) {
    return errors.guard(() -> {
      SeedSequence s = new SeedSequence(longs(entropy), longs(spawnKey));
      return wide ? s.generateLongs(n) : s.generate(n);
    });
  }

  public long[] state(Object source) {
    return ((BitSource) source).state();
  }

  public void setState(Object source, Value state) {
    errors.guard(() -> {
      ((BitSource) source).setState(longs(state));
      return null;
    });
  }

  /// Distributions of a stream, drawn by the old interface's ways or the new one's.
  public RandomArrays arrays(Object source, boolean old) {
    return new RandomArrays((BitSource) source, old);
  }

  /// `n` numbers of a distribution; parameters are arrays of one number or of `n`.
  public NdArray fill(Object arrays, String name, int n, Value parameters) {
    return errors.guard(() -> {
      double[][] p = Neutral.list(parameters).stream().map(a -> Creation.doubles((NdArray) a)).toArray(double[][]::new);
      return ((RandomArrays) arrays).fill(name, n, p);
    });
  }

  public NdArray floats(Object arrays, String name, int n) {
    return errors.guard(() -> ((RandomArrays) arrays).fillFloats(name, n));
  }

  /// Whole numbers from `low` by up to `range`, which are integer arrays of one number or of `n`.
  public NdArray integers(Object arrays, String type, Object low, Object range, int n) {
    return errors.guard(() ->
        ((RandomArrays) arrays)
            .integers(ElementType.named(type), Creation.longs((NdArray) low), Creation.longs((NdArray) range), n));
  }

  public long[] swaps(Object arrays, int n) {
    return errors.guard(() -> ((RandomArrays) arrays).swaps(n));
  }

  public NdArray permutation(Object arrays, int n) {
    return errors.guard(() -> ((RandomArrays) arrays).permutation(n));
  }

  public NdArray mixedEnd(Object arrays, int n, int first) {
    return errors.guard(() -> ((RandomArrays) arrays).mixedEnd(n, first));
  }

  public NdArray sample(Object arrays, long population, int size, boolean shuffle) {
    return errors.guard(() -> ((RandomArrays) arrays).sample(population, size, shuffle));
  }

  public NdArray raw(Object arrays, int n) {
    return errors.guard(() -> ((RandomArrays) arrays).raw(n));
  }

  public byte[] bytes(Object arrays, int n) {
    return errors.guard(() -> ((RandomArrays) arrays).bytes(n));
  }

  public NdArray multinomial(Object arrays, long trials, Object p, int n) {
    return errors.guard(() -> ((RandomArrays) arrays).multinomial(trials, Creation.doubles((NdArray) p), n));
  }

  public NdArray dirichlet(Object arrays, Object alpha, int n) {
    return errors.guard(() -> ((RandomArrays) arrays).dirichlet(Creation.doubles((NdArray) alpha), n));
  }
}
