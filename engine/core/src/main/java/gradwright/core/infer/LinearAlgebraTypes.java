package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Types of decompositions and solves: batches of matrices in the last two axes.
final class LinearAlgebraTypes {
  private LinearAlgebraTypes() {}

  static List<Aval> outputs(LinearAlgebra p, List<Aval> in) {
    String name = p.primitiveName();
    Accepted accepted =
        switch (p) {
          case LinearAlgebra.LuPivotsToPermutation _ -> Accepted.INT32;
          case LinearAlgebra.CholeskyUpdate _, LinearAlgebra.SymmetricProduct _ -> Accepted.FLOAT;
          default -> Accepted.FLOAT_COMPLEX;
        };
    int[] ranks =
        switch (p) {
          case LinearAlgebra.LuPivotsToPermutation _ -> new int[] {1};
          case LinearAlgebra.HouseholderProduct _ -> new int[] {2, 1};
          case LinearAlgebra.TriangularSolve _, LinearAlgebra.SymmetricProduct _ -> new int[] {2, 2};
          case LinearAlgebra.Geqp3 _, LinearAlgebra.CholeskyUpdate _ -> new int[] {2, 1};
          case LinearAlgebra.Ormqr _ -> new int[] {2, 1, 2};
          case LinearAlgebra.TridiagonalSolve _ -> new int[] {1, 1, 1, 2};
          default -> new int[] {2};
        };
    checkRanks(name, in, ranks);
    Aval a = in.getFirst();
    DType t = a.dtype();
    int[] batch = Arrays.copyOf(a.shape().toArray(), a.rank() - ranks[0]);
    int[] s = Arrays.copyOfRange(a.shape().toArray(), a.rank() - ranks[0], a.rank());
    int m = s[0];
    int n = s[s.length - 1];
    int k = Math.min(m, n);
    List<Out> outs =
        switch (p) {
          case LinearAlgebra.Cholesky _ -> {
            if (m != n) {
              throw JaxError.value("The input to cholesky must be a square matrix. Got shape " + tuple(s) + ".");
            }
            yield List.of(new Out(t, m, n));
          }
          case LinearAlgebra.Lu _ -> List.of(new Out(t, m, n), new Out(DType.INT32, k), new Out(DType.INT32, m));
          case LinearAlgebra.LuPivotsToPermutation l -> {
            if (l.permutationSize() < n) {
              throw JaxError.value(
                  ("Output permutation size %d has to exceed the trailing dimension of the pivots. Got pivots size %d")
                      .formatted(l.permutationSize(), n));
            }
            yield List.of(new Out(t, l.permutationSize()));
          }
          case LinearAlgebra.Qr q -> {
            int columns = q.fullMatrices() ? m : k;
            yield q.pivoting()
                ? List.of(new Out(t, m, columns), new Out(t, columns, n), new Out(DType.INT32, n))
                : List.of(new Out(t, m, columns), new Out(t, columns, n));
          }
          case LinearAlgebra.Geqp3 _ -> List.of(new Out(t, m, n), new Out(in.get(1).dtype(), n), new Out(t, k));
          case LinearAlgebra.Ormqr q -> {
            int[] c = tail(in.get(2), 2);
            if (c[q.left() ? 0 : 1] != m) {
              throw JaxError.value(
                  "ormqr with left="
                      + (q.left() ? "True" : "False")
                      + " expects c to have the same number of "
                      + (q.left()
                          ? "rows as the Householder matrix a."
                          : "columns as the Householder matrix a has rows.")
                      + " Got a shape "
                      + tuple(s)
                      + " and c shape "
                      + tuple(c)
                      + ".");
            }
            yield List.of(new Out(t, c));
          }
          case LinearAlgebra.CholeskyUpdate _ -> {
            int[] w = tail(in.get(1), 1);
            if (m != n || w[0] != n) {
              throw JaxError.value(
                  "Rank-1 update to Cholesky decomposition takes a square matrix and a vector of the same size as"
                      + " input. Got shapes "
                      + tuple(s)
                      + " and "
                      + tuple(w)
                      + " instead");
            }
            yield List.of(new Out(t, m, n));
          }
          case LinearAlgebra.SymmetricProduct _ -> {
            int[] c = tail(in.get(1), 2);
            if (m != c[1] || c[0] != c[1]) {
              throw JaxError.value(
                  "symmetric_update expects a rectangular matrix of shape (m, n) and a square matrix of shape (n, n)."
                      + " Got shapes "
                      + tuple(s)
                      + " and "
                      + tuple(c)
                      + ".");
            }
            yield List.of(new Out(t, c));
          }
          case LinearAlgebra.Schur q -> {
            if (m != n) {
              throw JaxError.value("The input to schur must be a square matrix. Got shape " + tuple(s) + ".");
            }
            yield q.vectors() ? List.of(new Out(t, m, m), new Out(t, m, m)) : List.of(new Out(t, m, m));
          }
          case LinearAlgebra.Hessenberg _ -> {
            if (m != n) {
              throw JaxError.value(
                  "Argument to Hessenberg reduction must have shape [..., n, n], got shape " + tuple(s));
            }
            yield List.of(new Out(t, m, m), new Out(t, m - 1));
          }
          case LinearAlgebra.Tridiagonal _ -> {
            if (m != n || n == 0) {
              throw JaxError.value("The input to tridiagonal must be a square matrix. Got shape " + tuple(s) + ".");
            }
            yield List.of(new Out(t, m, m), new Out(t.realType(), m), new Out(t.realType(), m - 1), new Out(t, m - 1));
          }
          case LinearAlgebra.TridiagonalSolve _ -> {
            if (!in.get(1).shape().equals(a.shape()) || !in.get(2).shape().equals(a.shape())) {
              throw JaxError.type("tridiagonal_solve requires that all diagonal arguments have the same shape.");
            }
            int[] b = tail(in.get(3), 2);
            if (b[0] != n) {
              throw JaxError.type(
                  "tridiagonal_solve requires that the leading ndim-1 dimensions of b equal the dimensions of the"
                      + " diagonal arguments.");
            }
            yield List.of(new Out(t, b));
          }
          case LinearAlgebra.Geqrf _ -> List.of(new Out(t, m, n), new Out(t, k));
          case LinearAlgebra.HouseholderProduct _ -> {
            Shape taus = in.get(1).shape();
            if (m < n) {
              throw JaxError.value(
                  "The first argument to householder_product must have at least as many rows as columns, got shape "
                      + tuple(s));
            }
            if (taus.size(taus.rank() - 1) > k) {
              throw JaxError.value(
                  "The second argument to householder_product must not have more rows than the minimum of the first"
                      + " argument's rows and columns.");
            }
            yield List.of(new Out(t, m, n));
          }
          case LinearAlgebra.Eigh _ -> {
            if (m != n) {
              throw JaxError.value(
                  "Argument to symmetric eigendecomposition must have shape [..., n, n], got shape " + tuple(s));
            }
            yield List.of(new Out(t, m, m), new Out(t.realType(), m));
          }
          case LinearAlgebra.Svd v -> {
            Out values = new Out(t.realType(), k);
            yield v.computeUv()
                ? List.of(values, new Out(t, m, v.fullMatrices() ? m : k), new Out(t, v.fullMatrices() ? n : k, n))
                : List.of(values);
          }
          case LinearAlgebra.Eig e -> {
            if (m != n) {
              throw JaxError.value("The input to eig must be a square matrix. Got shape " + tuple(s) + ".");
            }
            List<Out> r = new ArrayList<>();
            r.add(new Out(t.complexType(), m));
            if (e.left()) {
              r.add(new Out(t.complexType(), m, m));
            }
            if (e.right()) {
              r.add(new Out(t.complexType(), m, m));
            }
            yield r;
          }
          case LinearAlgebra.TriangularSolve v -> {
            int[] b = in.get(1).shape().toArray();
            int[] bs = Arrays.copyOfRange(b, b.length - 2, b.length);
            if (m != n) {
              throw JaxError.value(
                  "The first input to triangular_solve must be a square matrix. Got shape " + tuple(s) + ".");
            }
            if (n != bs[v.leftSide() ? 0 : 1]) {
              throw JaxError.value(
                  "Incompatible shapes for arguments to triangular_solve: " + tuple(s) + " and " + tuple(bs) + ".");
            }
            yield List.of(new Out(t, bs));
          }
        };
    for (int i = 0; i < in.size(); i++) {
      boolean order = p instanceof LinearAlgebra.Geqp3 && i == 1;
      (order ? Accepted.INTEGER : accepted).check(name, in.get(i).dtype(), i);
    }
    if (!(p instanceof LinearAlgebra.Geqp3)) {
      Accepted.sameDTypes(name, in);
    }
    boolean weak = Accepted.allWeak(in);
    List<Aval> r = new ArrayList<>();
    for (Out o : outs) {
      int[] shape = Arrays.copyOf(batch, batch.length + o.sizes.length);
      System.arraycopy(o.sizes, 0, shape, batch.length, o.sizes.length);
      r.add(new Aval(o.dtype, Shape.of(shape), weak));
    }
    return r;
  }

  private static int[] tail(Aval a, int axes) {
    return Arrays.copyOfRange(a.shape().toArray(), a.rank() - axes, a.rank());
  }

  private record Out(DType dtype, int... sizes) {}

  private static String tuple(int[] sizes) {
    return Shape.of(sizes).toTuple();
  }

  private static void checkRanks(String name, List<Aval> in, int[] ranks) {
    List<Integer> batch = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      if (in.get(i).rank() < ranks[i]) {
        throw JaxError.type(
            "Input %d to %s must have rank at least %d, but got shape=%s"
                .formatted(i, name, ranks[i], in.get(i).shape().toTuple()));
      }
      batch.add(in.get(i).rank() - ranks[i]);
    }
    if (batch.stream().distinct().count() > 1) {
      throw JaxError.type(
          "All inputs to %s must have the same number of batch dimensions, but got %s batch dimensions for the inputs."
              .formatted(name, batch));
    }
  }
}
