package gradwright.core.jvp;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.Indexing.Combine;
import gradwright.core.prim.Indexing.Mode;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.List;

/// Forward-mode rules of Indexing primitives. Indices carry no derivative.
final class IndexingJvp {
  private IndexingJvp() {}

  /// What a gathered tangent reads out of bounds.
  private static final HostScalar NOTHING = HostScalar.of(DType.INT32, true, 0L);

  static Duals jvp(Indexing p, List<Value> primals, List<Tangent> tangents) {
    return switch (p) {
      case Indexing.Gather g ->
          Linear.of(
              Lax.bind1(g, primals.get(0), primals.get(1)),
              tangents.getFirst(),
              t ->
                  Lax.gather(
                      t,
                      primals.get(1),
                      g.dimensions(),
                      g.sliceSizes(),
                      g.indicesAreSorted(),
                      g.uniqueIndices(),
                      g.mode(),
                      g.mode() == Mode.FILL_OR_DROP ? NOTHING : null));
      case Indexing.DynamicSlice s -> {
        List<Value> starts = primals.subList(1, primals.size());
        Value t = tangents.getFirst() instanceof Value v ? Lax.dynamicSlice(v, starts, s.sliceSizes()) : null;
        Value out = Lax.dynamicSlice(primals.getFirst(), starts, s.sliceSizes());
        yield new Duals(List.of(out), List.of(t == null ? Tangent.Zero.like(out) : t));
      }
      case Indexing.DynamicUpdateSlice _ -> {
        List<Value> starts = primals.subList(2, primals.size());
        Value out = Lax.dynamicUpdateSlice(primals.get(0), primals.get(1), starts);
        if (tangents.get(0).isZero() && tangents.get(1).isZero()) {
          yield new Duals(List.of(out), List.of(Tangent.Zero.like(out)));
        }
        Value t = Lax.instantiate(tangents.get(0));
        Value u = Lax.instantiate(tangents.get(1));
        yield new Duals(List.of(out), List.of(Lax.dynamicUpdateSlice(t, u, starts)));
      }
      case Indexing.Scatter s ->
          switch (s.combine()) {
            case ADD, SUB -> scatterSum(s, primals, tangents);
            case MUL -> scatterMul(s, primals, tangents);
            case MIN, MAX -> scatterExtremal(s, primals, tangents);
            case SET -> scatterSet(s, primals, tangents);
          };
    };
  }

  private static Duals scatterSum(Indexing.Scatter p, List<Value> primals, List<Tangent> tangents) {
    Value out = Lax.bind1(p, primals.get(0), primals.get(1), primals.get(2));
    if (tangents.get(0).isZero() && tangents.get(2).isZero()) {
      return new Duals(List.of(out), List.of(Tangent.Zero.like(out)));
    }
    Value t = Lax.instantiate(tangents.get(0));
    Value u = Lax.instantiate(tangents.get(2));
    return new Duals(List.of(out), List.of(Lax.bind1(p, t, primals.get(1), u)));
  }

  private static Duals scatterMul(Indexing.Scatter p, List<Value> primals, List<Tangent> tangents) {
    Value x = primals.get(0);
    Value indices = primals.get(1);
    Value out = Lax.bind1(p, x, indices, primals.get(2));
    Tangent t = Tangent.Zero.like(out);
    if (tangents.get(0) instanceof Value g) {
      t = Lax.bind1(p, g, indices, primals.get(2));
    }
    if (tangents.get(2) instanceof Value g) {
      if (!p.uniqueIndices()) {
        throw JaxError.notImplemented("scatter_mul gradients are only implemented if `unique_indices=True`");
      }
      Value placed =
          Lax.scatter(Combine.ADD, Lax.zerosOf(x), indices, g, p.dimensions(), p.indicesAreSorted(), true, p.mode());
      t = Lax.addTangents(t, Lax.mul(x, placed));
    }
    return new Duals(List.of(out), List.of(t));
  }

