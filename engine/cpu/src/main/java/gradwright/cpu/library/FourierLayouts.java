package gradwright.cpu.library;

import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// The code that brings lines from interleaved memory to vectors and back.
final class FourierLayouts {
  private final LineVectors lines;
  private final Scalar type;
  private final int lanes;
  private final IrType vector;

  FourierLayouts(LineVectors lines) {
    this.lines = lines;
    this.type = lines.type();
    this.lanes = lines.lanes();
    this.vector = lines.vector();
  }

  /// Arguments: interleaved source, target, scalars from one element to the next, offsets of real and imaginary parts.
  void load(IrFunction f) {
    Value from = f.argument(0);
    Value to = f.argument(1);
    Value step = LineVectors.number(f, 2);
    Value re = LineVectors.number(f, 3);
    Value im = LineVectors.number(f, 4);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        i -> {
          Value both = f.load(lines.at(f, from, f.mul(i, step)), IrType.of(type, 2 * lanes));
          Value target = f.mul(i, f.index(2 * lanes));
          f.store(lines.at(f, to, f.add(target, re)), f.shuffle(both, both, picks(k -> 2 * k)));
          f.store(lines.at(f, to, f.add(target, im)), f.shuffle(both, both, picks(k -> 2 * k + 1)));
        });
  }

  private int[] picks(IntUnaryOperator pick) {
    return IntStream.range(0, lanes).map(pick).toArray();
  }

  /// The same for lines that are contiguous rows: the step is from one line to the next.
  void loadRows(IrFunction f) {
    Value from = f.argument(0);
    Value to = f.argument(1);
    Value rows = f.steps(f.index(0), LineVectors.number(f, 2), lanes);
    Value re = LineVectors.number(f, 3);
    Value im = LineVectors.number(f, 4);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        i -> {
          Value source = lines.at(f, from, f.mul(i, f.index(2)));
          Value target = f.mul(i, f.index(2 * lanes));
          f.store(lines.at(f, to, f.add(target, re)), f.gather(source, type, rows, null));
          f.store(lines.at(f, to, f.add(target, im)), f.gather(lines.at(f, source, f.index(1)), type, rows, null));
        });
  }

  /// Arguments: source, interleaved target, scalars from one element to the next, offsets, and where the scale is.
  void store(IrFunction f) {
    Value from = f.argument(0);
    Value to = f.argument(1);
    Value step = LineVectors.number(f, 2);
    Value re = LineVectors.number(f, 3);
    Value im = LineVectors.number(f, 4);
    Value scale = f.broadcast(f.load(f.argument(5), IrType.of(type)), lanes);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        i -> {
          Value source = f.mul(i, f.index(2 * lanes));
          Value x = f.mul(f.load(lines.at(f, from, f.add(source, re)), vector), scale);
          Value y = f.mul(f.load(lines.at(f, from, f.add(source, im)), vector), scale);
          int[] order = IntStream.range(0, 2 * lanes).map(k -> (k & 1) * lanes + k / 2).toArray();
          f.store(lines.at(f, to, f.mul(i, step)), f.shuffle(x, y, order));
        });
  }

  /// The same for lines that are contiguous rows.
  void storeRows(IrFunction f) {
    Value from = f.argument(0);
    Value to = f.argument(1);
    Value rows = f.steps(f.index(0), LineVectors.number(f, 2), lanes);
    Value re = LineVectors.number(f, 3);
    Value im = LineVectors.number(f, 4);
    Value scale = f.broadcast(f.load(f.argument(5), IrType.of(type)), lanes);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        i -> {
          Value source = f.mul(i, f.index(2 * lanes));
          Value target = lines.at(f, to, f.mul(i, f.index(2)));
          f.scatter(target, rows, f.mul(f.load(lines.at(f, from, f.add(source, re)), vector), scale), null);
          f.scatter(
              lines.at(f, target, f.index(1)),
              rows,
              f.mul(f.load(lines.at(f, from, f.add(source, im)), vector), scale),
              null);
        });
  }

  /// Like `loadRows`, half as many elements as there are lanes at a time: items are such tiles.
  void loadTiles(IrFunction f) {
    Value from = f.argument(0);
    Value to = f.argument(1);
    Value step = LineVectors.number(f, 2);
    Value re = LineVectors.number(f, 3);
    Value im = LineVectors.number(f, 4);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        i -> {
          List<Value> rows = new ArrayList<>();
          for (int k = 0; k < lanes; k++) {
            Value source = f.add(f.mul(step, f.index(k)), f.mul(i, f.index(lanes)));
            rows.add(f.load(lines.at(f, from, source), vector));
          }
          List<Value> turned = transposed(f, rows);
          for (int k = 0; k < lanes; k++) {
            Value target = f.add(f.mul(i, f.index((long) lanes * lanes)), f.index((long) k / 2 * 2 * lanes));
            f.store(lines.at(f, to, f.add(target, k % 2 == 0 ? re : im)), turned.get(k));
          }
        });
  }

  /// Like `storeRows`, tile by tile.
  void storeTiles(IrFunction f) {
    Value from = f.argument(0);
    Value to = f.argument(1);
    Value step = LineVectors.number(f, 2);
    Value re = LineVectors.number(f, 3);
    Value im = LineVectors.number(f, 4);
    Value scale = f.broadcast(f.load(f.argument(5), IrType.of(type)), lanes);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        i -> {
          List<Value> parts = new ArrayList<>();
          for (int k = 0; k < lanes; k++) {
            Value source = f.add(f.mul(i, f.index((long) lanes * lanes)), f.index((long) k / 2 * 2 * lanes));
            parts.add(f.mul(f.load(lines.at(f, from, f.add(source, k % 2 == 0 ? re : im)), vector), scale));
          }
          List<Value> rows = transposed(f, parts);
          for (int k = 0; k < lanes; k++) {
            Value target = f.add(f.mul(step, f.index(k)), f.mul(i, f.index(lanes)));
            f.store(lines.at(f, to, target), rows.get(k));
          }
        });
  }

  /// Rows become columns: blocks of half the size change places, then blocks of a quarter within them, and so on.
  private List<Value> transposed(IrFunction f, List<Value> rows) {
    List<Value> v = new ArrayList<>(rows);
    for (int d = lanes / 2; d > 0; d /= 2) {
      int half = d;
      for (int k = 0; k < lanes; k++) {
        if ((k & d) == 0) {
          Value a = v.get(k);
          Value b = v.get(k + d);
          v.set(k, f.shuffle(a, b, picks(j -> (j & half) == 0 ? j : lanes + j - half)));
          v.set(k + d, f.shuffle(a, b, picks(j -> (j & half) == 0 ? j + half : lanes + j)));
        }
      }
    }
    return v;
  }
}
