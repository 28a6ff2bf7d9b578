package gradwright.python.serve;

import gradwright.core.value.Array;
import gradwright.protocol.Arrays.Comparison;
import gradwright.protocol.SessionException;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// Finds where two arrays differ most, in one pass over their memories.
final class ElementComparison {
  /// Between two looks whether the answer is still wanted.
  private static final long CHUNK = 1 << 16;

  private final Elements a;
  private final Elements b;
  private final boolean exact;
  private long differing;
  private long unlike;
  private long firstUnlike = -1;
  private double largest;
  private long largestAt = -1;
  private double largestRelative;
  private long largestRelativeAt = -1;

  private ElementComparison(Elements a, Elements b) {
    this.a = a;
    this.b = b;
    exact = a.dtype() == b.dtype() && !a.dtype().isInexact();
  }

  /// @throws CancellationException when `cancelled` tells so
  static Comparison of(Array a, Array b, BooleanSupplier cancelled) {
    if (!a.shape().equals(b.shape())) {
      throw new SessionException(
          "Arrays of the same shape can be compared; these have the shapes %s and %s.".formatted(a.shape(), b.shape()));
    }
    if (a.dtype() != b.dtype() && (a.dtype().isKey() || b.dtype().isKey())) {
      throw new SessionException("Random keys can only be compared with keys of the same generator.");
    }
    ElementComparison comparison = new ElementComparison(new Elements(a), new Elements(b));
    for (long from = 0; from < a.elements(); from += CHUNK) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
      comparison.compare(from, Math.min(a.elements(), from + CHUNK));
    }
    int[] sizes = a.shape().toArray();
    return new Comparison(
        a.elements(),
        comparison.differing,
        comparison.unlike,
        index(comparison.firstUnlike, sizes),
        comparison.largest,
        index(comparison.largestAt, sizes),
        comparison.largestRelative,
        index(comparison.largestRelativeAt, sizes));
  }

  private void compare(long from, long to) {
    for (long i = from; i < to; i++) {
      if (exact && equal(i)) {
        continue;
      }
      double re = a.real(i);
      double im = a.imaginary(i);
      double otherRe = b.real(i);
      double otherIm = b.imaginary(i);
      if (!exact && same(re, otherRe) && same(im, otherIm)) {
        continue;
      }
      differing++;
      double difference = Math.hypot(re - otherRe, im - otherIm);
      boolean finite =
          Double.isFinite(re) && Double.isFinite(im) && Double.isFinite(otherRe) && Double.isFinite(otherIm);
      if (!finite) {
        unlike++;
        firstUnlike = firstUnlike < 0 ? i : firstUnlike;
      } else {
        note(i, difference, difference / Math.max(Math.hypot(re, im), Math.hypot(otherRe, otherIm)));
      }
    }
  }

  private boolean equal(long i) {
    return a.dtype().isKey() ? a.key(i).equals(b.key(i)) : a.integer(i) == b.integer(i);
  }

  private void note(long i, double difference, double relative) {
    if (difference > largest || largestAt < 0) {
      largest = difference;
      largestAt = i;
    }
    // Integers beyond a double's digits may differ and yet have no difference here.
    if (relative > largestRelative || largestRelativeAt < 0) {
      largestRelative = relative;
      largestRelativeAt = i;
    }
  }

  private static boolean same(double x, double y) {
    return x == y || (Double.isNaN(x) && Double.isNaN(y));
  }

  private static long[] index(long at, int[] sizes) {
    if (at < 0) {
      return new long[0];
    }
    long[] index = new long[sizes.length];
    long rest = at;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      index[axis] = rest % sizes[axis];
      rest /= sizes[axis];
    }
    return index;
  }
}
