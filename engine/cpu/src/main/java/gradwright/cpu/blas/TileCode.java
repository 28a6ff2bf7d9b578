package gradwright.cpu.blas;

import gradwright.cpu.ir.Comparison;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrModule;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The text of the kernels of matrix products. A *tile* is some rows by one *panel* of columns, two vectors wide; its sums stay
/// in registers while the kernel goes along the depth. The right operand enters as packed panels, which lie in the first cache;
/// the left one is read where it is, along its rows or (transposed) along its columns.
///
/// The depth is cut into segments: the left operand may jump from one to the next, the right one goes on.
final class TileCode {
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
  private static final int TILE_ARGUMENTS = 12;

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
  private static final int PACK_ARGUMENTS = 5;

  static final String DRIVE = "drive";
  static final String PACK_ROWS = "packRows";
  static final String PACK_TURNED = "packTurned";
  static final String COPY = "copy";
  static final String TILE = "tile";

  /// What the copying kernel is told: source, target and their strides in bytes, elements of a line.
  static final int COPY_FROM = 0;

  static final int COPY_TO = 1;
  static final int COPY_FROM_STRIDE = 2;
  static final int COPY_TO_STRIDE = 3;
  static final int COPY_LENGTH = 4;

  private final Scalar type;
  private final int lanes;
  private final IrType vector;

  TileCode(Scalar type, int lanes) {
    this.type = type;
    this.lanes = lanes;
    this.vector = IrType.of(type, lanes);
  }

  /// The module with the driver and the packing kernels.
  String drivers() {
    IrModule ir = new IrModule();
    define(ir, PACK_ROWS, this::packRows);
    define(ir, PACK_TURNED, this::packTurned);
    define(ir, COPY, this::copy);
    define(ir, DRIVE, this::drive);
    return ir.text();
  }

  /// The module with the kernel for tiles of a height and some vectors, of a left operand that lies in rows or in columns.
  String tiles(boolean rows, int height, int vectors) {
    IrModule ir = new IrModule();
    define(ir, TILE, f -> tiles(f, rows, height, vectors));
    return ir.text();
  }

  private static void define(IrModule ir, String name, Consumer<IrFunction> body) {
    IrFunction f = ir.kernel(name);
    body.accept(f);
    f.end();
  }

  private static Value number(IrFunction f, int k) {
    return f.load(f.element(f.parameters().getFirst(), Scalar.S64, f.index(k)), IrType.INDEX);
  }

  private static void put(IrFunction f, Value room, int k, Value v) {
    f.store(f.element(room, Scalar.S64, f.index(k)), v);
  }

  private static Value bytes(IrFunction f, Value base, Value offset) {
    return f.element(base, Scalar.U8, offset);
  }

  private static void callKernel(IrFunction f, Value kernel, Value arguments, Value lo, Value hi) {
    f.run("call void " + kernel.text() + "(" + arguments.typed() + ", " + lo.typed() + ", " + hi.typed() + ")");
  }

  private static Value least(IrFunction f, Value x, Value y) {
    return f.select(f.compare(Comparison.LT, x, y), x, y);
  }

  // ---- the loops around the tiles ----

