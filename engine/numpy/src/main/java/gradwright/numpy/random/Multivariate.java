package gradwright.numpy.random;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Contraction.DotGeneral;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Einsum;
import gradwright.numpy.Promote;
import gradwright.numpy.linalg.Decompositions;
import java.util.List;

/// Random vectors and matrices that need a decomposition.
public final class Multivariate {
  private Multivariate() {}

  /// `jax.random.multivariate_normal`: vectors of means (..., n) and covariances (..., n, n).
  public static Value normal(Value key, Value given, Value covariance, Shape shape, DType dtype, String method) {
    Value k = Keys.check("multivariate_normal", key).key();
    List<Value> promoted = Promote.dtypesInexact(List.of(given, covariance));
    Value mean = promoted.get(0);
    Value cov = promoted.get(1);
    if (!List.of("svd", "eigh", "cholesky").contains(method)) {
      throw JaxError.value("method must be one of {'svd', 'eigh', 'cholesky'}");
    }
    DType t = UniformSampling.floatType("multivariate_normal", dtype == null ? mean.dtype() : dtype);
    if (mean.rank() < 1) {
      throw JaxError.value("multivariate_normal requires mean.ndim >= 1, got mean.ndim == " + mean.rank());
    }
    if (cov.rank() < 2) {
      throw JaxError.value("multivariate_normal requires cov.ndim >= 2, got cov.ndim == " + cov.rank());
    }
    int n = mean.shape().size(mean.rank() - 1);
    int last = cov.rank() - 1;
    if (cov.shape().size(last) != n || cov.shape().size(last - 1) != n) {
      throw JaxError.value(
          "multivariate_normal requires cov.shape == (..., n, n) for n="
              + n
              + ", but got cov.shape == "
              + cov.shape().toTuple()
              + ".");
    }
    Shape means = mean.shape().remove(mean.rank() - 1);
    Shape covs = cov.shape().remove(last).remove(last - 1);
    Shape s = shape == null ? Promote.broadcastShapes(List.of(means, covs)) : shape;
    UniformSampling.checkShape("normal", s, means, covs);
    Value factor = factor(cov, method);
    Value z = NormalSampling.normalTyped(k, s.insert(s.rank(), n), t);
    if (cov.rank() > 2 || z.dtype() != factor.dtype()) {
      return Arithmetic.add(mean, Einsum.einsum("...ij,...j->...i", factor, z));
    }
    // einsum('ij,...j->...i')
    Value product =
        Lax.bind1(new DotGeneral(Ints.of(z.rank() - 1), Ints.of(1), Ints.EMPTY, Ints.EMPTY, null, null, t), z, factor);
    return Lax.add(UniformSampling.toRank(mean, product.rank()), product);
  }

  private static Value factor(Value cov, String method) {
    return switch (method) {
      case "cholesky" -> Decompositions.cholesky(cov, false, true);
      case "eigh" -> {
        List<Value> wv = Decompositions.eigh(cov, true, true);
        yield Lax.mul(wv.get(1), row(wv.get(0)));
      }
      case "svd" -> {
        List<Value> usv = Decompositions.svd(cov, true, true);
        yield Lax.mul(usv.get(0), row(usv.get(1)));
      }
      default -> throw new IllegalArgumentException(method);
    };
  }

  /// The square roots of rows of numbers, along the columns of matrices.
  private static Value row(Value x) {
    return Lax.expandDims(Lax.unary(UnaryOp.SQRT, x), Ints.of(x.rank() - 1));
  }

  /// `jax.random.orthogonal`: (shape..., n, m) matrices with orthonormal columns (rows when n < m).
  public static Value orthogonal(Value key, int n, Shape shape, DType dtype, int m) {
    Value k = Keys.check("orthogonal", key).key();
    DType t = (dtype == null ? DType.FLOAT64 : dtype).canonical(Promote.x64());
    if (!t.isInexact()) {
      throw JaxError.value("dtype argument to `normal` must be a float or complex dtype, got " + t);
    }
    Shape s = shape.insert(shape.rank(), Math.max(n, m));
    s = s.insert(s.rank(), Math.min(n, m));
    Value z = NormalSampling.normalTyped(k, s, t);
    List<Value> qr = Decompositions.qr(z, "reduced");
    Value r = qr.get(1);
    int last = r.rank() - 1;
    // The sign of R's diagonal makes the distribution uniform (Mezzadri 2007).
    Value i = Lax.iota(DType.INT32, r.shape(), last - 1);
    Value j = Lax.iota(DType.INT32, r.shape(), last);
    Value d = Lax.sum(Lax.select(Lax.eq(i, j), r, Lax.fullLike(r, 0)), Ints.of(last - 1));
    Value x = Lax.mul(qr.get(0), Lax.expandDims(Lax.unary(UnaryOp.SIGN, d), Ints.of(last - 1)));
    if (n >= m) {
      return x;
    }
    int[] p = Ints.range(0, x.rank()).toArray();
    p[last] = last - 1;
    p[last - 1] = last;
    return Lax.transpose(x, Ints.of(p));
  }
}
