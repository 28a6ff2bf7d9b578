package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.prim.Call;
import gradwright.core.prim.Collective;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.Effectful;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.ExtensionPrimitive;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.value.Array;
import java.lang.ref.Reference;
import java.util.List;

/// The reference evaluator: every primitive in plain Java. It is the oracle of the compilers, the fallback when a compile fails,
/// and what eager operations run on.
public final class Evaluator {
  private Evaluator() {}

  public static List<Array> evaluate(Primitive primitive, List<Array> inputs, Device device) {
    try {
      return dispatch(primitive, inputs, device);
    } finally {
      // The pool reuses the memory of unreachable arrays; the inputs' is being read until here.
      Reference.reachabilityFence(inputs);
    }
  }

  private static List<Array> dispatch(Primitive primitive, List<Array> inputs, Device device) {
    return switch (primitive) {
      case Elementwise p -> List.of(ElementwiseEvaluator.evaluate(p, inputs, device));
      case Shaping p -> ShapingEvaluator.evaluate(p, inputs, device);
      case Reduction p -> ReductionEvaluator.evaluate(p, inputs, device);
      case Indexing p -> List.of(IndexingEvaluator.evaluate(p, inputs, device));
      case Contraction p -> List.of(ContractionEvaluator.evaluate(p, inputs, device));
      case LinearAlgebra p -> LinearAlgebraEvaluator.evaluate(p, inputs, device);
      case ControlFlow p -> ControlFlowEvaluator.evaluate(p, inputs, device);
      case Call p -> CallEvaluator.evaluate(p, inputs, device);
      case RandomBits p -> RandomEvaluator.evaluate(p, inputs, device);
      case Effectful p -> EffectfulEvaluator.evaluate(p, inputs, device);
      // vmap has turned all its names into axes of the array
      case Collective.AllReduce p when p.axisNames().isEmpty() ->
          ReductionEvaluator.evaluate(new Reduction.Reduce(p.op(), p.positional()), inputs, device);
      case Collective p -> throw new IllegalStateException(p.primitiveName() + " outside its axis");
      case ExtensionPrimitive p -> p.evaluate(inputs);
    };
  }

  /// A while loop that has run for a while.
  public record Iterated(List<Array> carry, boolean finished) {}

  /// Runs at most `limit` iterations of a while loop.
  public static Iterated iterate(ControlFlow.While loop, List<Array> inputs, Device device, long limit) {
    return ControlFlowEvaluator.whileLoop(loop, inputs, device, limit);
  }
}
