package gradwright.protocol;

import java.util.List;

/// Questions about the arrays of a finished run, and their answers.
public final class Arrays {
  private Arrays() {}

  /// A name of the finished run that holds an array, or a leaf of a pytree (`params['w']`).
  public record Named(
      String path,
      String type,
      String dtype,
      long[] shape,
      boolean weakType,
      String device,
      long bytes,
      boolean deleted) {}

  /// Counts and moments over all elements; those of finite elements where some are not. Complex arrays are measured by
  /// magnitude. `histogram` counts the finite elements in equal bins from `minimum` to `maximum`.
  public record Statistics(
      long elements,
      long nans,
      long infinities,
      long zeros,
      double minimum,
      double maximum,
      double mean,
      double deviation,
      long[] histogram) {}

  /// How two arrays of one shape differ. NaN equals NaN, and an infinity itself; where only one of two elements is NaN or
  /// infinite they are unlike and have no difference. Differences of complex elements are magnitudes; relative ones are to the
  /// larger magnitude of the two. Places are indices of an element for each axis, empty where nothing differs or is unlike.
  ///
  /// @param differing how many elements are not equal, unlike ones among them
  public record Comparison(
      long elements,
      long differing,
      long unlike,
      long[] firstUnlike,
      double largest,
      long[] largestAt,
      double largestRelative,
      long[] largestRelativeAt) {}

  /// A window: for each axis a start (inclusive), stop (exclusive) and step of at least 1. At most `limit` elements are sent;
  /// larger windows are thinned by whole steps, or averaged where `average` is asked for.
  public record Window(List<Range> ranges, int limit, boolean average) {}

  public record Range(long start, long stop, long step) {}

  /// Elements of a window in row-major order as doubles (`imaginary` is empty unless the dtype is complex); 64-bit integers
  /// that a double cannot hold are in `exact` as text, which is empty otherwise. `ranges` are those used after thinning.
  public record Slice(List<Range> ranges, int[] shape, double[] values, double[] imaginary, List<String> exact) {}
}