  /// With unique indices a scatter of tangents. Otherwise which update wins is open, so it is found out by scattering
  /// the updates' numbers; losers and overwritten elements are masked, and what is left is added.
  private static Duals scatterSet(Indexing.Scatter p, List<Value> primals, List<Tangent> tangents) {
    Value x = primals.get(0);
    Value indices = primals.get(1);
    Value updates = primals.get(2);
    if (tangents.get(0).isZero() && tangents.get(2).isZero()) {
      Value out = Lax.bind1(p, x, indices, updates);
      return new Duals(List.of(out), List.of(Tangent.Zero.like(out)));
    }
    Value t = Lax.instantiate(tangents.get(0));
    Value u = Lax.instantiate(tangents.get(2));
    if (p.uniqueIndices()) {
      Value out = Lax.bind1(p, x, indices, updates);
      return new Duals(List.of(out), List.of(Lax.bind1(p, t, indices, u)));
    }
    Shape idShape = updates.shape();
    for (int i = 0; i < p.dimensions().updateWindowDims().size(); i++) {
      idShape = idShape.with(p.dimensions().updateWindowDims().get(i), 1);
    }
    int count = (int) idShape.elements();
    HostScalar one = HostScalar.of(DType.UINT32, false, 1L);
    Value ids =
        Lax.add(Lax.reshape(Lax.iota(DType.UINT32, Shape.of(count), 0), idShape), Lax.full(updates.shape(), one));
    Value noIds = Lax.full(x.shape(), HostScalar.of(DType.UINT32, false, 0L));
    Value scattered = scatter(p, Combine.SET, noIds, indices, ids);
    Value winners =
        Lax.gather(
            scattered,
            indices,
            p.dimensions().inverse(),
            p.dimensions().inverseSliceSizes(x.rank(), updates.shape()),
            false,
            false,
            Mode.PROMISE_IN_BOUNDS,
            null);
    Value keptX = Lax.select(Lax.eq(scattered, Lax.zerosOf(scattered)), x, Lax.zerosOf(x));
    Value keptUpdates = Lax.select(Lax.eq(ids, winners), updates, Lax.zerosOf(updates));
    Value keptT = Lax.select(Lax.eq(scattered, Lax.zerosOf(scattered)), t, Lax.zerosOf(t));
    Value keptU = Lax.select(Lax.eq(ids, winners), u, Lax.zerosOf(u));
    Value out = scatter(p, Combine.ADD, keptX, indices, keptUpdates);
    return new Duals(List.of(out), List.of(scatter(p, Combine.ADD, keptT, indices, keptU)));
  }

  /// Updates that reach the extremum share the tangent, the old element too when it ties.
  private static Duals scatterExtremal(Indexing.Scatter p, List<Value> primals, List<Tangent> tangents) {
    Value x = primals.get(0);
    Value indices = primals.get(1);
    Value updates = primals.get(2);
    Value out = Lax.bind1(p, x, indices, updates);
    if (tangents.get(0).isZero() && tangents.get(2).isZero()) {
      return new Duals(List.of(out), List.of(Tangent.Zero.like(out)));
    }
    Value t = Lax.instantiate(tangents.get(0));
    Value u = Lax.instantiate(tangents.get(2));
    Places places =
        new Places(
            indices,
            p.dimensions().inverse(),
            p.dimensions().inverseSliceSizes(x.rank(), updates.shape()),
            p.dimensions());
    Value before = places.read(x);
    Value after = places.read(out);
    Value successful = Lax.eq(updates, after);
    Value retained = Lax.eq(before, after);
    Value winners =
        places.read(places.add(Lax.zerosOf(x), Lax.select(successful, Lax.onesOf(updates), Lax.zerosOf(updates))));
    Value candidates = places.read(places.add(Lax.zerosOf(x), Lax.onesOf(updates)));
    HostScalar one = Lax.constant(winners, 1);
    Value share = Lax.select(retained, Lax.div(one, Lax.add(winners, one)), Lax.div(one, winners));
    Value updateWeight = Lax.select(successful, share, Lax.zerosOf(updates));
    Value operandShare = Lax.select(retained, Lax.div(one, Lax.add(winners, one)), Lax.zerosOf(winners));
    Value operandWeight = Lax.div(Lax.add(Lax.constant(winners, -1), operandShare), candidates);
    Value change = Lax.add(Lax.mul(places.read(t), operandWeight), Lax.mul(u, updateWeight));
    return new Duals(List.of(out), List.of(scatter(p, Combine.ADD, t, indices, change)));
  }

  /// Reads and adds at the places that a scatter writes to.
  private record Places(
      Value indices, Indexing.GatherDimensions gather, Ints sliceSizes, Indexing.ScatterDimensions scatter) {
    Value read(Value from) {
      return Lax.gather(from, indices, gather, sliceSizes, false, false, Mode.PROMISE_IN_BOUNDS, null);
    }

    Value add(Value to, Value updates) {
      return Lax.scatter(Combine.ADD, to, indices, updates, scatter, false, false, Mode.FILL_OR_DROP);
    }
  }

  private static Value scatter(Indexing.Scatter p, Combine combine, Value x, Value indices, Value updates) {
    return Lax.scatter(combine, x, indices, updates, p.dimensions(), p.indicesAreSorted(), p.uniqueIndices(), p.mode());
  }
}
