package gradwright.profiler;

import java.util.Random;

/// Random numbers whose seed is printed, so that a failure can be run again with `-Dseed=...`.
public final class Seeds {
  private Seeds() {}

  public static Random random(String test) {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println(test + ": seed " + seed);
    return new Random(seed);
  }
}
