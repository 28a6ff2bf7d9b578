package gradwright.core.transpose;

import gradwright.core.lax.Lax;
import gradwright.core.prim.Shaping;
import gradwright.core.trace.Session;
import gradwright.core.transpose.BackwardPass.Operand;
import gradwright.core.transpose.BackwardPass.Operand.Linear;
import gradwright.core.types.Aval;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Transposes of Shaping primitives.
final class ShapingTranspose {
  private ShapingTranspose() {}

  static List<Tangent> transpose(Shaping p, List<Tangent> cotangents, List<Operand> inputs) {
    if (cotangents.stream().allMatch(Tangent::isZero)) {
      return ElementwiseTranspose.zeros(inputs);
    }
    return switch (p) {
      case Shaping.Unstack u -> List.of(Session.bind(new Shaping.Stack(u.axis()), instantiated(cotangents)).getFirst());
      case Shaping.Split s -> List.of(Lax.concatenate(instantiated(cotangents), s.axis()));
      case Shaping.Pad d -> pad(d, (Value) cotangents.getFirst(), inputs);
      case Shaping.Concatenate c -> {
        int[] sizes = inputs.stream().mapToInt(o -> o.aval().shape().size(c.dimension())).toArray();
        yield linearOnly(
            Lax.bind(new Shaping.Split(c.dimension(), Ints.of(sizes)), (Value) cotangents.getFirst()), inputs);
      }
      case Shaping.Stack s ->
          linearOnly(Lax.bind(new Shaping.Unstack(s.axis()), (Value) cotangents.getFirst()), inputs);
      case Shaping.Reshard _ -> List.of(reshard((Value) cotangents.getFirst(), inputs.getFirst().aval()));
      default -> List.of(ofOne(p, (Value) cotangents.getFirst(), inputs.getFirst().aval()));
    };
  }

  /// The cotangent of an operand that was divided otherwise.
  private static Value reshard(Value ct, Aval operand) {
    return operand.sharding() == null ? ct : Lax.reshard(ct, operand.sharding().cotangent());
  }

  private static Value ofOne(Shaping p, Value ct, Aval operand) {
    Shape in = operand.shape();
    return switch (p) {
      case Shaping.Reshape r when r.dimensions() != null ->
          Lax.transpose(Lax.reshape(ct, r.dimensions().map(in::size).toShape()), inverse(r.dimensions()));
      case Shaping.Reshape _ when operand.sharding() != null && !ct.shape().equals(in) ->
          Lax.bind1(new Shaping.Reshape(in, null, operand.sharding().cotangent()), ct);
      case Shaping.Reshape _ -> Lax.reshape(ct, in);
      case Shaping.Transpose t -> Lax.transpose(ct, inverse(t.permutation()));
      case Shaping.BroadcastInDim b -> broadcast(b, ct, in);
      case Shaping.Squeeze s -> Lax.expandDims(ct, s.dimensions());
      case Shaping.Slice s -> slice(s, ct, in);
      case Shaping.Rev r -> Lax.rev(ct, r.dimensions());
      case Shaping.Tile t -> {
        int[] split = new int[2 * in.rank()];
        int[] axes = new int[in.rank()];
        for (int i = 0; i < in.rank(); i++) {
          split[2 * i] = t.reps().get(i);
          split[2 * i + 1] = in.size(i);
          axes[i] = 2 * i;
        }
        yield Lax.sum(Lax.reshape(ct, Shape.of(split)), Ints.of(axes));
      }
      default -> throw new IllegalStateException(p.primitiveName() + " takes no linear input");
    };
  }

  /// The permutation that undoes another.
  static Ints inverse(Ints permutation) {
    int[] r = new int[permutation.size()];
    for (int i = 0; i < r.length; i++) {
      r[permutation.get(i)] = i;
    }
    return Ints.of(r);
  }

  private static Value broadcast(Shaping.BroadcastInDim p, Value ct, Shape in) {
    Ints unit = Ints.EMPTY;
    Ints kept = Ints.EMPTY;
    for (int i = 0; i < in.rank(); i++) {
      if (in.size(i) == 1) {
        unit = unit.plus(i);
      } else {
        kept = kept.plus(p.broadcastDimensions().get(i));
      }
    }
    Ints axes = Ints.EMPTY;
    for (int i = 0; i < p.shape().rank(); i++) {
      if (!kept.contains(i)) {
        axes = axes.plus(i);
      }
    }
    return Lax.expandDims(Lax.sum(ct, axes), unit);
  }

  private static Value slice(Shaping.Slice p, Value ct, Shape in) {
    int n = in.rank();
    int[] high = new int[n];
    int[] interior = new int[n];
    for (int i = 0; i < n; i++) {
      int out = ct.shape().size(i);
      int stride = p.stride(i);
      int end = stride == 1 ? p.limit().get(i) : p.start().get(i) + (out == 0 ? 0 : 1 + (out - 1) * stride);
      high[i] = in.size(i) - end;
      interior[i] = stride - 1;
    }
    return Lax.pad(ct, Lax.constant(ct, 0), p.start(), Ints.of(high), Ints.of(interior));
  }

  private static List<Tangent> pad(Shaping.Pad p, Value ct, List<Operand> inputs) {
    int n = p.low().size();
    Value cropped =
        Lax.pad(ct, Lax.scalar(ct.dtype(), 0.0), p.low().map(v -> -v), p.high().map(v -> -v), Ints.of(new int[n]));
    Value operand =
        Lax.slice(cropped, Ints.of(new int[n]), Ints.of(cropped.shape().toArray()), p.interior().map(v -> v + 1));
    Ints all = Ints.range(0, n);
    return Arrays.asList(
        inputs.get(0) instanceof Linear ? operand : null,
        inputs.get(1) instanceof Linear ? Lax.sub(Lax.sum(ct, all), Lax.sum(operand, all)) : null);
  }

  private static List<Value> instantiated(List<Tangent> cotangents) {
    return cotangents.stream().map(Lax::instantiate).toList();
  }

  private static List<Tangent> linearOnly(List<Value> cts, List<Operand> inputs) {
    List<Tangent> r = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      r.add(inputs.get(i) instanceof Linear ? cts.get(i) : null);
    }
    return r;
  }
}
