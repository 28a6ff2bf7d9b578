package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.infer.TypeRules;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import java.util.ArrayList;
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
            case LinearAlgebra.Qr q -> Householder.qr(x, q.fullMatrices(), single);
            case LinearAlgebra.Eigh e -> HermitianEigen.decompose(x, e.lower());
            case LinearAlgebra.Svd s -> SingularValues.decompose(x, s.fullMatrices(), s.computeUv());
            case LinearAlgebra.Eig e -> GeneralEigen.decompose(x, e.left(), e.right());
            case LinearAlgebra.TriangularSolve t -> {
              Array rhs = in.get(1);
              int r = rhs.shape().size(rank - 2);
              int c = rhs.shape().size(rank - 1);
              Matrix y = Matrix.read(inputs.get(1), b * r * c, r, c, complex);
              yield List.of(Factorisations.triangularSolve(t, x, y));
            }
            case LinearAlgebra.LuPivotsToPermutation _ -> throw new IllegalStateException();
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
}
