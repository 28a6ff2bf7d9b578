package gradwright.core.batch;

import static gradwright.core.batch.Patterns.one;
import static gradwright.core.batch.Vmap.shifted;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Collective;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Batching rules of Collective primitives: over the axis that this vmap names they become ordinary operations along
/// the batch axis; over other axes they only make room for it.
final class CollectiveBatch {
  private CollectiveBatch() {}

  static Batched batch(BatchTrace trace, Collective p, List<Value> values, List<Integer> axes) {
    boolean mine = trace.axisName() != null && p.axisNames().contains(trace.axisName());
    if (p instanceof Collective.AxisIndex) {
      return one(Lax.iota(DType.INT32, Shape.of(trace.size()), 0), 0);
    }
    Value x = values.getFirst();
    Integer axis = axes.getFirst();
    return switch (p) {
      case Collective.AllReduce r -> mine ? reduceMine(trace, r, x, axis) : reduceOthers(r, x, axis);
      case Collective.SumInvariant s -> one(mine ? sumMine(trace, s, x, axis) : Lax.bind1(s, x), mine ? null : axis);
      case Collective.AllGather g -> mine ? gatherMine(g, x, axis) : gatherOthers(g, x, axis);
      case Collective.ReduceScatter s -> mine ? scatterMine(s, x, axis) : scatterOthers(s, x, axis);
      case Collective.AllToAll a -> mine ? exchangeMine(a, x, axis) : exchangeOthers(a, x, axis);
      case Collective.Permute m -> {
        if (!mine) {
          yield one(Lax.bind1(m, x), axis);
        }
        yield axis == null ? one(x, null) : one(permute(m, x, axis), axis);
      }
      case Collective.AxisIndex _ -> throw new IllegalStateException();
    };
  }

  // ---- psum, pmax, pmin ----

  private static Batched reduceMine(BatchTrace trace, Collective.AllReduce p, Value x, Integer axis) {
    List<String> others = new ArrayList<>(p.axisNames());
    others.remove(trace.axisName());
    if (axis == null) {
      // The same on all examples: a sum is a multiple.
      Value rest =
          others.isEmpty() && p.positional().isEmpty()
              ? x
              : Lax.bind1(new Collective.AllReduce(p.op(), others, p.positional()), x);
      return one(p.op() == Reduction.Op.SUM ? Lax.mul(Lax.constant(rest, trace.size()), rest) : rest, null);
    }
    Ints positional = p.positional().map(a -> a + 1).plus(0);
    return one(Lax.bind1(new Collective.AllReduce(p.op(), others, positional), Lax.moveAxis(x, axis, 0)), null);
  }

  private static Value sumMine(BatchTrace trace, Collective.SumInvariant p, Value x, Integer axis) {
    Value sum = axis == null ? Lax.mul(Lax.constant(x, trace.size()), x) : Lax.sum(x, Ints.of(axis));
    List<String> others = new ArrayList<>(p.axisNames());
    others.remove(trace.axisName());
    return others.isEmpty() ? sum : Lax.bind1(new Collective.SumInvariant(others), sum);
  }

  private static Batched reduceOthers(Collective.AllReduce p, Value x, Integer axis) {
    if (p.positional().isEmpty()) {
      return one(Lax.bind1(p, x), axis);
    }
    Ints positional = p.positional().map(a -> a + 1);
    return one(Lax.bind1(new Collective.AllReduce(p.op(), p.axisNames(), positional), Lax.moveAxis(x, axis, 0)), 0);
  }

  // ---- all_gather, reduce_scatter ----

  private static Batched gatherMine(Collective.AllGather p, Value x, Integer axis) {
    Value y = Vmap.matchAxis(x, axis, p.axis(), p.axisSize());
    return one(p.tiled() ? fold(y, p.axis()) : y, null);
  }

  private static Batched gatherOthers(Collective.AllGather p, Value x, int axis) {
    int at = shifted(p.axis(), axis);
    int out = at == p.axis() && !p.tiled() ? axis + 1 : axis;
    return one(Lax.bind1(new Collective.AllGather(p.axisName(), p.axisSize(), at, p.tiled()), x), out);
  }

  private static Batched scatterMine(Collective.ReduceScatter p, Value x, Integer axis) {
    Value sum = axis == null ? Lax.mul(x, Lax.constant(x, p.axisSize())) : Lax.sum(x, Ints.of(axis));
    int d = p.scatterDimension();
    return one(p.tiled() ? Lax.splitAxis(sum, d, p.axisSize()) : sum, d);
  }

  private static Batched scatterOthers(Collective.ReduceScatter p, Value x, int axis) {
    int at = shifted(p.scatterDimension(), axis);
    int out = at == p.scatterDimension() && !p.tiled() ? axis - 1 : axis;
    return one(Lax.bind1(new Collective.ReduceScatter(p.axisName(), at, p.axisSize(), p.tiled()), x), out);
  }

