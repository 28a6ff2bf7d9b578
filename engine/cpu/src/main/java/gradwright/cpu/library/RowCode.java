package gradwright.cpu.library;

import gradwright.core.prim.Indexing;
import gradwright.cpu.codegen.KernelCode;
import gradwright.cpu.ir.Comparison;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrModule;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import java.util.List;

/// The text of kernels that read or write rows at places given by int32 indices. The rows needed next are asked for early,
/// because they may lie anywhere.
final class RowCode {
  static final int FROM = 0;
  static final int TO = 1;
  static final int INDICES = 2;

  /// Elements of a row.
  static final int LENGTH = 3;

  /// Bytes from one row to the next where the indices count, and where they do not.
  static final int INDEXED_STRIDE = 4;

  static final int OTHER_STRIDE = 5;

  /// Indices are good in `[FIRST, END)`.
  static final int FIRST = 6;

  static final int END = 7;

  /// Whether indices are brought into `[0, LAST]` first.
  static final int CLIP = 8;

  static final int LAST = 9;

  /// Indices of the whole call.
  static final int COUNT = 10;

  /// A vector of the value for rows that are not there.
  static final int FILL = 11;

  static final int ARGUMENTS = 12;

  private static final int VECTOR_BYTES = 64;
  private static final int AHEAD = 12;
  private static final int GROUP = 512; // rows
  private static final int LINE = 64;
  private static final long MOST_AHEAD = 8 * LINE; // bytes of a row

  private RowCode() {}

