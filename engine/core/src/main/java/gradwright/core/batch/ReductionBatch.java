package gradwright.core.batch;

import static gradwright.core.batch.Patterns.all;
import static gradwright.core.batch.Patterns.one;
import static gradwright.core.batch.Vmap.shifted;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.Session;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Batching rules of Reduction primitives.
final class ReductionBatch {
  private ReductionBatch() {}

  static Batched batch(BatchTrace trace, Reduction p, List<Value> values, List<Integer> axes) {
    return switch (p) {
      case Reduction.Sort s -> sort(s, values, axes);
      case Reduction.ReduceGeneral g -> general(g, values, axes);
      case Reduction.SelectAndGatherAdd s ->
          all(
              Session.bind(
                  new Reduction.SelectAndGatherAdd(
                      s.max(),
                      s.windowDimensions().insert(0, 1),
                      s.windowStrides().insert(0, 1),
                      s.padLow().insert(0, 0),
                      s.padHigh().insert(0, 0),
                      s.baseDilation().insert(0, 1),
                      s.windowDilation().insert(0, 1)),
                  Patterns.inFront(values, axes)),
              0);
      case Reduction.SelectAndScatterAdd s ->
          all(
              Session.bind(
                  new Reduction.SelectAndScatterAdd(
                      s.max(),
                      s.windowDimensions().insert(0, 1),
                      s.windowStrides().insert(0, 1),
                      s.padLow().insert(0, 0),
                      s.padHigh().insert(0, 0)),
                  Patterns.inFront(values, axes)),
              0);
      default -> ofOne(p, values.getFirst(), axes.getFirst());
    };
  }

  private static Batched ofOne(Reduction p, Value x, int axis) {
    return switch (p) {
      case Reduction.Reduce r -> {
        Ints axes = shifted(r.axes(), axis);
        yield one(Lax.reduce(r.op(), x, axes), remaining(axes, axis));
      }
      case Reduction.ArgReduce a -> {
        int reduced = shifted(a.axis(), axis);
        yield one(
            Lax.bind1(new Reduction.ArgReduce(a.max(), reduced, a.indexDType()), x), remaining(Ints.of(reduced), axis));
      }
      case Reduction.Cumulative c ->
          one(Lax.bind1(new Reduction.Cumulative(c.op(), shifted(c.axis(), axis), c.reverse()), x), axis);
      case Reduction.ReduceWindow w ->
          one(
              Lax.bind1(
                  new Reduction.ReduceWindow(
                      w.op(),
                      w.windowDimensions().insert(axis, 1),
                      w.windowStrides().insert(axis, 1),
                      w.padLow().insert(axis, 0),
                      w.padHigh().insert(axis, 0),
                      w.baseDilation().insert(axis, 1),
                      w.windowDilation().insert(axis, 1)),
                  x),
              axis);
      case Reduction.TopK k -> all(Lax.bind(new Reduction.TopK(k.k(), shifted(k.axis(), axis)), x), axis);
      default -> throw new IllegalStateException(p.primitiveName());
    };
  }

  /// Where an axis ends up when others disappear.
  private static int remaining(Ints removed, int axis) {
    int before = 0;
    for (int i = 0; i < removed.size(); i++) {
      before += removed.get(i) < axis ? 1 : 0;
    }
    return axis - before;
  }

  private static Batched sort(Reduction.Sort p, List<Value> values, List<Integer> axes) {
    int k = 0;
    while (axes.get(k) == null) {
      k++;
    }
    int axis = axes.get(k);
    List<Value> in = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      in.add(Vmap.matchAxis(values.get(i), axes.get(i), axis, values.get(k).shape().size(axis)));
    }
    return all(Session.bind(new Reduction.Sort(shifted(p.dimension(), axis), p.isStable(), p.numKeys()), in), axis);
  }

  private static Batched general(Reduction.ReduceGeneral p, List<Value> values, List<Integer> axes) {
    int n = values.size() / 2;
    if (axes.subList(n, 2 * n).stream().anyMatch(a -> a != null)) {
      throw JaxError.notImplemented("batching of reduce over initial values");
    }
    List<Value> in = Patterns.inFront(values.subList(0, n), axes.subList(0, n));
    List<Value> all = new ArrayList<>(in);
    all.addAll(values.subList(n, 2 * n));
    return all(Session.bind(new Reduction.ReduceGeneral(p.computation(), p.dimensions().map(d -> d + 1)), all), 0);
  }
}