  /// For the columns `[lo, hi)`: some segments of the depth at a time, panel after panel, all rows.
  private void drive(IrFunction f) {
    int width = 2 * lanes;
    Value a = f.argument(A);
    Value b = f.argument(B);
    Value c = f.argument(C);
    Value strideA = number(f, STRIDE_A);
    Value strideB = number(f, STRIDE_B);
    Value strideC = number(f, STRIDE_C);
    Value depth = number(f, DEPTH);
    Value accumulate = number(f, ACCUMULATE);
    Value segments = number(f, SEGMENTS);
    Value atOnce = number(f, SEGMENTS_AT_ONCE);
    Value jumpA = number(f, JUMP_A);
    Value room = f.argument(ROOM);
    Value pack = f.argument(PACK);
    Value firstKernel = f.argument(FIRST_KERNEL);
    Value firstTiles = number(f, FIRST_TILES);
    Value secondKernel = f.argument(SECOND_KERNEL);
    Value secondTiles = number(f, SECOND_TILES);
    Value secondA = f.argument(SECOND_A);
    Value secondC = f.argument(SECOND_C);
    Value unpacked = f.compare(Comparison.NE, number(f, UNPACKED), f.index(0));
    Value firstStep = number(f, FIRST_STEP_A);
    Value secondStep = number(f, SECOND_STEP_A);
    Value columnStep = number(f, COLUMN_STEP);
    Value firstNarrow = f.argument(FIRST_NARROW);
    Value secondNarrow = f.argument(SECOND_NARROW);
    Value padded = f.compare(Comparison.NE, number(f, PADDED), f.index(0));
    Value repeats = number(f, REPEATS);
    Value repeatA = number(f, REPEAT_A);
    Value repeatC = number(f, REPEAT_C);
    Value packing = f.stack(Scalar.S64, PACK_ARGUMENTS);
    Value tile = f.stack(Scalar.S64, TILE_ARGUMENTS);
    put(f, packing, PACK_TO, room);
    put(f, packing, PACK_STRIDE, strideB);
    put(f, tile, TILE_STRIDE_A, strideA);
    put(f, tile, TILE_STRIDE_C, strideC);
    put(f, tile, TILE_DEPTH, depth);
    put(f, tile, TILE_JUMP_A, jumpA);
    Value steps = f.div(f.add(segments, f.sub(atOnce, f.index(1))), atOnce);
    f.loop(
        f.index(0),
        steps,
        1,
        step -> {
          Value segment = f.mul(step, atOnce);
          Value count = least(f, atOnce, f.sub(segments, segment));
          Value before = f.mul(segment, depth);
          Value skipA = f.mul(segment, jumpA);
          put(f, tile, TILE_SEGMENTS, count);
          put(f, tile, TILE_ACCUMULATE, f.or(accumulate, segment));
          put(f, packing, PACK_DEPTH, f.mul(count, depth));
          f.loop(
              f.lo(),
              f.hi(),
              width,
              column -> {
                Value columns = least(f, f.index(width), f.sub(f.hi(), column));
                put(f, tile, TILE_COLUMNS, columns);
                f.ifElse(
                    f.and(unpacked, f.or(padded, f.compare(Comparison.EQ, columns, f.index(width)))),
                    () -> {
                      put(f, tile, TILE_B, bytes(f, b, f.add(f.mul(before, strideB), f.mul(column, columnStep))));
                      put(f, tile, TILE_STRIDE_B, strideB);
                      return List.of();
                    },
                    () -> {
                      put(f, tile, TILE_B, room);
                      put(f, tile, TILE_STRIDE_B, f.index((long) width * type.bytes()));
                      put(f, packing, PACK_COLUMNS, columns);
                      put(f, packing, PACK_FROM, b);
                      callKernel(f, pack, packing, before, column);
                      return List.of();
                    });
                Value narrow = f.compare(Comparison.LE, columns, f.index(lanes));
                Value first = f.select(narrow, firstNarrow, firstKernel);
                Value second = f.select(narrow, secondNarrow, secondKernel);
                Value skipC = f.mul(column, f.index(type.bytes()));
                f.loop(
                    f.index(0),
                    repeats,
                    1,
                    time -> {
                      Value alongA = f.add(skipA, f.mul(time, repeatA));
                      Value alongC = f.add(skipC, f.mul(time, repeatC));
                      put(f, tile, TILE_A, bytes(f, a, alongA));
                      put(f, tile, TILE_STEP_A, firstStep);
                      put(f, tile, TILE_C, bytes(f, c, alongC));
                      callKernel(f, first, tile, f.index(0), firstTiles);
                      f.ifThen(
                          f.compare(Comparison.LT, f.index(0), secondTiles),
                          () -> {
                            put(f, tile, TILE_A, bytes(f, secondA, alongA));
                            put(f, tile, TILE_STEP_A, secondStep);
                            put(f, tile, TILE_C, bytes(f, secondC, alongC));
                            callKernel(f, second, tile, f.index(0), secondTiles);
                          });
                    });
              });
        });
  }

  // ---- packing ----

