package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.RandomBits;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import java.util.Arrays;
import java.util.List;

/// Types of the primitives on PRNG keys.
final class RandomTypes {
  private RandomTypes() {}

  static List<Aval> outputs(RandomBits p, List<Aval> in) {
    Aval x = in.getFirst();
    return switch (p) {
      case RandomBits.Seed s -> {
        if (!x.dtype().isInteger()) {
          throw JaxError.type("PRNG key seed must be an integer; got " + x.longName());
        }
        yield List.of(Aval.of(s.keys(), x.shape()));
      }
      case RandomBits.Split s -> {
        key(x);
        yield List.of(Aval.of(x.dtype(), concat(x.shape(), s.shape())));
      }
      case RandomBits.FoldIn f -> {
        key(x);
        yield List.of(Aval.of(x.dtype(), ElementwiseTypes.broadcast(f.primitiveName(), in)));
      }
      case RandomBits.Bits b -> {
        key(x);
        switch (b.bitWidth()) {
          case 8, 16, 32, 64 -> {}
          default -> throw JaxError.type("requires 8-, 16-, 32- or 64-bit field width.");
        }
        yield List.of(Aval.of(DType.unsigned(b.bitWidth()), concat(x.shape(), b.shape())));
      }
      case RandomBits.Wrap w -> {
        if (x.dtype() != DType.UINT32) {
          throw JaxError.type(
              "JAX encountered invalid PRNG key data: expected key_data.dtype = uint32; got dtype=" + x.dtype());
        }
        Shape one = w.keys().keyShape();
        if (!x.shape().endsWith(one)) {
          throw JaxError.type(
              "JAX encountered invalid PRNG key data: expected key_data.shape to end with "
                  + one.toTuple()
                  + "; got shape="
                  + x.shape().toTuple());
        }
        yield List.of(Aval.of(w.keys(), Shape.of(Arrays.copyOf(x.shape().toArray(), x.rank() - one.rank()))));
      }
      case RandomBits.Unwrap _ -> {
        key(x);
        yield List.of(Aval.of(DType.UINT32, concat(x.shape(), x.dtype().keyShape())));
      }
      case RandomBits.Threefry2x32 t -> {
        if (in.stream().anyMatch(a -> a.dtype() != DType.UINT32)) {
          throw JaxError.type("Arguments to threefry2x32 must have uint32 type, got " + in);
        }
        Aval a = Aval.of(DType.UINT32, ElementwiseTypes.broadcast(t.primitiveName(), in));
        yield List.of(a, a);
      }
      case RandomBits.Gamma _ -> {
        key(x);
        Accepted.FLOAT.check("random_gamma", in.get(1).dtype(), 1);
        yield List.of(in.get(1));
      }
    };
  }

  private static void key(Aval x) {
    if (!x.dtype().isKey()) {
      throw JaxError.type("random primitives take typed PRNG keys, got " + x.longName());
    }
  }

  private static Shape concat(Shape a, Shape b) {
    int[] r = Arrays.copyOf(a.toArray(), a.rank() + b.rank());
    for (int i = 0; i < b.rank(); i++) {
      r[a.rank() + i] = b.size(i);
    }
    return Shape.of(r);
  }
}
