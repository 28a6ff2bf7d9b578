package gradwright.core.control;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.trace.FlatFunction;
import gradwright.core.value.Value;
import java.util.Collections;
import java.util.List;

/// Structured control flow over flat lists of values: what `jax.lax` has under the same names. Functions are staged
/// over the types of their operands; tracers and arrays they close over become operands of the primitive. Carries and
/// branch outputs must agree in shape and dtype (weak types give way), else JAX's TypeError.
///
/// The forms that take closed jaxprs bind functions staged before; their constants may be tracers.
public final class Control {
  private Control() {}

  /// `lax.cond`: `predicate` is a scalar bool or number.
  public static List<Value> cond(
      Value predicate, FlatFunction onTrue, FlatFunction onFalse, List<? extends Value> operands) {
    return cond(predicate, onTrue, onFalse, operands, BranchNames.cond());
  }

  /// The same, with names for error messages.
  public static List<Value> cond(
      Value predicate, FlatFunction onTrue, FlatFunction onFalse, List<? extends Value> operands, BranchNames names) {
    return Branches.cond(predicate, onTrue, onFalse, List.copyOf(operands), names);
  }

  /// A conditional on a bool over staged branches of equal types.
  public static List<Value> cond(
      Value predicate, ClosedJaxpr onTrue, ClosedJaxpr onFalse, List<? extends Value> operands) {
    return Branches.bindCond(predicate, onTrue, onFalse, List.copyOf(operands));
  }

  /// `lax.switch`: the branch at a scalar integer, which is clamped into range.
  public static List<Value> switchCase(
      Value index, List<? extends FlatFunction> branches, List<? extends Value> operands) {
    return switchCase(index, branches, operands, BranchNames.switchCase(branches.size()));
  }

  /// The same, with names for error messages.
  public static List<Value> switchCase(
      Value index, List<? extends FlatFunction> branches, List<? extends Value> operands, BranchNames names) {
    return Branches.switchCase(index, List.copyOf(branches), List.copyOf(operands), names);
  }

  /// A conditional on an integer over staged branches (at least two) of equal types.
  public static List<Value> switchStaged(Value index, List<ClosedJaxpr> branches, List<? extends Value> operands) {
    return Branches.bindSwitch(index, branches, List.copyOf(operands));
  }

  /// `lax.while_loop`: `condition` takes the carry to one scalar bool, `body` to the next carry.
  public static List<Value> whileLoop(FlatFunction condition, FlatFunction body, List<? extends Value> init) {
    return whileLoop(condition, body, init, CarryNames.positions("while_loop body", init.size()));
  }

  /// The same, with names for error messages.
  public static List<Value> whileLoop(
      FlatFunction condition, FlatFunction body, List<? extends Value> init, CarryNames names) {
    return Loops.whileLoop(condition, body, List.copyOf(init), names);
  }

  /// A while loop over a staged condition and body.
  public static List<Value> whileLoop(ClosedJaxpr condition, ClosedJaxpr body, List<? extends Value> init) {
    return Loops.bindWhile(condition, body, List.copyOf(init));
  }

  /// `lax.scan`: `body` takes carry and slices of `xs` along their leading axis to carry and ys; gives the last carry
  /// and the stacked ys. `length` may be null when there are xs.
  public static List<Value> scan(
      FlatFunction body,
      List<? extends Value> init,
      List<? extends Value> xs,
      Integer length,
      boolean reverse,
      int unroll) {
    return scan(body, init, xs, length, reverse, unroll, CarryNames.positions("scan body", init.size()));
  }

  /// The same, with names for error messages.
  public static List<Value> scan(
      FlatFunction body,
      List<? extends Value> init,
      List<? extends Value> xs,
      Integer length,
      boolean reverse,
      int unroll,
      CarryNames names) {
    return Loops.scan(body, List.copyOf(init), List.copyOf(xs), length, reverse, unroll, names);
  }

  /// A scan over a staged body.
  public static List<Value> scan(
      ClosedJaxpr body, List<? extends Value> init, List<? extends Value> xs, int length, boolean reverse, int unroll) {
    return Loops.bindScan(body, List.copyOf(init), List.copyOf(xs), length, reverse, unroll);
  }

  /// The length of a scan: the leading size that all xs share, which `length` must equal when it is given; JAX's errors.
  public static int scanLength(List<? extends Value> xs, Integer length) {
    return Loops.scanLength(xs, length);
  }

  /// `lax.fori_loop`: `body` takes the index and the carry to the next carry. Concrete bounds make a scan, which can be
  /// differentiated in reverse; others a while loop.
  public static List<Value> foriLoop(Value lower, Value upper, FlatFunction body, List<? extends Value> init) {
    return foriLoop(lower, upper, body, init, 1, Collections.nCopies(init.size(), ""));
  }

  /// The same; `unroll` only with concrete bounds. `paths` are the pytree paths of the carry's leaves.
  public static List<Value> foriLoop(
      Value lower, Value upper, FlatFunction body, List<? extends Value> init, int unroll, List<String> paths) {
    return Loops.foriLoop(lower, upper, body, List.copyOf(init), unroll, paths);
  }

  /// `lax.map`: applies `f` to slices along the leading axis, one after the other, and stacks the results.
  public static List<Value> map(FlatFunction f, List<? extends Value> xs) {
    return scan(f, List.of(), xs, null, false, 1);
  }
}
