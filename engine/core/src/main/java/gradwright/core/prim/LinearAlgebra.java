package gradwright.core.prim;

/// Decompositions and solves on the last two axes; leading axes are batches.
public sealed interface LinearAlgebra extends Primitive {
  /// Lower factor of the Hermitian matrix read from the lower triangle; NaN when not positive definite.
  record Cholesky() implements LinearAlgebra {
    @Override
    public String primitiveName() {
      return "cholesky";
    }
  }

  /// Outputs: packed LU, int32 pivots, int32 permutation.
  record Lu() implements LinearAlgebra {
    @Override
    public String primitiveName() {
      return "lu";
    }
  }

  record LuPivotsToPermutation(int permutationSize) implements LinearAlgebra {
    @Override
    public String primitiveName() {
      return "lu_pivots_to_permutation";
    }
  }

  /// Outputs: q, r.
  record Qr(boolean fullMatrices) implements LinearAlgebra {
    @Override
    public String primitiveName() {
      return "qr";
    }
  }

  /// Outputs: packed reflectors and R, taus.
  record Geqrf() implements LinearAlgebra {
    @Override
    public String primitiveName() {
      return "geqrf";
    }
  }

  /// Inputs: reflectors, taus. Output: Q.
  record HouseholderProduct() implements LinearAlgebra {
    @Override
    public String primitiveName() {
      return "householder_product";
    }
  }

  /// Outputs: eigenvectors, eigenvalues (ascending).
  record Eigh(boolean lower, boolean sortEigenvalues) implements LinearAlgebra {
    @Override
    public String primitiveName() {
      return "eigh";
    }
  }

  /// Outputs: s, and if `computeUv` u and vh.
  record Svd(boolean fullMatrices, boolean computeUv) implements LinearAlgebra {
    @Override
    public String primitiveName() {
      return "svd";
    }
  }

  /// Outputs: eigenvalues, then left and right eigenvectors as asked for; all complex.
  record Eig(boolean left, boolean right, boolean vectorDerivatives) implements LinearAlgebra {
    /// Without derivatives of the eigenvectors, which hold only for distinct eigenvalues.
    public Eig(boolean left, boolean right) {
      this(left, right, false);
    }

    @Override
    public String primitiveName() {
      return "eig";
    }
  }

  /// Inputs: a (triangular), b. Solves op(a) x = b, or x op(a) = b when not `leftSide`.
  record TriangularSolve(boolean leftSide, boolean lower, boolean transposeA, boolean conjugateA, boolean unitDiagonal)
      implements LinearAlgebra {
    @Override
    public String primitiveName() {
      return "triangular_solve";
    }
  }
}
