package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.Arrays;
import java.util.List;

/// Bits packed into bytes and taken out again.
public final class Bytes {
  private Bytes() {}

  private static boolean big(String order) {
    if (!order.equals("big") && !order.equals("little")) {
      throw JaxError.value("'order' must be either 'little' or 'big'");
    }
    return order.equals("big");
  }

  private static Value shifts(boolean big) {
    Value bits = Lax.iota(DType.UINT8, Shape.of(8), 0);
    return big ? Lax.rev(bits, Ints.of(0)) : bits;
  }

  /// Eight elements a byte along an axis (null: of the flattened array); zeros fill the last.
  public static Value packbits(Value x, Integer axis, String order) {
    if (!x.dtype().isInteger() && !x.dtype().isBool()) {
      throw JaxError.type("Expected an input array of integer or boolean data type");
    }
    boolean big = big(order);
    return NamedJit.call1(
        "packbits",
        Arrays.asList(axis, order),
        List.of(x),
        in -> {
          Value a = Lax.convert(Lax.ne(in.getFirst(), Promote.like(in.getFirst(), 0L)), DType.UINT8);
          Value shifts = shifts(big);
          a = axis == null ? Layout.ravel(a) : a;
          int k = axis == null ? 0 : axis;
          a = Layout.swapaxes(a, k, -1);
          int last = a.rank() - 1;
          int n = a.shape().size(last);
          if (n % 8 != 0) {
            Ints none = Ints.range(0, a.rank()).map(i -> 0);
            int[] h = none.toArray();
            h[last] = 8 - n % 8;
            a = Lax.pad(a, HostScalar.of(DType.UINT8, false, 0L), none, Ints.of(h), none);
            n = a.shape().size(last);
          }
          int[] s = Arrays.copyOf(a.shape().toArray(), a.rank() + 1);
          s[last] = n / 8;
          s[last + 1] = 8;
          a = Lax.reshape(a, Shape.of(s));
          Value moved = Bitwise.leftShift(a, Lax.expandDims(shifts, Ints.range(0, a.rank() - 1)));
          Value packed = Lax.convert(Reductions.sum(moved, a.rank() - 1), DType.UINT8);
          return List.of(Layout.swapaxes(packed, k, -1));
        });
  }

  /// Eight elements for each byte along an axis (null: of the flattened array), the first `count` of them (null all).
  public static Value unpackbits(Value x, Integer axis, Integer count, String order) {
    if (x.dtype() != DType.UINT8) {
      throw JaxError.type("Expected an input array of unsigned byte data type");
    }
    boolean big = big(order);
    return NamedJit.call1(
        "unpackbits",
        Arrays.asList(axis, count, order),
        List.of(x),
        in -> {
          Value weights =
              Lax.binary(
                  BinaryOp.SHIFT_LEFT, HostScalar.of(DType.UINT8, false, 1L), Lax.iota(DType.UINT8, Shape.of(8), 0));
          weights = big ? Lax.rev(weights, Ints.of(0)) : weights;
          Value a = axis == null ? Layout.ravel(in.getFirst()) : in.getFirst();
          int k = axis == null ? 0 : axis;
          a = Layout.swapaxes(a, k, -1);
          int last = a.rank() - 1;
          Value wide = Lax.expandDims(a, Ints.of(a.rank()));
          Value masked = Lax.and(wide, Lax.expandDims(weights, Ints.range(0, a.rank())));
          Value bits = Lax.convert(Lax.gt(masked, HostScalar.of(DType.UINT8, false, 0L)), DType.UINT8);
          int n = a.shape().size(last) * 8;
          Value flat = Lax.reshape(bits, a.shape().with(last, n));
          if (count != null && count > n) {
            HostScalar zero = HostScalar.of(DType.UINT8, false, 0L);
            flat = Joining.concatenate(List.of(flat, Lax.full(flat.shape().with(last, count - n), zero)), last);
            return List.of(Layout.swapaxes(flat, k, -1));
          }
          int keep = count == null ? n : count < 0 ? n + count : count;
          return List.of(Layout.swapaxes(Subscripts.range(flat, 0, keep, last), k, -1));
        });
  }

  private static Integer optional(Arguments a, String name) {
    return a.isNone(name) ? null : Integer.valueOf(a.integer(name));
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function(
        "packbits(a, axis=None, bitorder='big')",
        "Bits packed into bytes.",
        a -> packbits(a.value("a"), optional(a, "axis"), a.string("bitorder")));
    m.function(
        "unpackbits(a, axis=None, count=None, bitorder='big')",
        "Bytes taken apart into bits.",
        a -> unpackbits(a.value("a"), optional(a, "axis"), optional(a, "count"), a.string("bitorder")));
  }
}
