package gradwright.cpu.blas;

/// Rows as tiles of two heights: `first` of `height` and `second` of one less.
record RowGroups(int height, int first, int second) {
  static RowGroups of(int rows, int tallest) {
    int tiles = (rows + tallest - 1) / tallest;
    int height = (rows + tiles - 1) / tiles;
    int first = rows - tiles * (height - 1);
    return new RowGroups(height, first, tiles - first);
  }

  int tiles() {
    return first + second;
  }

  long firstRows() {
    return (long) first * height;
  }

  int rows() {
    return first * height + second * (height - 1);
  }
}