  // ---- all_to_all ----

  private static Batched exchangeMine(Collective.AllToAll p, Value x, Integer batchAxis) {
    int size = p.axisSize();
    int split = p.splitAxis();
    int concat = p.concatAxis();
    Value in = batchAxis == null ? Vmap.broadcast(x, size, 0) : x;
    int d = batchAxis == null ? 0 : batchAxis;
    if (split == concat) {
      // Chunks and examples change places.
      int axis = shifted(split, d);
      Value chunks = Lax.splitAxis(in, axis, size);
      int at = axis <= d ? d + 1 : d;
      int[] swap = new int[chunks.rank()];
      for (int i = 0; i < swap.length; i++) {
        swap[i] = i == at ? axis : i == axis ? at : i;
      }
      return one(fold(Lax.transpose(chunks, Ints.of(swap)), axis), d);
    }
    if (p.tiled()) {
      Value joined = fold(Lax.moveAxis(in, d, concat), concat);
      return one(Lax.splitAxis(joined, split, size), split);
    }
    // The split axis becomes the batch, the batch the new axis.
    int splitAt = shifted(split, d);
    Ints order = Ints.EMPTY;
    for (int i = 0; i < in.rank(); i++) {
      if (i != d && i != splitAt) {
        order = order.plus(i);
      }
    }
    return one(Lax.transpose(in, order.insert(concat, d).insert(0, splitAt)), 0);
  }

  private static Batched exchangeOthers(Collective.AllToAll p, Value x, int axis) {
    Value front = Lax.moveAxis(x, axis, 0);
    return one(
        Lax.bind1(
            new Collective.AllToAll(p.axisName(), p.splitAxis() + 1, p.concatAxis() + 1, p.axisSize(), p.tiled()),
            front),
        0);
  }

  /// An axis merged with the next.
  private static Value fold(Value x, int axis) {
    int n = x.shape().size(axis);
    Shape rest = x.shape().remove(axis);
    return Lax.reshape(x, rest.with(axis, rest.size(axis) * n));
  }

  // ---- ppermute ----

  private static Value permute(Collective.Permute p, Value x, int axis) {
    int n = x.shape().size(axis);
    long[] from = new long[n];
    boolean[] receives = new boolean[n];
    for (int i = 0; i < p.sources().size(); i++) {
      from[p.destinations().get(i)] = p.sources().get(i);
      receives[p.destinations().get(i)] = true;
    }
    Array order = Array.allocate(Aval.of(DType.INT32, n), Session.current().engine().defaultDevice());
    Array mask = Array.allocate(Aval.of(DType.BOOL, n), Session.current().engine().defaultDevice());
    boolean everyone = true;
    for (int i = 0; i < n; i++) {
      order.setLong(i, from[i]);
      mask.setLong(i, receives[i] ? 1 : 0);
      everyone &= receives[i];
    }
    Value taken = take(x, order, axis);
    return everyone ? taken : Lax.select(Lax.broadcastInDim(mask, x.shape(), Ints.of(axis)), taken, Lax.zerosOf(taken));
  }

  /// `x.take(order, axis)`, in the form that the library's function of that name gives.
  private static Value take(Value x, Value order, int axis) {
    return NamedJit.call1("_take", axis, List.of(x, order), in -> List.of(taken(in.get(0), in.get(1), axis)));
  }

  private static Value taken(Value x, Value order, int axis) {
    int n = x.shape().size(axis);
    Value negative = Lax.lt(order, Lax.constant(order, 0));
    Value shifted = Lax.add(order, Lax.constant(order, n));
    Value wrapped =
        NamedJit.call1(
            "_where",
            "select",
            List.of(negative, shifted, order),
            in -> List.of(Lax.select(in.get(0), in.get(1), in.get(2))));
    Ints offset = Ints.EMPTY;
    for (int i = 0; i < x.rank(); i++) {
      if (i != axis) {
        offset = offset.plus(i);
      }
    }
    Ints at = Ints.of(axis);
    HostScalar fill =
        x.dtype().isInexact()
            ? HostScalar.of(x.dtype(), false, Double.NaN)
            : HostScalar.of(x.dtype(), false, x.dtype().isSigned() ? Long.MIN_VALUE >> (64 - x.dtype().bits()) : -1L);
    return Lax.gather(
        x,
        Lax.expandDims(wrapped, Ints.of(1)),
        new Indexing.GatherDimensions(offset, at, at, Ints.EMPTY, Ints.EMPTY),
        Ints.of(x.shape().with(axis, 1).toArray()),
        false,
        false,
        Indexing.Mode.FILL_OR_DROP,
        fill);
  }
}
