package gradwright.numpy.ndarray.random;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Normal and exponential numbers by the ziggurat method (Marsaglia and Tsang, 2000), with NumPy's layers.
final class Ziggurat {
  private static final double R = 3.6541528853610087963519472518;
  private static final double INVERSE_R = 0.27366123732975827203338247596;
  private static final double EXP_R = 7.6971174701310497140446280481;
  private static final float R_F = 3.6541528853610087963519472518f;
  private static final float INVERSE_R_F = 0.27366123732975827203338247596f;
  private static final float EXP_R_F = 7.6971174701310497140446280481f;

  private static final Map<String, long[]> TABLES = read();
  private static final long[] KI = TABLES.get("ki");
  private static final double[] WI = doubles("wi");
  private static final double[] FI = doubles("fi");
  private static final long[] KE = TABLES.get("ke");
  private static final double[] WE = doubles("we");
  private static final double[] FE = doubles("fe");
  private static final long[] KIF = TABLES.get("kif");
  private static final float[] WIF = floats("wif");
  private static final float[] FIF = floats("fif");
  private static final long[] KEF = TABLES.get("kef");
  private static final float[] WEF = floats("wef");
  private static final float[] FEF = floats("fef");

  private Ziggurat() {}

  private static Map<String, long[]> read() {
    Map<String, long[]> tables = new HashMap<>();
    try (InputStream in = Ziggurat.class.getResourceAsStream("ziggurat.txt");
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ");
        long[] values = new long[256];
        for (int i = 0; i < 256; i++) {
          values[i] = Long.parseUnsignedLong(parts[i + 1], 16);
        }
        tables.put(parts[0], values);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tables;
  }

  private static double[] doubles(String name) {
    double[] out = new double[256];
    for (int i = 0; i < 256; i++) {
      out[i] = Double.longBitsToDouble(TABLES.get(name)[i]);
    }
    return out;
  }

  private static float[] floats(String name) {
    float[] out = new float[256];
    for (int i = 0; i < 256; i++) {
      out[i] = Float.intBitsToFloat((int) TABLES.get(name)[i]);
    }
    return out;
  }

  static double normal(BitSource s) {
    while (true) {
      long r = s.next64();
      int layer = (int) (r & 0xff);
      r >>>= 8;
      boolean negative = (r & 1) != 0;
      long size = r >>> 1 & 0x000fffffffffffffL;
      double x = size * WI[layer];
      x = negative ? -x : x;
      if (size < KI[layer]) {
        return x;
      }
      if (layer == 0) {
        while (true) {
          double xx = -INVERSE_R * Math.log1p(-s.nextDouble());
          double yy = -Math.log1p(-s.nextDouble());
          if (yy + yy > xx * xx) {
            return (size >>> 8 & 1) != 0 ? -(R + xx) : R + xx;
          }
        }
      }
      if ((FI[layer - 1] - FI[layer]) * s.nextDouble() + FI[layer] < Math.exp(-0.5 * x * x)) {
        return x;
      }
    }
  }

  static double exponential(BitSource s) {
    while (true) {
      long r = s.next64() >>> 3;
      int layer = (int) (r & 0xff);
      r >>>= 8;
      double x = r * WE[layer];
      if (r < KE[layer]) {
        return x;
      }
      if (layer == 0) {
        return EXP_R - Math.log1p(-s.nextDouble());
      }
      if ((FE[layer - 1] - FE[layer]) * s.nextDouble() + FE[layer] < Math.exp(-x)) {
        return x;
      }
    }
  }

  static float normalFloat(BitSource s) {
    while (true) {
      int r = s.next32();
      int layer = r & 0xff;
      boolean negative = (r >>> 8 & 1) != 0;
      int size = r >>> 9 & 0x7fffff;
      float x = size * WIF[layer];
      x = negative ? -x : x;
      if (size < KIF[layer]) {
        return x;
      }
      if (layer == 0) {
        while (true) {
          float xx = -INVERSE_R_F * (float) Math.log1p(-s.nextFloat());
          float yy = -(float) Math.log1p(-s.nextFloat());
          if (yy + yy > xx * xx) {
            return (size >>> 8 & 1) != 0 ? -(R_F + xx) : R_F + xx;
          }
        }
      }
      if ((FIF[layer - 1] - FIF[layer]) * s.nextFloat() + FIF[layer] < Math.exp(-0.5 * x * x)) {
        return x;
      }
    }
  }

  static float exponentialFloat(BitSource s) {
    while (true) {
      int r = s.next32() >>> 1;
      int layer = r & 0xff;
      r >>>= 8;
      float x = r * WEF[layer];
      if (r < KEF[layer]) {
        return x;
      }
      if (layer == 0) {
        return EXP_R_F - (float) Math.log1p(-s.nextFloat());
      }
      if ((FEF[layer - 1] - FEF[layer]) * s.nextFloat() + FEF[layer] < (float) Math.exp(-x)) {
        return x;
      }
    }
  }
}
