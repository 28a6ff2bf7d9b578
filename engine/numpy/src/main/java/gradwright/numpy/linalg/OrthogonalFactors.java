package gradwright.numpy.linalg;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Layout;
import gradwright.numpy.Promote;
import java.util.ArrayList;
import java.util.List;

/// QR decompositions as `jax.scipy.linalg` has them: with pivoting, and multiplied by another matrix.
final class OrthogonalFactors {
  private OrthogonalFactors() {}

  /// q, r and with `pivoting` the order of the columns; `mode` full, economic or r.
  static List<Value> qr(Value a, String mode, boolean pivoting) {
    boolean full =
        switch (mode) {
          case "full", "r" -> true;
          case "economic" -> false;
          default -> throw JaxError.value("Unsupported QR decomposition mode '" + mode + "'");
        };
    return NamedJit.call(
        "_qr",
        List.of(mode, pivoting),
        List.of(a),
        in -> {
          List<Value> f = Lax.bind(new LinearAlgebra.Qr(full, pivoting), Promote.inexact(in.getFirst()));
          return mode.equals("r") ? f.subList(1, f.size()) : f;
        });
  }

  /// How Q is applied.
  record Product(boolean left, boolean pivoting, boolean conjugate) {}

  /// Q c or c Q, R, and with pivoting the order of the columns, for Q and R of a.
  static List<Value> multiply(Value givenA, Value givenC, Product p) {
    List<Value> both = Promote.dtypesInexact(List.of(givenA, givenC));
    Value a = both.get(0);
    Value c = both.get(1);
    boolean vector = c.rank() == 1;
    if (vector) {
      c = Lax.expandDims(c, Ints.of(p.left ? 1 : 0));
    }
    int m = Matrices.rows(a);
    int n = Matrices.columns(a);
    int k = Math.min(m, n);
    check(a, c, p);
    Shape batch = Promote.broadcastShapes(List.of(head(a), head(c)));
    a = Matrices.broadcastBatch(a, batch, 2);
    c = Matrices.broadcastBatch(c, batch, 2);
    List<Value> factors = factors(a, p.pivoting);
    Value packed = factors.get(0);
    if (m > n && p.left) {
      int rank = c.rank();
      int[] high = new int[rank];
      high[rank - 2] = m - k;
      Ints none = Ints.of(new int[rank]);
      c = Lax.pad(c, Lax.like(c, 0), none, Ints.of(high), none);
    }
    if (p.conjugate) {
      c = Matrices.transpose(c);
    }
    Value product = Lax.bind1(new LinearAlgebra.Ormqr(p.left != p.conjugate, p.conjugate), packed, factors.get(1), c);
    if (p.conjugate) {
      product = Matrices.transpose(product);
    }
    if (!p.left) {
      product = Lax.sliceInDim(product, 0, k, product.rank() - 1);
    }
    if (vector) {
      product = Layout.ravel(product);
    }
    Value r = Matrices.upper(Lax.sliceInDim(packed, 0, k, packed.rank() - 2), 0);
    List<Value> out = new ArrayList<>(List.of(product, r));
    if (p.pivoting) {
      out.add(factors.get(2));
    }
    return out;
  }

  private static Shape head(Value x) {
    return x.shape().remove(x.rank() - 1).remove(x.rank() - 2);
  }

  /// Packed reflectors and R, taus, and the order of the columns.
  private static List<Value> factors(Value a, boolean pivoting) {
    if (!pivoting) {
      return Lax.bind(new LinearAlgebra.Geqrf(), a);
    }
    Value free = Lax.full(a.shape().remove(a.rank() - 2), Lax.scalar(DType.INT32, 0L));
    List<Value> f = Lax.bind(new LinearAlgebra.Geqp3(), a, free);
    return List.of(f.get(0), f.get(2), Lax.sub(f.get(1), Lax.like(f.get(1), 1)));
  }

  private static void check(Value a, Value c, Product p) {
    int m = Matrices.rows(a);
    int k = Math.min(m, Matrices.columns(a));
    if (p.left && Matrices.rows(c) != k) {
      throw JaxError.value(
          "Array shapes are not compatible for Q @ c operation: a has shape "
              + a.shape().toTuple()
              + " so Q has "
              + k
              + " columns, but c has "
              + Matrices.rows(c)
              + " rows (expected "
              + k
              + ").");
    }
    if (!p.left && Matrices.columns(c) != m) {
      throw JaxError.value(
          "Array shapes are not compatible for c @ Q operation: a has shape "
              + a.shape().toTuple()
              + " so Q has "
              + m
              + " rows, but c has "
              + Matrices.columns(c)
              + " columns (expected "
              + m
              + ").");
    }
  }
}