  /// Reads the rows `[lo, hi)`; those at bad indices are filled.
  static String gather(Scalar type) {
    IrModule ir = new IrModule();
    IrFunction f = ir.kernel(KernelCode.NAME);
    int lanes = VECTOR_BYTES / type.bytes();
    Value from = f.argument(FROM);
    Value to = f.argument(TO);
    Value length = number(f, LENGTH);
    Value stride = number(f, INDEXED_STRIDE);
    Value otherStride = number(f, OTHER_STRIDE);
    Value fill = f.load(f.argument(FILL), IrType.of(type, lanes));
    Places places = new Places(f);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        i -> {
          places.ask(f, i, from, f.mul(length, f.index(type.bytes())));
          Value index = places.index(f, i);
          Value target = bytes(f, to, f.mul(i, otherStride));
          f.ifElse(
              places.good(f, index),
              () -> {
                Value source = bytes(f, from, f.mul(index, stride));
                f.vectorLoop(
                    f.index(0),
                    length,
                    lanes,
                    (k, n, mask) ->
                        f.store(
                            f.element(target, type, k),
                            f.load(f.element(source, type, k), IrType.of(type, n), mask),
                            mask));
                return List.of();
              },
              () -> {
                f.vectorLoop(
                    f.index(0), length, lanes, (k, _, mask) -> f.store(f.element(target, type, k), fill, mask));
                return List.of();
              });
        });
    f.end();
    return ir.text();
  }

  /// Combines the rows `[lo, hi)` of `from` into those of `to` at good indices. Which those are is written down first, some
  /// rows at a time: where each thread has a part of the operand, half of the indices are another's, and the processor could not
  /// foresee which, nor should it ask for another's rows.
  static String scatter(Indexing.Combine op, Scalar type) {
    IrModule ir = new IrModule();
    IrFunction f = ir.kernel(KernelCode.NAME);
    Value from = f.argument(FROM);
    Value to = f.argument(TO);
    Value length = number(f, LENGTH);
    Value stride = number(f, INDEXED_STRIDE);
    Value otherStride = number(f, OTHER_STRIDE);
    Value asked = least(f, f.mul(length, f.index(type.bytes())), f.index(MOST_AHEAD));
    Value targets = f.stack(Scalar.S64, GROUP);
    Value sources = f.stack(Scalar.S64, GROUP);
    Places places = new Places(f);
    f.loop(
        f.lo(),
        f.hi(),
        GROUP,
        group -> {
          Value count =
              f.loop(
                      group,
                      least(f, f.hi(), f.add(group, f.index(GROUP))),
                      1,
                      List.of(f.index(0)),
                      (i, n) -> {
                        Value index = places.index(f, i);
                        f.store(f.element(targets, Scalar.S64, n.getFirst()), f.mul(index, stride));
                        f.store(f.element(sources, Scalar.S64, n.getFirst()), f.mul(i, otherStride));
                        Value next = f.add(n.getFirst(), f.index(1));
                        return List.of(f.select(places.good(f, index), next, n.getFirst()));
                      })
                  .getFirst();
          Value last = f.sub(count, f.index(1));
          f.loop(
              f.index(0),
              count,
              1,
              i -> {
                Value later = least(f, f.add(i, f.index(AHEAD)), last);
                prefetch(f, bytes(f, to, offset(f, targets, later)), asked, 1);
                prefetch(f, bytes(f, from, offset(f, sources, later)), asked, 0);
                Value target = bytes(f, to, offset(f, targets, i));
                Value source = bytes(f, from, offset(f, sources, i));
                combineRow(f, op, type, target, source, length);
              });
        });
    f.end();
    return ir.text();
  }

  private static Value offset(IrFunction f, Value list, Value i) {
    return f.load(f.element(list, Scalar.S64, i), IrType.INDEX);
  }

  private static void combineRow(
      IrFunction f, Indexing.Combine op, Scalar type, Value target, Value source, Value length) {
    f.vectorLoop(
        f.index(0),
        length,
        VECTOR_BYTES / type.bytes(),
        (k, n, mask) -> {
          Value update = f.load(f.element(source, type, k), IrType.of(type, n), mask);
          Value place = f.element(target, type, k);
          f.store(place, combined(f, op, place, update, mask), mask);
        });
  }

  private static Value combined(IrFunction f, Indexing.Combine op, Value place, Value update, Value mask) {
    return switch (op) {
      case SET -> update;
      case ADD -> f.add(f.load(place, update.type(), mask), update);
      case SUB -> f.sub(f.load(place, update.type(), mask), update);
      case MUL -> f.mul(f.load(place, update.type(), mask), update);
      case MIN, MAX -> throw new IllegalArgumentException("no kernel for " + op);
    };
  }

  /// What the indices say.
  private static final class Places {
    private final Value indices;
    private final Value stride;
    private final Value first;
    private final Value end;
    private final Value clip;
    private final Value last;
    private final Value lastRow;

    Places(IrFunction f) {
      indices = f.argument(INDICES);
      stride = number(f, INDEXED_STRIDE);
      first = number(f, FIRST);
      end = number(f, END);
      clip = f.compare(Comparison.NE, number(f, CLIP), f.index(0));
      last = number(f, LAST);
      lastRow = f.sub(number(f, COUNT), f.index(1));
    }

    Value index(IrFunction f, Value i) {
      Value raw = f.convert("sext", f.load(f.element(indices, Scalar.S32, i), IrType.of(Scalar.S32)), Scalar.S64);
      return f.select(clip, clamp(f, raw), raw);
    }

    private Value clamp(IrFunction f, Value x) {
      Value above = f.select(f.compare(Comparison.LT, x, f.index(0)), f.index(0), x);
      return f.select(f.compare(Comparison.LT, last, above), last, above);
    }

    Value good(IrFunction f, Value index) {
      return f.and(f.compare(Comparison.LE, first, index), f.compare(Comparison.LT, index, end));
    }

    /// Asks for the row that comes some turns after `i`.
    void ask(IrFunction f, Value i, Value base, Value length) {
      Value later = least(f, f.add(i, f.index(AHEAD)), lastRow);
      Value row = clamp(f, index(f, later));
      prefetch(f, bytes(f, base, f.mul(row, stride)), least(f, length, f.index(MOST_AHEAD)), 0);
    }
  }

  /// Asks for the lines of a row, to be read or (1) written.
  private static void prefetch(IrFunction f, Value start, Value length, int write) {
    f.module().declare("declare void @llvm.prefetch.p0(ptr, i32, i32, i32)");
    f.loop(
        f.index(0),
        length,
        LINE,
        k -> f.run("call void @llvm.prefetch.p0(" + bytes(f, start, k).typed() + ", i32 " + write + ", i32 3, i32 1)"));
  }

  private static Value least(IrFunction f, Value x, Value y) {
    return f.select(f.compare(Comparison.LT, x, y), x, y);
  }

  private static Value number(IrFunction f, int k) {
    return f.load(f.element(f.parameters().getFirst(), Scalar.S64, f.index(k)), IrType.INDEX);
  }

  private static Value bytes(IrFunction f, Value base, Value offset) {
    return f.element(base, Scalar.U8, offset);
  }
}
