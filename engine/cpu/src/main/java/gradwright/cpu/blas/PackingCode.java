package gradwright.cpu.blas;

import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// The text of the kernels that bring operands of matrix products together: panels of two vectors of columns, row after row, and
/// lines beside each other.
final class PackingCode {
  private final Scalar type;
  private final int lanes;
  private final IrType vector;

  PackingCode(Scalar type, int lanes) {
    this.type = type;
    this.lanes = lanes;
    this.vector = IrType.of(type, lanes);
  }

  /// Packs a panel of a matrix that lies in rows, from row `lo` and column `hi` on. Missing columns become zero.
  void rows(IrFunction f) {
    Value stride = TileText.number(f, TileArguments.PACK_STRIDE);
    Value from =
        TileText.bytes(
            f, f.argument(TileArguments.PACK_FROM), f.add(f.mul(f.lo(), stride), f.mul(f.hi(), f.index(type.bytes()))));
    Value to = f.argument(TileArguments.PACK_TO);
    Value columns = TileText.number(f, TileArguments.PACK_COLUMNS);
    Value first = f.laneMask(f.index(0), columns, lanes);
    Value second = f.laneMask(f.index(lanes), columns, lanes);
    f.loop(
        f.index(0),
        TileText.number(f, TileArguments.PACK_DEPTH),
        1,
        k -> {
          Value row = TileText.bytes(f, from, f.mul(k, stride));
          Value target = f.element(to, type, f.mul(k, f.index(2L * lanes)));
          f.store(target, f.load(row, vector, first));
          f.store(
              f.element(target, type, f.index(lanes)), f.load(f.element(row, type, f.index(lanes)), vector, second));
        });
  }

  /// Packs a panel of a matrix whose columns lie in memory, by squares. Missing columns repeat the last; the depth is filled up
  /// with zeros to whole squares.
  void turned(IrFunction f) {
    Value stride = TileText.number(f, TileArguments.PACK_STRIDE);
    Value from =
        TileText.bytes(
            f, f.argument(TileArguments.PACK_FROM), f.add(f.mul(f.hi(), stride), f.mul(f.lo(), f.index(type.bytes()))));
    Value to = f.argument(TileArguments.PACK_TO);
    Value depth = TileText.number(f, TileArguments.PACK_DEPTH);
    Value last = f.sub(TileText.number(f, TileArguments.PACK_COLUMNS), f.index(1));
    f.loop(
        f.index(0),
        f.index(2L * lanes),
        lanes,
        half -> {
          List<Value> lines = new ArrayList<>();
          for (int j = 0; j < lanes; j++) {
            lines.add(TileText.bytes(f, from, f.mul(TileText.least(f, f.add(half, f.index(j)), last), stride)));
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
  void copy(IrFunction f) {
    Value from = f.argument(TileArguments.COPY_FROM);
    Value to = f.argument(TileArguments.COPY_TO);
    Value strideFrom = TileText.number(f, TileArguments.COPY_FROM_STRIDE);
    Value strideTo = TileText.number(f, TileArguments.COPY_TO_STRIDE);
    Value length = TileText.number(f, TileArguments.COPY_LENGTH);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        line -> {
          Value source = TileText.bytes(f, from, f.mul(line, strideFrom));
          Value target = TileText.bytes(f, to, f.mul(line, strideTo));
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
}
