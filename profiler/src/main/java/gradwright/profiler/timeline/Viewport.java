package gradwright.profiler.timeline;

/// Which part of time a width of pixels shows. Used on one thread.
public final class Viewport {
  private static final double FINEST = 0.02;
  private static final double MARGIN = 0.02;

  private double from;
  private double step = 1;
  private double width = 1;
  private double first;
  private double last = 1;
  private boolean fitted = true;

  /// Time at the left edge, nanoseconds.
  public double from() {
    return from;
  }

  /// Time at the right edge.
  public double to() {
    return from + width * step;
  }

  /// Nanoseconds of a pixel.
  public double step() {
    return step;
  }

  public double timeAt(double pixel) {
    return from + pixel * step;
  }

  public double pixelOf(double time) {
    return (time - from) / step;
  }

  /// Whether all is shown; then it stays so when there is more.
  public boolean isFitted() {
    return fitted;
  }

  /// Sets how wide the view is.
  public void resize(double pixels) {
    if (pixels > 0 && pixels != width) {
      if (!fitted) {
        step *= width / pixels;
      }
      width = pixels;
      settle();
    }
  }

  /// Sets what there is to be shown.
  public void extend(double first, double last) {
    this.first = first;
    this.last = Math.max(first + 1, last);
    settle();
  }

  /// Shows everything.
  public void fit() {
    fitted = true;
    settle();
  }

  /// Shows a range with a little around it.
  public void show(Range range) {
    fitted = false;
    step = range.nanos() * (1 + 2 * MARGIN) / width;
    from = range.from() - range.nanos() * MARGIN;
    settle();
  }

  /// Brings a range into view, without zooming unless it does not fit.
  public void reveal(Range range) {
    if (range.from() >= from && range.to() <= to()) {
      return;
    }
    if (range.nanos() > width * step) {
      show(range);
    } else {
      fitted = false;
      from = (range.from() + range.to() - width * step) / 2;
      settle();
    }
  }

  /// Zooms by a factor (2 shows half of the time) and keeps the time at a pixel where it is.
  public void zoom(double factor, double pixel) {
    double anchor = timeAt(pixel);
    step /= factor;
    fitted = step >= widest();
    step = Math.clamp(step, FINEST, widest());
    from = anchor - pixel * step;
    settle();
  }

  /// Moves by pixels; what is later comes into view where they are positive.
  public void pan(double pixels) {
    from += pixels * step;
    settle();
  }

  private double widest() {
    return Math.max(FINEST, (last - first) * (1 + 2 * MARGIN) / width);
  }

  private void settle() {
    step = fitted ? widest() : Math.clamp(step, FINEST, widest());
    double margin = (last - first) * MARGIN;
    double low = first - margin;
    double high = last + margin - width * step;
    from = fitted || high < low ? low : Math.clamp(from, low, high);
  }
}