  /// Packs a panel of a matrix that lies in rows, from row `lo` and column `hi` on. Missing columns become zero.
  private void packRows(IrFunction f) {
    Value stride = number(f, PACK_STRIDE);
    Value from = bytes(f, f.argument(PACK_FROM), f.add(f.mul(f.lo(), stride), f.mul(f.hi(), f.index(type.bytes()))));
    Value to = f.argument(PACK_TO);
    Value columns = number(f, PACK_COLUMNS);
    Value first = f.laneMask(f.index(0), columns, lanes);
    Value second = f.laneMask(f.index(lanes), columns, lanes);
    f.loop(
        f.index(0),
        number(f, PACK_DEPTH),
        1,
        k -> {
          Value row = bytes(f, from, f.mul(k, stride));
          Value target = f.element(to, type, f.mul(k, f.index(2L * lanes)));
          f.store(target, f.load(row, vector, first));
          f.store(
              f.element(target, type, f.index(lanes)), f.load(f.element(row, type, f.index(lanes)), vector, second));
        });
  }

  /// Packs a panel of a matrix whose columns lie in memory, by squares. Missing columns repeat the last; the depth is filled up
  /// with zeros to whole squares.
  private void packTurned(IrFunction f) {
    Value stride = number(f, PACK_STRIDE);
    Value from = bytes(f, f.argument(PACK_FROM), f.add(f.mul(f.hi(), stride), f.mul(f.lo(), f.index(type.bytes()))));
    Value to = f.argument(PACK_TO);
    Value depth = number(f, PACK_DEPTH);
    Value last = f.sub(number(f, PACK_COLUMNS), f.index(1));
    f.loop(
        f.index(0),
        f.index(2L * lanes),
        lanes,
        half -> {
          List<Value> lines = new ArrayList<>();
          for (int j = 0; j < lanes; j++) {
            lines.add(bytes(f, from, f.mul(least(f, f.add(half, f.index(j)), last), stride)));
          }
          f.vectorLoop(
              f.index(0),
              depth,
              lanes,
              (k, _, mask) -> {
                Value[] square = new Value[lanes];
                for (int j = 0; j < lanes; j++) {
                  square[j] = f.load(f.element(lines.get(j), type, k), vector, mask);
                }
                transpose(f, square);
                for (int j = 0; j < lanes; j++) {
                  Value row = f.mul(f.add(k, f.index(j)), f.index(2L * lanes));
                  f.store(f.element(to, type, f.add(row, half)), square[j]);
                }
              });
        });
  }

