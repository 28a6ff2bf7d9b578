package gradwright.core.control;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Masks;
import gradwright.core.lax.Lax;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.Interpreter;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// A while loop batched over its predicate, as one with a single predicate, for compilers: it goes on while any lane does,
/// and lanes that are done keep their carry.
public final class LaneLoop {
  private LaneLoop() {}

  /// Whether a loop has a predicate for each lane.
  public static boolean isBatched(ControlFlow.While loop) {
    return loop.condition().outputAvals().getFirst().rank() > 0;
  }

  private record Any() {}

  private record Masked(ClosedJaxpr condition, int conditionConstants, int bodyConstants) {}

  /// The loop with a scalar predicate. Its body takes the condition's constants as well: see `inputs`.
  public static ControlFlow.While scalar(ControlFlow.While p) {
    ClosedJaxpr condition = p.condition();
    ClosedJaxpr any =
        condition.derive(
            new Any(),
            () ->
                Staging.stage(
                    in -> {
                      Value lanes = Interpreter.run(condition, in).getFirst();
                      return List.of(Lax.reduce(Reduction.Op.OR, lanes, Ints.range(0, lanes.rank())));
                    },
                    condition.inputAvals()));
    int c = p.conditionConstants();
    int b = p.bodyConstants();
    ClosedJaxpr masked =
        p.body()
            .derive(
                new Masked(condition, c, b),
                () -> {
                  List<Aval> avals = new ArrayList<>(condition.inputAvals().subList(0, c));
                  avals.addAll(p.body().inputAvals());
                  return Staging.stage(in -> step(p, in), avals);
                });
    return new ControlFlow.While(any, c, masked, c + b);
  }

  /// The operands of the scalar loop from those of the batched one.
  public static <T> List<T> inputs(ControlFlow.While p, List<T> in) {
    List<T> condition = in.subList(0, p.conditionConstants());
    return Masks.concat(condition, condition, in.subList(p.conditionConstants(), in.size()));
  }

  private static List<Value> step(ControlFlow.While p, List<Value> in) {
    int c = p.conditionConstants();
    int firstCarry = c + p.bodyConstants();
    List<Value> carry = in.subList(firstCarry, in.size());
    Value going = Interpreter.run(p.condition(), Masks.concat(in.subList(0, c), carry)).getFirst();
    List<Value> next = Interpreter.run(p.body(), in.subList(c, in.size()));
    List<Value> result = new ArrayList<>();
    for (int i = 0; i < carry.size(); i++) {
      Value x = next.get(i);
      Value mask = x.rank() == going.rank() ? going : Lax.broadcastInDim(going, x.shape(), Ints.range(0, going.rank()));
      result.add(Lax.select(mask, x, carry.get(i)));
    }
    return result;
  }
}
