package gradwright.cpu.library;

import gradwright.core.prim.Contraction;
import gradwright.core.prim.Contraction.FftType;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FourierCallsTest {
  private static void check(Random random, FftType type, int axes, boolean wide, int... sizes) {
    int last = sizes.length - 1;
    Shape whole = Shape.of(sizes);
    Shape half = whole.with(last, sizes[last] / 2 + 1);
    DType real = wide ? DType.FLOAT64 : DType.FLOAT32;
    Aval in =
        switch (type) {
          case FFT, IFFT -> Aval.of(real.complexType(), whole);
          case RFFT -> Aval.of(real, whole);
          case IRFFT -> Aval.of(real.complexType(), half);
        };
    Ints lengths = Ints.EMPTY;
    for (int i = sizes.length - axes; i < sizes.length; i++) {
      lengths = lengths.plus(sizes[i]);
    }
    LibraryCheck.check(
        new Contraction.Fft(type, lengths), List.of(LibraryCheck.random(in, random)), wide ? 1e-13 : 1e-6);
  }

  @Test
  void lengthsOfAllKinds() {
    Random random = new Random(3);
    for (FftType type : FftType.values()) {
      for (int n = 1; n <= 64; n++) {
        check(random, type, 1, true, 2, n);
      }
      for (int n : new int[] {100, 121, 127, 128, 243, 257, 1000, 1009, 1024, 2 * 3 * 5 * 7 * 11, 4099, 16384, 30000}) {
        check(random, type, 1, true, n);
        check(random, type, 1, false, n);
      }
    }
  }

  @Test
  void vectorsOfLines() {
    Random random = new Random(4);
    for (FftType type : FftType.values()) {
      for (boolean wide : new boolean[] {false, true}) {
        check(random, type, 1, wide, 1 << 16);
        check(random, type, 1, wide, 2, 48 * 480);
        check(random, type, 1, wide, 43, 1000);
        check(random, type, 1, wide, 150, 135);
        check(random, type, 1, wide, 33, 1024);
        check(random, type, 2, wide, 96, 240);
        check(random, type, 3, wide, 32, 2, 320);
        check(random, type, 3, wide, 2, 120, 80);
      }
    }
  }

  @Test
  void severalAxes() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      int rank = random.nextInt(1, 5);
      int[] sizes = random.ints(rank, 1, rank > 3 ? 6 : 14).toArray();
      FftType type = FftType.values()[random.nextInt(4)];
      check(random, type, random.nextInt(1, Math.min(3, rank) + 1), random.nextBoolean(), sizes);
    }
  }
}
