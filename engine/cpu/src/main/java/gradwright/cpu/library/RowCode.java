package gradwright.cpu.library;

import gradwright.core.prim.Indexing;
import gradwright.cpu.codegen.KernelCode;
import gradwright.cpu.ir.Comparison;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrModule;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;

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
          places.ask(f, i, from, f.mul(length, f.index(type.bytes())), 0);
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
                return java.util.List.of();
              },
              () -> {
                f.vectorLoop(
                    f.index(0), length, lanes, (k, _, mask) -> f.store(f.element(target, type, k), fill, mask));
                return java.util.List.of();
              });
        });
    f.end();
    return ir.text();
  }

  /// Combines the rows `[lo, hi)` of `from` into those of `to` at good indices.
  static String scatter(Indexing.Combine op, Scalar type) {
    IrModule ir = new IrModule();
    IrFunction f = ir.kernel(KernelCode.NAME);
    int lanes = VECTOR_BYTES / type.bytes();
    Value from = f.argument(FROM);
    Value to = f.argument(TO);
    Value length = number(f, LENGTH);
    Value stride = number(f, INDEXED_STRIDE);
    Value otherStride = number(f, OTHER_STRIDE);
    Places places = new Places(f);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        i -> {
          places.ask(f, i, to, f.mul(length, f.index(type.bytes())), 1);
          Value index = places.index(f, i);
          f.ifThen(
              places.good(f, index),
              () -> {
                Value target = bytes(f, to, f.mul(index, stride));
                Value source = bytes(f, from, f.mul(i, otherStride));
                f.vectorLoop(
                    f.index(0),
                    length,
                    lanes,
                    (k, n, mask) -> {
                      Value update = f.load(f.element(source, type, k), IrType.of(type, n), mask);
                      Value place = f.element(target, type, k);
                      f.store(place, combined(f, op, place, update, mask), mask);
                    });
              });
        });
    f.end();
    return ir.text();
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
    void ask(IrFunction f, Value i, Value base, Value length, int write) {
      Value later = f.add(i, f.index(AHEAD));
      Value row = clamp(f, index(f, f.select(f.compare(Comparison.LT, later, lastRow), later, lastRow)));
      Value start = bytes(f, base, f.mul(row, stride));
      Value some = f.select(f.compare(Comparison.LT, length, f.index(MOST_AHEAD)), length, f.index(MOST_AHEAD));
      f.module().declare("declare void @llvm.prefetch.p0(ptr, i32, i32, i32)");
      f.loop(
          f.index(0),
          some,
          LINE,
          k ->
              f.run(
                  "call void @llvm.prefetch.p0(" + bytes(f, start, k).typed() + ", i32 " + write + ", i32 3, i32 1)"));
    }
  }

  private static Value number(IrFunction f, int k) {
    return f.load(f.element(f.parameters().getFirst(), Scalar.S64, f.index(k)), IrType.INDEX);
  }

  private static Value bytes(IrFunction f, Value base, Value offset) {
    return f.element(base, Scalar.U8, offset);
  }
}
