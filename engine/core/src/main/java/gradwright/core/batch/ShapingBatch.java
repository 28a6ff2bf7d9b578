package gradwright.core.batch;

import static gradwright.core.batch.Patterns.all;
import static gradwright.core.batch.Patterns.one;
import static gradwright.core.batch.Vmap.shifted;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Shaping;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Sharding;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import java.util.List;
import java.util.Objects;

/// Batching rules of Shaping primitives.
final class ShapingBatch {
  private ShapingBatch() {}

  static Batched batch(BatchTrace trace, Shaping p, List<Value> values, List<Integer> axes) {
    return switch (p) {
      case Shaping.Concatenate c -> one(Lax.concatenate(Patterns.inFront(values, axes), c.dimension() + 1), 0);
      case Shaping.Stack s -> stack(s, values, axes);
      case Shaping.Pad d -> pad(d, values, axes);
      case Shaping.Iota _, Shaping.Empty _ -> throw new IllegalStateException(p.primitiveName() + " has no inputs");
      default -> ofOne(p, values.getFirst(), axes.getFirst());
    };
  }

  private static Batched ofOne(Shaping p, Value x, int axis) {
    int size = x.shape().size(axis);
    return switch (p) {
      case Shaping.Reshape r when r.sharding() != null && r.dimensions() == null ->
          one(
              Lax.bind1(
                  new Shaping.Reshape(r.newSizes().insert(0, size), null, batched(r.sharding(), x, axis)),
                  Lax.moveAxis(x, axis, 0)),
              0);
      case Shaping.Reshape r ->
          one(
              Lax.reshape(
                  Lax.moveAxis(x, axis, 0),
                  r.newSizes().insert(0, size),
                  r.dimensions() == null ? null : r.dimensions().map(d -> d + 1).insert(0, 0)),
              0);
      case Shaping.Transpose t -> one(Lax.transpose(x, shifted(t.permutation(), axis).insert(0, axis)), 0);
      case Shaping.BroadcastInDim b ->
          one(
              Lax.broadcastInDim(
                  Lax.moveAxis(x, axis, 0),
                  b.shape().insert(0, size),
                  b.broadcastDimensions().map(d -> d + 1).insert(0, 0),
                  batched(b.sharding(), x, axis)),
              0);
      case Shaping.Reshard r -> {
        Sharding s = batched(r.sharding(), x, axis);
        yield one(Lax.reshard(Lax.moveAxis(x, axis, 0), s), 0);
      }
      case Shaping.Squeeze s -> one(Lax.squeeze(Lax.moveAxis(x, axis, 0), s.dimensions().map(d -> d + 1)), 0);
      case Shaping.Slice s ->
          one(
              Lax.slice(
                  x,
                  s.start().insert(axis, 0),
                  s.limit().insert(axis, size),
                  s.strides() == null ? null : s.strides().insert(axis, 1)),
              axis);
      case Shaping.Rev r -> one(Lax.rev(x, shifted(r.dimensions(), axis)), axis);
      case Shaping.Tile t -> one(Lax.bind1(new Shaping.Tile(t.reps().insert(axis, 1)), x), axis);
      case Shaping.Split s -> all(Lax.bind(new Shaping.Split(shifted(s.axis(), axis), s.sizes()), x), axis);
      case Shaping.Unstack u ->
          u.axis() < axis ? all(Lax.bind(u, x), axis - 1) : all(Lax.bind(new Shaping.Unstack(u.axis() + 1), x), axis);
      default -> throw new IllegalStateException(p.primitiveName());
    };
  }

  /// The sharding of a result with the batch in front; null where none is asked for.
  static Sharding batched(Sharding wanted, Value x, int axis) {
    if (wanted == null) {
      return null;
    }
    Sharding own = x.aval().sharding();
    return wanted.insert(0, own == null ? List.of() : own.part(axis));
  }

  private static Batched stack(Shaping.Stack p, List<Value> values, List<Integer> axes) {
    Integer axis = axes.getFirst();
    if (axis != null && axes.stream().allMatch(a -> Objects.equals(a, axis))) {
      return p.axis() <= axis
          ? all(Session.bind(p, values), axis + 1)
          : all(Session.bind(new Shaping.Stack(p.axis() + 1), values), axis);
    }
    return all(Session.bind(new Shaping.Stack(p.axis() + 1), Patterns.inFront(values, axes)), 0);
  }

  private static Batched pad(Shaping.Pad p, List<Value> values, List<Integer> axes) {
    Value x = values.get(0);
    Value padding = values.get(1);
    int axis = axes.get(0) == null ? 0 : axes.get(0);
    if (axes.get(0) == null) {
      x = Vmap.broadcast(x, padding.shape().size(0), 0);
    }
    Ints low = p.low().insert(axis, 0);
    Ints high = p.high().insert(axis, 0);
    Ints interior = p.interior().insert(axis, 0);
    if (axes.get(1) == null) {
      return one(Lax.pad(x, padding, low, high, interior), axis);
    }
    // Each example pads with a number of its own: pad with zeros, then choose.
    Value padded = Lax.pad(x, Lax.zero(x), low, high, interior);
    HostScalar yes = HostScalar.of(DType.BOOL, false, 1L);
    HostScalar no = HostScalar.of(DType.BOOL, false, 0L);
    Value mask = Lax.pad(Lax.full(x.shape(), yes), no, low, high, interior);
    Value fill = Lax.broadcastInDim(padding, padded.shape(), Ints.of(axis));
    return one(Lax.select(mask, padded, fill), axis);
  }
}
