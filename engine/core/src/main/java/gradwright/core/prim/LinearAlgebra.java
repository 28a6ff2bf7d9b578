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

  /// Outputs: q, r, and if `pivoting` the int32 order of the columns.
  record Qr(boolean fullMatrices, boolean pivoting) implements LinearAlgebra {
    /// Without pivoting.
    public Qr(boolean fullMatrices) {
      this(fullMatrices, false);
    }

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

  /// Inputs: a matrix, int32 columns from 1 that must come first (0: free). Outputs: packed reflectors and R, the order of the
  /// columns from 1, taus.
  record Geqp3() implements LinearAlgebra {
    @Override
    public String primitiveName() {
      return "geqp3";
    }
  }

  /// Inputs: reflectors, taus, a matrix c. Output: Q c, or c Q when not `left`; Q^H instead of Q if `transpose`.
  record Ormqr(boolean left, boolean transpose) implements LinearAlgebra {
    @Override
    public String primitiveName() {
      return "ormqr";
    }
  }

  /// Inputs: an upper Cholesky factor r, a vector w. Output: the factor of r^T r + w w^T.
  record CholeskyUpdate() implements LinearAlgebra {
    @Override
    public String primitiveName() {
      return "cholesky_update";
    }
  }

  /// Inputs: a, c. Output: alpha a a^T + beta c.
  record SymmetricProduct(double alpha, double beta) implements LinearAlgebra {
    @Override
    public String primitiveName() {
      return "symmetric_product";
    }
  }

  /// Outputs: the Schur form, quasi-triangular for real matrices, and if asked the unitary vectors.
  record Schur(boolean vectors) implements LinearAlgebra {
    @Override
    public String primitiveName() {
      return "schur";
    }
  }

  /// Outputs: the Hessenberg form with packed reflectors below, taus.
  record Hessenberg() implements LinearAlgebra {
    @Override
    public String primitiveName() {
      return "hessenberg";
    }
  }

  /// Of a Hermitian matrix read from one triangle. Outputs: packed reflectors, diagonal, off-diagonal, taus.
  record Tridiagonal(boolean lower) implements LinearAlgebra {
    @Override
    public String primitiveName() {
      return "tridiagonal";
    }
  }

  /// Inputs: lower, main and upper diagonals of length n (the first of the lower and the last of the upper are not read), b.
  /// Output: the solution; with `perturbSingular` pivots that vanish are made small instead.
  record TridiagonalSolve(boolean perturbSingular) implements LinearAlgebra {
    @Override
    public String primitiveName() {
      return "tridiagonal_solve";
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
