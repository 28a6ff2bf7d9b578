package gradwright.core.batch;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.errors.JaxError;
import gradwright.core.ir.Masks;
import gradwright.core.ir.PythonText;
import gradwright.core.lax.Lax;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.Effectful;
import gradwright.core.prim.Primitive;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/// Batching rules of host callbacks: debug callbacks are called once an example, the others as their vmap method says.
final class EffectfulBatch {
  private EffectfulBatch() {}

  static Batched batch(BatchTrace trace, Effectful primitive, List<Value> values, List<Integer> axes) {
    return switch (primitive) {
      case Effectful.DebugCallback p -> {
        for (int i = 0; i < trace.size(); i++) {
          List<Value> in = new ArrayList<>();
          for (int k = 0; k < values.size(); k++) {
            Value x = values.get(k);
            in.add(axes.get(k) == null ? x : example(x, i, axes.get(k)));
          }
          Session.bind(p, in);
        }
        yield new Batched(List.of(), List.of());
      }
      case Effectful.Check p -> {
        List<Value> front = new ArrayList<>();
        for (int k = 0; k < values.size(); k++) {
          front.add(Vmap.matchAxis(values.get(k), axes.get(k), 0, trace.size()));
        }
        p.check().batch(front);
        yield new Batched(List.of(), List.of());
      }
      case Effectful.PureCallback p -> pure(trace, p, values, axes);
      case Effectful.IoCallback p -> {
        if (p.ordered()) {
          throw JaxError.value("Cannot `vmap` ordered IO callback.");
        }
        yield sequential(trace, p, p.results().size(), values, axes);
      }
    };
  }

  private static Value example(Value x, int i, int axis) {
    int[] start = new int[x.rank()];
    int[] limit = x.shape().toArray();
    int[] strides = new int[x.rank()];
    java.util.Arrays.fill(strides, 1);
    start[axis] = i;
    limit[axis] = i + 1;
    var ints = Ints.of(start);
    Value row = Lax.slice(x, ints, Ints.of(limit), Ints.of(strides));
    return Lax.squeeze(row, Ints.of(axis));
  }

  private static Batched pure(BatchTrace trace, Effectful.PureCallback p, List<Value> values, List<Integer> axes) {
    int size = trace.size();
    List<Value> front = ControlFlowBatch.inFront(values, axes);
    List<Aval> results = p.results().stream().map(a -> a.insertAxis(0, size)).toList();
    Effectful.PureCallback batched = new Effectful.PureCallback(p.callback(), results, p.vmapMethod());
    List<Integer> outAxes = Collections.nCopies(results.size(), 0);
    return switch (p.vmapMethod()) {
      case "legacy_vectorized" -> new Batched(Session.bind(batched, front), outAxes);
      case "expand_dims", "broadcast_all" -> {
        List<Value> in = new ArrayList<>();
        for (int i = 0; i < front.size(); i++) {
          int repeat = p.vmapMethod().equals("broadcast_all") ? size : 1;
          in.add(axes.get(i) == null ? Vmap.broadcast(front.get(i), repeat, 0) : front.get(i));
        }
        yield new Batched(Session.bind(batched, in), outAxes);
      }
      case "sequential", "sequential_unrolled" -> sequential(trace, p, p.results().size(), values, axes);
      case null, default ->
          throw JaxError.notImplemented(
              "vmap is only supported for the pure_callback primitive when vmap_method is one of 'sequential',"
                  + " 'sequential_unrolled', 'expand_dims', 'broadcast_all', or 'legacy_vectorized'. Got vmap_method="
                  + (p.vmapMethod() == null ? "None" : PythonText.quoted(p.vmapMethod()))
                  + ".");
    };
  }

  /// A scan over the examples.
  private static Batched sequential(
      BatchTrace trace, Primitive p, int results, List<Value> values, List<Integer> axes) {
    List<Boolean> batched = Masks.of(axes, Objects::nonNull);
    List<Value> front = ControlFlowBatch.inFront(values, axes);
    List<Value> same = Masks.drop(front, batched);
    List<Value> xs = Masks.keep(front, batched);
    List<Aval> avals = new ArrayList<>();
    same.forEach(v -> avals.add(v.aval()));
    xs.forEach(v -> avals.add(v.aval().removeAxis(0)));
    var body =
        Staging.stage(
            in ->
                Session.bind(
                    p, Masks.<Value>merge(batched, in.subList(0, same.size()), in.subList(same.size(), in.size()))),
            avals);
    List<Value> out =
        Session.bind(new ControlFlow.Scan(body, same.size(), 0, trace.size(), false, 1), Masks.concat(same, xs));
    return new Batched(out, Collections.nCopies(results, 0));
  }
}