  /// Copies the lines `[lo, hi)`, whose source is counted from the first.
  private void copy(IrFunction f) {
    Value from = f.argument(COPY_FROM);
    Value to = f.argument(COPY_TO);
    Value strideFrom = number(f, COPY_FROM_STRIDE);
    Value strideTo = number(f, COPY_TO_STRIDE);
    Value length = number(f, COPY_LENGTH);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        line -> {
          Value source = bytes(f, from, f.mul(line, strideFrom));
          Value target = bytes(f, to, f.mul(line, strideTo));
          f.vectorLoop(
              f.index(0),
              length,
              lanes,
              (k, n, mask) ->
                  f.store(
                      f.element(target, type, k), f.load(f.element(source, type, k), IrType.of(type, n), mask), mask));
        });
  }

  private void transpose(IrFunction f, Value[] v) {
    for (int s = 1; s < lanes; s *= 2) {
      int[] even = new int[lanes];
      int[] odd = new int[lanes];
      for (int l = 0; l < lanes; l++) {
        even[l] = (l & s) == 0 ? l : lanes + l - s;
        odd[l] = (l & s) == 0 ? l + s : lanes + l;
      }
      for (int i = 0; i < lanes; i++) {
        if ((i & s) == 0) {
          Value x = v[i];
          Value y = v[i | s];
          v[i] = f.shuffle(x, y, even);
          v[i | s] = f.shuffle(x, y, odd);
        }
      }
    }
  }

  // ---- tiles ----

  /// The tiles `[lo, hi)` of a panel, one below the other.
  private void tiles(IrFunction f, boolean rows, int height, int vectors) {
    Value strideA = number(f, TILE_STRIDE_A);
    Value strideC = number(f, TILE_STRIDE_C);
    Value columns = number(f, TILE_COLUMNS);
    Value accumulate = f.compare(Comparison.NE, number(f, TILE_ACCUMULATE), f.index(0));
    Value[] masks = new Value[vectors];
    for (int v = 0; v < vectors; v++) {
      masks[v] = f.laneMask(f.index((long) v * lanes), columns, lanes);
    }
    Value a = f.argument(TILE_A);
    Value b = f.argument(TILE_B);
    Value c = f.argument(TILE_C);
    Value jump = number(f, TILE_JUMP_A);
    Value segments = number(f, TILE_SEGMENTS);
    Value depth = number(f, TILE_DEPTH);
    Value strideB = number(f, TILE_STRIDE_B);
    Value stepA = number(f, TILE_STEP_A);
    Value stepC = f.mul(strideC, f.index(height));
    Value[] odd = new Value[height + 1];
    for (int i = 1; rows && i < height; i += 2) {
      odd[i] = f.mul(strideA, f.index(i));
    }
    f.loop(
        f.lo(),
        f.hi(),
        1,
        t -> {
          Value first = bytes(f, a, f.mul(t, stepA));
          Value result = bytes(f, c, f.mul(t, stepC));
          List<Value> sums = new ArrayList<>();
          for (int i = 0; i < vectors * height; i++) {
            sums.add(f.constant(vector, 0.0));
          }
          List<Value> carried = new ArrayList<>(sums);
          carried.add(b);
          List<Value> done =
              f.loop(
                  f.index(0),
                  segments,
                  1,
                  carried,
                  (s, outer) -> {
                    List<Value> start = new ArrayList<>(outer);
                    start.add(bytes(f, first, f.mul(s, jump)));
                    List<Value> end =
                        f.loop(
                            f.index(0),
                            depth,
                            1,
                            start,
                            (_, inner) -> step(f, inner, rows, height, odd, strideA, strideB));
                    return end.subList(0, end.size() - 1);
                  });
          store(f, done, result, strideC, height, masks, accumulate);
        });
  }

  /// One step along the depth: `sums[i] += a[i] * b`. The carried values are the sums, b's place and a's.
  private List<Value> step(
      IrFunction f, List<Value> carried, boolean rows, int height, Value[] odd, Value strideA, Value strideB) {
    int vectors = (carried.size() - 2) / height;
    Value b = carried.get(vectors * height);
    Value a = carried.get(vectors * height + 1);
    Value[] right = new Value[vectors];
    for (int v = 0; v < vectors; v++) {
      right[v] = f.load(f.element(b, type, f.index((long) v * lanes)), vector);
    }
    List<Value> next = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      Value place = rows ? row(f, a, i, odd) : f.element(a, type, f.index(i));
      Value x = f.broadcast(f.load(place, IrType.of(type)), lanes);
      for (int v = 0; v < vectors; v++) {
        next.add(f.fma(x, right[v], carried.get(vectors * i + v)));
      }
    }
    next.add(bytes(f, b, strideB));
    next.add(rows ? f.element(a, type, f.index(1)) : bytes(f, a, strideA));
    return next;
  }

  /// The place of row `i`: few odd multiples of the stride, scaled by the addressing modes, leave registers for all.
  private static Value row(IrFunction f, Value a, int i, Value[] odd) {
    if (i == 0) {
      return a;
    }
    int twos = Math.min(3, Integer.numberOfTrailingZeros(i));
    Scalar scaled =
        switch (twos) {
          case 0 -> Scalar.U8;
          case 1 -> Scalar.U16;
          case 2 -> Scalar.U32;
          default -> Scalar.U64;
        };
    return f.element(a, scaled, odd[i >> twos]);
  }

  private void store(
      IrFunction f, List<Value> sums, Value c, Value stride, int height, Value[] masks, Value accumulate) {
    f.ifElse(
        accumulate,
        () -> {
          rows(f, sums, c, stride, height, masks, true);
          return List.of();
        },
        () -> {
          rows(f, sums, c, stride, height, masks, false);
          return List.of();
        });
  }

  private void rows(
      IrFunction f, List<Value> sums, Value c, Value stride, int height, Value[] masks, boolean accumulate) {
    for (int i = 0; i < height; i++) {
      Value row = bytes(f, c, f.mul(stride, f.index(i)));
      for (int v = 0; v < masks.length; v++) {
        Value place = f.element(row, type, f.index((long) v * lanes));
        Value sum = sums.get(masks.length * i + v);
        f.store(place, accumulate ? f.add(sum, f.load(place, vector, masks[v])) : sum, masks[v]);
      }
    }
  }
}
