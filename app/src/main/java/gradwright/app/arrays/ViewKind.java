package gradwright.app.arrays;

/// How a slice is shown.
public enum ViewKind {
  TABLE,
  LINE,
  HEAT,
  IMAGE,
  HISTOGRAM
}
