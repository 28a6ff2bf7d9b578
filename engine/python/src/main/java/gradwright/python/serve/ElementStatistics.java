package gradwright.python.serve;

import gradwright.protocol.Arrays.Statistics;
import gradwright.protocol.SessionException;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// Counts and moments of an array's elements, in two passes over its memory, a chunk at a time.
final class ElementStatistics {
  private static final int CHUNK = 1 << 13;
  private static final int MOST_BINS = 10_000;

  private final Elements elements;
  private final BooleanSupplier cancelled;
  private final double[] chunk = new double[CHUNK];
  private long nans;
  private long infinities;
  private long zeros;
  private long finite;
  private double minimum = Double.POSITIVE_INFINITY;
  private double maximum = Double.NEGATIVE_INFINITY;
  private double sum;

  private ElementStatistics(Elements elements, BooleanSupplier cancelled) {
    this.elements = elements;
    this.cancelled = cancelled;
  }

  /// @param bins of the histogram, 0 for none
  /// @throws CancellationException when `cancelled` tells so
  static Statistics of(Elements elements, int bins, BooleanSupplier cancelled) {
    if (elements.dtype().isKey()) {
      throw new SessionException("These are random keys, not numbers: they have no statistics.");
    }
    if (bins < 0 || bins > MOST_BINS) {
      throw new SessionException("A histogram has 0 to " + MOST_BINS + " bins, not " + bins + ".");
    }
    ElementStatistics statistics = new ElementStatistics(elements, cancelled);
    statistics.eachChunk(statistics::count);
    return statistics.finish(bins);
  }

  private interface Pass {
    void take(int count);
  }

  private void eachChunk(Pass pass) {
    for (long from = 0; from < elements.size(); from += CHUNK) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
      int count = (int) Math.min(CHUNK, elements.size() - from);
      elements.magnitudes(from, chunk, count);
      pass.take(count);
    }
  }

  private void count(int count) {
    // Summed a chunk at a time, which keeps the error of 1e8 additions far below that of a float.
    double part = 0;
    for (int k = 0; k < count; k++) {
      double v = chunk[k];
      if (v - v != 0) {
        if (v != v) {
          nans++;
        } else {
          infinities++;
        }
        continue;
      }
      if (v == 0) {
        zeros++;
      }
      finite++;
      part += v;
      minimum = Math.min(minimum, v);
      maximum = Math.max(maximum, v);
    }
    sum += part;
  }

  private Statistics finish(int bins) {
    long[] histogram = new long[bins];
    if (finite == 0) {
      double none = Double.NaN;
      return new Statistics(elements.size(), nans, infinities, zeros, none, none, none, none, histogram);
    }
    // A sum that leaves double's range still has a mean within it.
    double mean = Double.isFinite(sum) ? sum / finite : minimum / 2 + maximum / 2;
    double width = maximum - minimum;
    double[] squares = {0};
    eachChunk(count -> {
      double part = 0;
      for (int k = 0; k < count; k++) {
        double v = chunk[k];
        if (v - v != 0) {
          continue;
        }
        double d = v - mean;
        part += d * d;
        if (bins > 0) {
          histogram[bin(v, width, bins)]++;
        }
      }
      squares[0] += part;
    });
    return new Statistics(
        elements.size(), nans, infinities, zeros, minimum, maximum, mean, Math.sqrt(squares[0] / finite), histogram);
  }

  private int bin(double v, double width, int bins) {
    double at = width == 0 ? 0 : Double.isFinite(width) ? (v - minimum) / width : v / 2 / (maximum / 2 - minimum / 2);
    return (int) Math.clamp((long) (at * bins), 0, bins - 1);
  }
}
