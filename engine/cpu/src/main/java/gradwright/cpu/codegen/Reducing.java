package gradwright.cpu.codegen;

import gradwright.compiler.kernel.Reducer;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.cpu.ir.Comparison;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import gradwright.cpu.math.Casts;
import gradwright.cpu.math.Lanewise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The arithmetic of reductions: what they start with, how they go on, and how the lanes come together in the end. The
/// state is one value, or for positions of extremes the value and its position.
final class Reducing {
  private final IrFunction f;
  private final Reducer reducer;

  Reducing(IrFunction f, Reducer reducer) {
    this.f = f;
    this.reducer = reducer;
  }

  /// The type in which values of a type are added up.
  static Scalar state(Reducer r, Scalar type) {
    boolean rounds = r == Reducer.SUM || r == Reducer.PROD;
    return rounds && (type == Scalar.F16 || type == Scalar.BF16) ? Scalar.F32 : type;
  }

  /// What changes nothing.
  Value identity(IrType type) {
    Scalar s = type.scalar();
    return switch (reducer) {
      case SUM, OR, XOR -> f.constant(type, 0L);

      case PROD -> f.constant(type, 1L);
      case AND -> f.constant(type, -1L);
      case MAX, ARGMAX -> extreme(type, true);
      case MIN, ARGMIN -> extreme(type, false);
    };
  }

  private Value extreme(IrType type, boolean least) {
    Scalar s = type.scalar();
    if (s.isFloat()) {
      return f.constant(type, least ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    if (s == Scalar.BOOL) {
      return f.constant(type, least ? 0L : 1L);
    }
    if (s.isUnsigned()) {
      return f.constant(type, least ? 0L : -1L);
    }
    long min = -1L << (s.bits() - 1);
    return f.constant(type, least ? min : ~min);
  }

  /// The state that an element makes.
  List<Value> lift(List<Value> x) {
    Value first = x.getFirst();
    Scalar wide = state(reducer, first.scalar());
    List<Value> out = new ArrayList<>(x);
    out.set(0, Casts.cast(f, first, wide));
    return out;
  }

  List<Value> combine(List<Value> x, List<Value> y) {
    if (reducer.isArgument()) {
      return first(x, y);
    }
    BinaryOp op =
        switch (reducer) {
          case SUM -> BinaryOp.ADD;
          case PROD -> BinaryOp.MUL;
          case MAX -> BinaryOp.MAX;
          case MIN -> BinaryOp.MIN;
          case AND -> BinaryOp.AND;
          case OR -> BinaryOp.OR;
          case XOR -> BinaryOp.XOR;
          case ARGMAX, ARGMIN -> throw new IllegalStateException();
        };
    return List.of(Lanewise.apply(f, new Elementwise.Binary(op), List.of(x.getFirst(), y.getFirst())));
  }

  /// The more extreme of two, the one of lower position among equals; NaN is the most extreme.
  private List<Value> first(List<Value> x, List<Value> y) {
    Value a = wide(x.get(0));
    Value b = wide(y.get(0));
    Comparison beyond = reducer == Reducer.ARGMAX ? Comparison.GT : Comparison.LT;
    Value take = f.compare(beyond, b, a);
    Value equal = f.compare(Comparison.EQ, a, b);
    if (a.scalar().isFloat()) {
      Value nanA = f.isNan(a);
      Value nanB = f.isNan(b);
      take = f.or(f.and(take, f.not(nanA)), f.and(nanB, f.not(nanA)));
      equal = f.or(equal, f.and(nanA, nanB));
    }
    Value lower = f.compare(Comparison.LT, y.get(1), x.get(1));
    take = f.or(take, f.and(equal, lower));
    return List.of(f.select(take, y.get(0), x.get(0)), f.select(take, y.get(1), x.get(1)));
  }

  private Value wide(Value x) {
    return x.scalar() == Scalar.BF16 || x.scalar() == Scalar.F16
        ? Casts.cast(f, x, Scalar.F32)
        : x.scalar() == Scalar.BOOL ? Casts.cast(f, x, Scalar.U8) : x;
  }

  /// All lanes combined, by halves.
  List<Value> together(List<Value> x) {
    while (x.getFirst().lanes() > 1) {
      int half = x.getFirst().lanes() / 2;
      List<Value> low = part(x, 0, half);
      List<Value> high = part(x, half, half);
      x = combine(low, high);
    }
    return x;
  }

  private List<Value> part(List<Value> x, int from, int count) {
    return x.stream().map(v -> f.shuffle(v, v, IntStream.range(from, from + count).toArray())).toList();
  }

  /// The result in the type that the expression has.
  Value result(List<Value> state, Scalar type) {
    return reducer.isArgument() ? state.get(1) : Casts.cast(f, state.getFirst(), type);
  }
}
