package gradwright.numpy.fft;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Contraction.FftType;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.Term;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.List;
import java.util.function.UnaryOperator;

/// The cosine transforms of `jax.scipy.fft`, of type 2, by Fourier transforms of reordered arrays (Makhoul, IEEE Trans. ASSP 28,
/// 1980).
public final class CosineTransforms {
  private CosineTransforms() {}

  /// A transform of one axis.
  private interface Transform {
    Value of(Value x, int axis, boolean orthonormal);
  }

  public static void register(Catalogue.Module m) {
    one(m, "dct", "The discrete cosine transform along an axis.", CosineTransforms::forward);
    one(m, "idct", "The inverse discrete cosine transform along an axis.", CosineTransforms::inverse);
    many(m, "dctn", "The discrete cosine transform along several axes.", CosineTransforms::forward);
    many(m, "idctn", "The inverse discrete cosine transform along several axes.", CosineTransforms::inverse);
  }

  private static boolean orthonormal(Arguments a) {
    if (a.integer("type") != 2) {
      throw JaxError.notImplemented("Only DCT type 2 is implemented.");
    }
    String norm = a.string("norm");
    if (norm != null && !norm.equals("backward") && !norm.equals("ortho")) {
      throw JaxError.value("jax.scipy.fft." + a.functionName() + ": norm='" + norm + "' is not implemented");
    }
    return "ortho".equals(norm);
  }

  private static Value parts(Value x, UnaryOperator<Value> f) {
    return x.dtype().isComplex() ? Lax.complex(f.apply(Lax.real(x)), f.apply(Lax.imag(x))) : f.apply(x);
  }

  private static void one(Catalogue.Module m, String name, String summary, Transform t) {
    m.function(
        name + "(x, type=2, n=None, axis=-1, norm=None)",
        summary,
        a -> {
          boolean orthonormal = orthonormal(a);
          Value x = Promote.materialize(a.value("x"));
          int axis = a.axis("axis", x.rank());
          Value sized = a.isNone("n") ? x : resized(x, axis, a.integer("n"));
          return parts(sized, v -> t.of(v, axis, orthonormal));
        });
  }

  private static void many(Catalogue.Module m, String name, String summary, Transform t) {
    m.function(
        name + "(x, type=2, s=None, axes=None, norm=None)",
        summary,
        a -> {
          boolean orthonormal = orthonormal(a);
          Value x = Promote.materialize(a.value("x"));
          Ints sizes = a.ints("s");
          if (sizes != null && sizes.size() > x.rank()) {
            throw JaxError.value("s must have at most x.ndim (" + x.rank() + ") elements, got " + sizes.size());
          }
          Ints axes =
              a.isNone("axes") && sizes != null
                  ? Ints.range(x.rank() - sizes.size(), x.rank())
                  : a.axes("axes", x.rank());
          Value sized = x;
          for (int i = 0; sizes != null && i < axes.size(); i++) {
            sized = resized(sized, axes.get(i), sizes.get(i));
          }
          return parts(
              sized,
              v -> {
                Value r = v;
                for (int i = 0; i < axes.size(); i++) {
                  r = t.of(r, axes.get(i), orthonormal);
                }
                return r;
              });
        });
  }

  private static Value resized(Value x, int axis, int n) {
    int[] high = new int[x.rank()];
    high[axis] = n - x.shape().size(axis);
    Ints none = Ints.of(new int[x.rank()]);
    return Lax.pad(x, Lax.like(x, 0), none, Ints.of(high), none);
  }

  /// exp(-i pi k / 2n) for k = 0, 1, ..., along the axis.
  private static Value turns(Value like, int axis, DType real) {
    int n = like.shape().size(axis);
    DType complex = real.complexType();
    Value k = Lax.convert(Lax.iota(real, Shape.of(n), 0), complex);
    Value half = Lax.complex(Lax.scalar(real, 0.0), Lax.scalar(real, -0.5 * Math.PI));
    Value turns = Term.of(half).times(Term.of(k)).over(n).exp().value();
    return Lax.broadcastInDim(turns, like.shape(), Ints.of(axis));
  }

  /// Divided by the root of 4n for the first along the axis, and of 2n for the others.
  private static Value normalized(Value x, int axis) {
    int n = x.shape().size(axis);
    Value k = Lax.iota(DType.INT32, Shape.of(n), 0);
    Value ones = Lax.full(k.shape(), Lax.like(x, 1));
    Value factor = Lax.select(Lax.eq(k, Lax.like(k, 0)), Lax.mul(ones, Lax.like(x, 4)), Lax.mul(ones, Lax.like(x, 2)));
    Value root = Lax.sqrt(Lax.mul(factor, Lax.like(x, n)));
    return Lax.div(x, Lax.broadcastInDim(root, x.shape(), Ints.of(axis)));
  }

  private static Value forward(Value given, int axis, boolean orthonormal) {
    Value x = Promote.inexact(given);
    int n = x.shape().size(axis);
    Value even = Lax.sliceInDim(x, 0, n, 2, axis);
    Value odd = Lax.rev(Lax.sliceInDim(x, 1, n, 2, axis), Ints.of(axis));
    Value mixed = n < 2 ? x : Lax.concatenate(List.of(even, odd), axis);
    Value v = FftLibrary.transform("fft", mixed, FftType.FFT, null, Ints.of(axis), null);
    Value turned = Lax.real(Lax.mul(v, turns(v, axis, x.dtype())));
    Value out = Lax.mul(Lax.like(turned, 2), turned);
    return orthonormal ? normalized(out, axis) : out;
  }

  private static Value inverse(Value given, int axis, boolean orthonormal) {
    Value x = Promote.inexact(given);
    int n = x.shape().size(axis);
    x = normalized(orthonormal ? x : normalized(x, axis), axis);
    DType real = x.dtype();
    Value v = Lax.div(Lax.convert(x, real.complexType()), turns(x, axis, real));
    v = Lax.mul(Lax.mul(v, Lax.like(v, 2)), Lax.like(v, n));
    Value mixed = Lax.real(FftLibrary.transform("ifft", v, FftType.IFFT, null, Ints.of(axis), null));
    if (n < 2) {
      return mixed;
    }
    int half = (n + 1) / 2;
    Value even = Lax.sliceInDim(mixed, 0, half, axis);
    Value odd = Lax.rev(Lax.sliceInDim(mixed, half, n, axis), Ints.of(axis));
    return Lax.add(spread(even, axis, 0, n), spread(odd, axis, 1, n));
  }

  /// Every second place from `first` of n.
  private static Value spread(Value x, int axis, int first, int n) {
    int[] low = new int[x.rank()];
    int[] high = new int[x.rank()];
    int[] between = new int[x.rank()];
    low[axis] = first;
    between[axis] = 1;
    int m = x.shape().size(axis);
    high[axis] = n - first - (m == 0 ? 0 : 2 * m - 1);
    return Lax.pad(x, Lax.like(x, 0), Ints.of(low), Ints.of(high), Ints.of(between));
  }
}
