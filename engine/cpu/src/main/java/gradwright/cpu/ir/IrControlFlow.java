package gradwright.cpu.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Loops and branches on top of [IrInstructions].
///
/// They take their bodies as lambdas, so that blocks and phi nodes never show.
public abstract sealed class IrControlFlow extends IrInstructions permits IrMemory {
  private String block = "entry";

  IrControlFlow(IrModule module) {
    super(module);
  }

  /// A loop's body: gets the induction variable.
  @FunctionalInterface
  public interface Body {
    /// Emits one iteration.
    void emit(Value i);
  }

  /// A loop's body that carries values from one iteration to the next.
  @FunctionalInterface
  public interface CarryingBody {
    /// Emits one iteration and returns the next values of the carried ones, of the same types.
    List<Value> emit(Value i, List<Value> carried);
  }

  /// The body of a vector loop, emitted once for whole vectors and once for the masked rest.
  @FunctionalInterface
  public interface VectorBody {
    /// Emits `lanes` elements from `i` on; `mask` is null where all lanes are wanted.
    void emit(Value i, int lanes, Value mask);
  }

  /// `for (i = lo; i < hi; i += step)`, with a positive constant step.
  public final void loop(Value lo, Value hi, long step, Body body) {
    loop(
        lo,
        hi,
        step,
        List.of(),
        (i, _) -> {
          body.emit(i);
          return List.of();
        });
  }

  /// The same loop carrying values; gives their last ones (the initial ones if the loop does not run).
  public final List<Value> loop(Value lo, Value hi, long step, List<Value> initial, CarryingBody body) {
    String id = fresh();
    String before = block;
    Value enter = compare(Comparison.LT, lo, hi);
    line("br " + enter.typed() + ", label %loop" + id + ", label %done" + id);

    StringBuilder outer = body();
    redirect(new StringBuilder());
    block = "loop" + id;
    Value i = new Value(lo.type(), "%i" + id);
    List<Value> carried = new ArrayList<>();
    for (int k = 0; k < initial.size(); k++) {
      carried.add(new Value(initial.get(k).type(), "%c" + id + "." + k));
    }
    List<Value> next = body.emit(i, List.copyOf(carried));
    checkTypes(initial, next);
    Value after = emit(lo.type(), "add nsw " + i.typed() + ", " + step);
    Value again = compare(Comparison.LT, after, hi);
    line("br " + again.typed() + ", label %loop" + id + ", label %done" + id);
    String latch = block;
    StringBuilder inner = body();
    redirect(outer);

    label("loop" + id);
    phi(i, lo, before, after, latch);
    for (int k = 0; k < carried.size(); k++) {
      phi(carried.get(k), initial.get(k), before, next.get(k), latch);
    }
    outer.append(inner);
    label("done" + id);
    List<Value> results = new ArrayList<>();
    for (int k = 0; k < carried.size(); k++) {
      Value result = new Value(initial.get(k).type(), "%r" + id + "." + k);
      phi(result, initial.get(k), before, next.get(k), latch);
      results.add(result);
    }
    return results;
  }

  /// Goes over `[lo, hi)` in whole vectors of `lanes`, then once more, masked, over what is left.
  public final void vectorLoop(Value lo, Value hi, int lanes, VectorBody body) {
    if (lanes == 1) {
      loop(lo, hi, 1, i -> body.emit(i, 1, null));
      return;
    }
    Value whole = and(sub(hi, lo), index(-lanes));
    Value middle = add(lo, whole);
    loop(lo, middle, lanes, i -> body.emit(i, lanes, null));
    ifThen(compare(Comparison.LT, middle, hi), () -> body.emit(middle, lanes, laneMask(middle, hi, lanes)));
  }

  /// The lanes `k` with `start + k < end`.
  public final Value laneMask(Value start, Value end, int lanes) {
    if (lanes == 1) {
      return compare(Comparison.LT, start, end);
    }
    IrType type = new IrType(Scalar.BOOL, lanes);
    return intrinsic("llvm.get.active.lane.mask.v" + lanes + "i1.i64", type, start, end);
  }

  /// Emits `then` under a scalar condition.
  public final void ifThen(Value condition, Runnable then) {
    ifElse(
        condition,
        () -> {
          then.run();
          return List.of();
        },
        List::of);
  }

  /// Emits one branch or the other under a scalar condition; both give values of the same types.
  public final List<Value> ifElse(Value condition, Supplier<List<Value>> then, Supplier<List<Value>> otherwise) {
    String id = fresh();
    line("br " + condition.typed() + ", label %then" + id + ", label %else" + id);
    label("then" + id);
    List<Value> yes = then.get();
    String yesBlock = block;
    line("br label %join" + id);
    label("else" + id);
    List<Value> no = otherwise.get();
    String noBlock = block;
    line("br label %join" + id);
    label("join" + id);
    checkTypes(yes, no);
    List<Value> results = new ArrayList<>();
    for (int k = 0; k < yes.size(); k++) {
      Value result = new Value(yes.get(k).type(), "%r" + id + "." + k);
      phi(result, yes.get(k), yesBlock, no.get(k), noBlock);
      results.add(result);
    }
    return results;
  }

  /// Repeats `body` while `condition` of the carried values holds; gives the values for which it did not.
  public final List<Value> whileLoop(
      List<Value> initial, Function<List<Value>, Value> condition, UnaryOperator<List<Value>> body) {
    String id = fresh();
    String before = block;
    line("br label %head" + id);
    StringBuilder outer = body();
    redirect(new StringBuilder());
    block = "head" + id;
    List<Value> carried = new ArrayList<>();
    for (int k = 0; k < initial.size(); k++) {
      carried.add(new Value(initial.get(k).type(), "%c" + id + "." + k));
    }
    Value go = condition.apply(List.copyOf(carried));
    line("br " + go.typed() + ", label %body" + id + ", label %done" + id);
    label("body" + id);
    List<Value> next = body.apply(List.copyOf(carried));
    checkTypes(initial, next);
    line("br label %head" + id);
    String latch = block;
    StringBuilder inner = body();
    redirect(outer);
    label("head" + id);
    for (int k = 0; k < carried.size(); k++) {
      phi(carried.get(k), initial.get(k), before, next.get(k), latch);
    }
    outer.append(inner);
    label("done" + id);
    return carried;
  }

  private void label(String name) {
    body().append(name).append(":\n");
    block = name;
  }

  private void phi(Value target, Value first, String firstBlock, Value second, String secondBlock) {
    line(
        target.text()
            + " = phi "
            + target.type().ir()
            + " ["
            + first.text()
            + ", %"
            + firstBlock
            + "], ["
            + second.text()
            + ", %"
            + secondBlock
            + "]");
  }

  private static void checkTypes(List<Value> xs, List<Value> ys) {
    if (!xs.stream().map(Value::type).toList().equals(ys.stream().map(Value::type).toList())) {
      throw new IllegalArgumentException("branches or iterations of types " + xs + " and " + ys);
    }
  }
}
