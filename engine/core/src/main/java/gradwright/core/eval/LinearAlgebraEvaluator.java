package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.infer.TypeRules;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reference evaluation of decompositions and solves, in double precision but for QR of small float32 matrices, one matrix of the batch after the other.
final class LinearAlgebraEvaluator {
  private LinearAlgebraEvaluator() {}

  static List<Array> evaluate(LinearAlgebra p, List<Array> in, Device device) {
    List<Aval> avals = TypeRules.outputs(p, in.stream().map(Array::aval).toList());
    Array a = in.getFirst();
    if (p instanceof LinearAlgebra.LuPivotsToPermutation l) {
      return List.of(Factorisations.pivotsToPermutation(a, l.permutationSize(), avals.getFirst(), device));
    }
    if (p instanceof LinearAlgebra.TridiagonalSolve t) {
      return List.of(tridiagonalSolve(t, in, avals.getFirst(), device));
    }
    int rank = a.rank();
    int m = a.shape().size(rank - 2);
    int n = a.shape().size(rank - 1);
    boolean complex = a.dtype().isComplex();
    boolean single = a.dtype() == DType.FLOAT32 && SingleHouseholder.suits(m, n);
    List<double[]> inputs = in.stream().map(Blocks::doubles).toList();
    List<double[]> outputs = new ArrayList<>();
    for (Aval v : avals) {
      outputs.add(new double[Math.toIntExact(v.shape().elements()) * (v.dtype().isComplex() ? 2 : 1)]);
    }
    int batch = 1;
    for (int i = 0; i < rank - 2; i++) {
      batch *= a.shape().size(i);
    }
    for (int b = 0; b < batch; b++) {
      Session.current().poll();
      Matrix x = Matrix.read(inputs.getFirst(), b * m * n, m, n, complex);
      List<Matrix> results =
          switch (p) {
            case LinearAlgebra.Cholesky _ -> List.of(Factorisations.cholesky(x));
            case LinearAlgebra.Lu _ -> Factorisations.lu(x);
            case LinearAlgebra.Geqrf _ -> single ? Householder.geqrfSingle(x) : Householder.geqrf(x);
            case LinearAlgebra.HouseholderProduct _ -> {
              int k = in.get(1).shape().size(rank - 2);
              Matrix taus = Matrix.read(inputs.get(1), b * k, 1, k, complex);
              yield List.of(single ? Householder.productSingle(x, taus, n) : Householder.product(x, taus, n));
            }
            case LinearAlgebra.Qr q ->
                q.pivoting() ? Householder.pivotedQr(x, q.fullMatrices()) : Householder.qr(x, q.fullMatrices(), single);
            case LinearAlgebra.Geqp3 _ -> Rotations.pivotedQr(x, Matrix.read(inputs.get(1), b * n, 1, n, false));
            case LinearAlgebra.Ormqr q -> {
              int k = in.get(1).shape().size(rank - 2);
              Matrix taus = Matrix.read(inputs.get(1), b * k, 1, k, complex);
              yield List.of(Rotations.timesReflectors(x, taus, right(in, inputs, 2, b), q.left(), q.transpose()));
            }
            case LinearAlgebra.CholeskyUpdate _ ->
                List.of(Rotations.choleskyUpdate(x, Matrix.read(inputs.get(1), b * n, 1, n, false)));
            case LinearAlgebra.SymmetricProduct q ->
                List.of(Rotations.symmetricProduct(x, right(in, inputs, 1, b), q.alpha(), q.beta()));
            case LinearAlgebra.Schur q -> RealSchur.decompose(x).subList(0, q.vectors() ? 2 : 1);
            case LinearAlgebra.Hessenberg _ -> SimilarityReductions.hessenberg(x);
            case LinearAlgebra.Tridiagonal t -> SimilarityReductions.tridiagonal(x, t.lower());
            case LinearAlgebra.Eigh e -> HermitianEigen.decompose(x, e.lower());
            case LinearAlgebra.Svd s -> SingularValues.decompose(x, s.fullMatrices(), s.computeUv());
            case LinearAlgebra.Eig e -> GeneralEigen.decompose(x, e.left(), e.right());
            case LinearAlgebra.TriangularSolve t -> {
              yield List.of(Factorisations.triangularSolve(t, x, right(in, inputs, 1, b)));
            }
            case LinearAlgebra.LuPivotsToPermutation _, LinearAlgebra.TridiagonalSolve _ ->
                throw new IllegalStateException();
          };
      for (int i = 0; i < results.size(); i++) {
        Matrix r = results.get(i);
        r.write(outputs.get(i), b * r.rows * r.columns);
      }
    }
    List<Array> arrays = new ArrayList<>();
    for (int i = 0; i < avals.size(); i++) {
      Aval v = avals.get(i);
      if (v.dtype() == DType.INT32) {
        Array ints = Array.allocate(v, device);
        for (int k = 0; k < outputs.get(i).length; k++) {
          ints.setLong(k, (long) outputs.get(i)[k]);
        }
        arrays.add(ints);
      } else {
        arrays.add(Blocks.ofDoubles(v, device, outputs.get(i)));
      }
    }
    return arrays;
  }

  /// Matrix b of operand k.
  private static Matrix right(List<Array> in, List<double[]> inputs, int k, int b) {
    Array a = in.get(k);
    int rows = a.shape().size(a.rank() - 2);
    int columns = a.shape().size(a.rank() - 1);
    return Matrix.read(inputs.get(k), b * rows * columns, rows, columns, a.dtype().isComplex());
  }

  private static Array tridiagonalSolve(LinearAlgebra.TridiagonalSolve p, List<Array> in, Aval out, Device device) {
    boolean complex = out.dtype().isComplex();
    int part = complex ? 2 : 1;
    int n = out.shape().size(out.rank() - 2) * part;
    int columns = out.shape().size(out.rank() - 1);
    double[] all = Blocks.doubles(in.get(3)).clone();
    List<double[]> diagonals = in.subList(0, 3).stream().map(Blocks::doubles).toList();
    for (int b = 0; n > 0 && b < diagonals.getFirst().length / n; b++) {
      int at = b * n;
      double[] right = Arrays.copyOfRange(all, at * columns, (at + n) * columns);
      List<double[]> d = diagonals.stream().map(v -> Arrays.copyOfRange(v, at, at + n)).toList();
      TridiagonalSystems.solve(d.get(0), d.get(1), d.get(2), right, columns, complex, p.perturbSingular());
      System.arraycopy(right, 0, all, at * columns, right.length);
    }
    return Blocks.ofDoubles(out, device, all);
  }
}
