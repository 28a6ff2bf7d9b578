package gradwright.cpu.blas;

/// The numbers of the arguments of the kernels of matrix products, each 8 bytes.
final class TileArguments {
  /// What a tile kernel is told, by number: addresses of the first tile's operands, strides in bytes, sizes.
  static final int TILE_A = 0;

  static final int TILE_B = 1;
  static final int TILE_C = 2;
  static final int TILE_STRIDE_A = 3;
  static final int TILE_STRIDE_C = 4;
  static final int TILE_DEPTH = 5;
  static final int TILE_COLUMNS = 6;
  static final int TILE_ACCUMULATE = 7;
  static final int TILE_SEGMENTS = 8;
  static final int TILE_JUMP_A = 9;
  static final int TILE_STRIDE_B = 10;
  static final int TILE_STEP_A = 11;
  static final int TILE_ARGUMENTS = 12;

  /// What the driver is told: the same of the whole product, and which kernels to call. There are two groups of rows, in tiles of
  /// different heights.
  static final int A = 0;

  static final int STRIDE_A = 1;
  static final int B = 2;
  static final int STRIDE_B = 3;
  static final int C = 4;
  static final int STRIDE_C = 5;
  static final int DEPTH = 6;
  static final int ACCUMULATE = 7;
  static final int SEGMENTS = 8;
  static final int SEGMENTS_AT_ONCE = 9;
  static final int JUMP_A = 10;
  static final int ROOM = 11;
  static final int PACK = 12;
  static final int FIRST_KERNEL = 13;
  static final int FIRST_TILES = 14;
  static final int SECOND_KERNEL = 15;
  static final int SECOND_TILES = 16;
  static final int SECOND_A = 17;
  static final int SECOND_C = 18;

  /// Whether whole panels are read where they are, unpacked: for rows of the right operand that few tiles use.
  static final int UNPACKED = 19;

  /// Bytes from one tile of the left operand to the next, in each group.
  static final int FIRST_STEP_A = 20;

  static final int SECOND_STEP_A = 21;

  /// Bytes from one column to the next where panels are read unpacked; whether the last panel may be, too.
  static final int COLUMN_STEP = 22;

  static final int PADDED = 23;

  /// How often all rows come, and the bytes from one time to the next in the left operand and in the result.
  static final int REPEATS = 24;

  static final int REPEAT_A = 25;
  static final int REPEAT_C = 26;

  /// The kernels for a last panel of no more columns than a vector has lanes.
  static final int FIRST_NARROW = 27;

  static final int SECOND_NARROW = 28;

  /// What the packing kernels are told: source, target, the source's stride in bytes, depth, columns.
  static final int PACK_FROM = 0;

  static final int PACK_TO = 1;
  static final int PACK_STRIDE = 2;
  static final int PACK_DEPTH = 3;
  static final int PACK_COLUMNS = 4;
  static final int PACK_ARGUMENTS = 5;

  /// What the copying kernel is told: source, target and their strides in bytes, elements of a line.
  static final int COPY_FROM = 0;

  static final int COPY_TO = 1;
  static final int COPY_FROM_STRIDE = 2;
  static final int COPY_TO_STRIDE = 3;
  static final int COPY_LENGTH = 4;

  private TileArguments() {}
}
