package gradwright.cpu.blas;

import gradwright.cpu.ir.Comparison;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrModule;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// The text of the kernels of matrix products. A *tile* is some rows by one *panel* of columns, two vectors wide; its sums stay
/// in registers while the kernel goes along the depth. The right operand enters as packed panels, which lie in the first cache;
/// the left one is read where it is, along its rows or (transposed) along its columns.
///
/// The depth is cut into segments: the left operand may jump from one to the next, the right one goes on.
final class TileCode {
  static final String DRIVE = "drive";
  static final String PACK_ROWS = "packRows";
  static final String PACK_TURNED = "packTurned";
  static final String COPY = "copy";
  static final String TILE = "tile";

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
    PackingCode packing = new PackingCode(type, lanes);
    TileText.define(ir, PACK_ROWS, packing::rows);
    TileText.define(ir, PACK_TURNED, packing::turned);
    TileText.define(ir, COPY, packing::copy);
    TileText.define(ir, DRIVE, this::drive);
    return ir.text();
  }

  /// The module with the kernel for tiles of a height and some vectors, of a left operand that lies in rows or in columns.
  String tiles(boolean rows, int height, int vectors) {
    IrModule ir = new IrModule();
    TileText.define(ir, TILE, f -> tiles(f, rows, height, vectors));
    return ir.text();
  }

  // ---- the loops around the tiles ----

  /// For the columns `[lo, hi)`: some segments of the depth at a time, panel after panel, all rows.
  private void drive(IrFunction f) {
    int width = 2 * lanes;
    Value a = f.argument(TileArguments.A);
    Value b = f.argument(TileArguments.B);
    Value c = f.argument(TileArguments.C);
    Value strideA = TileText.number(f, TileArguments.STRIDE_A);
    Value strideB = TileText.number(f, TileArguments.STRIDE_B);
    Value strideC = TileText.number(f, TileArguments.STRIDE_C);
    Value depth = TileText.number(f, TileArguments.DEPTH);
    Value accumulate = TileText.number(f, TileArguments.ACCUMULATE);
    Value segments = TileText.number(f, TileArguments.SEGMENTS);
    Value atOnce = TileText.number(f, TileArguments.SEGMENTS_AT_ONCE);
    Value jumpA = TileText.number(f, TileArguments.JUMP_A);
    Value room = f.argument(TileArguments.ROOM);
    Value pack = f.argument(TileArguments.PACK);
    Value firstKernel = f.argument(TileArguments.FIRST_KERNEL);
    Value firstTiles = TileText.number(f, TileArguments.FIRST_TILES);
    Value secondKernel = f.argument(TileArguments.SECOND_KERNEL);
    Value secondTiles = TileText.number(f, TileArguments.SECOND_TILES);
    Value secondA = f.argument(TileArguments.SECOND_A);
    Value secondC = f.argument(TileArguments.SECOND_C);
    Value unpacked = f.compare(Comparison.NE, TileText.number(f, TileArguments.UNPACKED), f.index(0));
    Value firstStep = TileText.number(f, TileArguments.FIRST_STEP_A);
    Value secondStep = TileText.number(f, TileArguments.SECOND_STEP_A);
    Value columnStep = TileText.number(f, TileArguments.COLUMN_STEP);
    Value firstNarrow = f.argument(TileArguments.FIRST_NARROW);
    Value secondNarrow = f.argument(TileArguments.SECOND_NARROW);
    Value padded = f.compare(Comparison.NE, TileText.number(f, TileArguments.PADDED), f.index(0));
    Value repeats = TileText.number(f, TileArguments.REPEATS);
    Value repeatA = TileText.number(f, TileArguments.REPEAT_A);
    Value repeatC = TileText.number(f, TileArguments.REPEAT_C);
    Value packing = f.stack(Scalar.S64, TileArguments.PACK_ARGUMENTS);
    Value tile = f.stack(Scalar.S64, TileArguments.TILE_ARGUMENTS);
    TileText.put(f, packing, TileArguments.PACK_TO, room);
    TileText.put(f, packing, TileArguments.PACK_STRIDE, strideB);
    TileText.put(f, tile, TileArguments.TILE_STRIDE_A, strideA);
    TileText.put(f, tile, TileArguments.TILE_STRIDE_C, strideC);
    TileText.put(f, tile, TileArguments.TILE_DEPTH, depth);
    TileText.put(f, tile, TileArguments.TILE_JUMP_A, jumpA);
    Value steps = f.div(f.add(segments, f.sub(atOnce, f.index(1))), atOnce);
    f.loop(
        f.index(0),
        steps,
        1,
        step -> {
          Value segment = f.mul(step, atOnce);
          Value count = TileText.least(f, atOnce, f.sub(segments, segment));
          Value before = f.mul(segment, depth);
          Value skipA = f.mul(segment, jumpA);
          TileText.put(f, tile, TileArguments.TILE_SEGMENTS, count);
          TileText.put(f, tile, TileArguments.TILE_ACCUMULATE, f.or(accumulate, segment));
          TileText.put(f, packing, TileArguments.PACK_DEPTH, f.mul(count, depth));
          f.loop(
              f.lo(),
              f.hi(),
              width,
              column -> {
                Value columns = TileText.least(f, f.index(width), f.sub(f.hi(), column));
                TileText.put(f, tile, TileArguments.TILE_COLUMNS, columns);
                f.ifElse(
                    f.and(unpacked, f.or(padded, f.compare(Comparison.EQ, columns, f.index(width)))),
                    () -> {
                      TileText.put(
                          f,
                          tile,
                          TileArguments.TILE_B,
                          TileText.bytes(f, b, f.add(f.mul(before, strideB), f.mul(column, columnStep))));
                      TileText.put(f, tile, TileArguments.TILE_STRIDE_B, strideB);
                      return List.of();
                    },
                    () -> {
                      TileText.put(f, tile, TileArguments.TILE_B, room);
                      TileText.put(f, tile, TileArguments.TILE_STRIDE_B, f.index((long) width * type.bytes()));
                      TileText.put(f, packing, TileArguments.PACK_COLUMNS, columns);
                      TileText.put(f, packing, TileArguments.PACK_FROM, b);
                      TileText.callKernel(f, pack, packing, before, column);
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
                      TileText.put(f, tile, TileArguments.TILE_A, TileText.bytes(f, a, alongA));
                      TileText.put(f, tile, TileArguments.TILE_STEP_A, firstStep);
                      TileText.put(f, tile, TileArguments.TILE_C, TileText.bytes(f, c, alongC));
                      TileText.callKernel(f, first, tile, f.index(0), firstTiles);
                      f.ifThen(
                          f.compare(Comparison.LT, f.index(0), secondTiles),
                          () -> {
                            TileText.put(f, tile, TileArguments.TILE_A, TileText.bytes(f, secondA, alongA));
                            TileText.put(f, tile, TileArguments.TILE_STEP_A, secondStep);
                            TileText.put(f, tile, TileArguments.TILE_C, TileText.bytes(f, secondC, alongC));
                            TileText.callKernel(f, second, tile, f.index(0), secondTiles);
                          });
                    });
              });
        });
  }

  // ---- tiles ----

  /// The tiles `[lo, hi)` of a panel, one below the other.
  private void tiles(IrFunction f, boolean rows, int height, int vectors) {
    Value strideA = TileText.number(f, TileArguments.TILE_STRIDE_A);
    Value strideC = TileText.number(f, TileArguments.TILE_STRIDE_C);
    Value columns = TileText.number(f, TileArguments.TILE_COLUMNS);
    Value accumulate = f.compare(Comparison.NE, TileText.number(f, TileArguments.TILE_ACCUMULATE), f.index(0));
    Value[] masks = new Value[vectors];
    for (int v = 0; v < vectors; v++) {
      masks[v] = f.laneMask(f.index((long) v * lanes), columns, lanes);
    }
    Value a = f.argument(TileArguments.TILE_A);
    Value b = f.argument(TileArguments.TILE_B);
    Value c = f.argument(TileArguments.TILE_C);
    Value jump = TileText.number(f, TileArguments.TILE_JUMP_A);
    Value segments = TileText.number(f, TileArguments.TILE_SEGMENTS);
    Value depth = TileText.number(f, TileArguments.TILE_DEPTH);
    Value strideB = TileText.number(f, TileArguments.TILE_STRIDE_B);
    Value stepA = TileText.number(f, TileArguments.TILE_STEP_A);
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
          Value first = TileText.bytes(f, a, f.mul(t, stepA));
          Value result = TileText.bytes(f, c, f.mul(t, stepC));
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
                    start.add(TileText.bytes(f, first, f.mul(s, jump)));
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
    next.add(TileText.bytes(f, b, strideB));
    next.add(rows ? f.element(a, type, f.index(1)) : TileText.bytes(f, a, strideA));
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
      Value row = TileText.bytes(f, c, f.mul(stride, f.index(i)));
      for (int v = 0; v < masks.length; v++) {
        Value place = f.element(row, type, f.index((long) v * lanes));
        Value sum = sums.get(masks.length * i + v);
        f.store(place, accumulate ? f.add(sum, f.load(place, vector, masks[v])) : sum, masks[v]);
      }
    }
  }
}
