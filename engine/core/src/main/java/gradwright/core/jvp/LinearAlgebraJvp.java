package gradwright.core.jvp;

import static gradwright.core.lax.Lax.add;
import static gradwright.core.lax.Lax.div;
import static gradwright.core.lax.Lax.mul;
import static gradwright.core.lax.Lax.sub;
import static gradwright.core.lax.Matrices.adjoint;
import static gradwright.core.lax.Matrices.column;
import static gradwright.core.lax.Matrices.diagonal;
import static gradwright.core.lax.Matrices.dot;
import static gradwright.core.lax.Matrices.eye;
import static gradwright.core.lax.Matrices.lower;
import static gradwright.core.lax.Matrices.matmul;
import static gradwright.core.lax.Matrices.matmulPrecise;
import static gradwright.core.lax.Matrices.part;
import static gradwright.core.lax.Matrices.real;
import static gradwright.core.lax.Matrices.row;
import static gradwright.core.lax.Matrices.solve;
import static gradwright.core.lax.Matrices.transpose;
import static gradwright.core.lax.Matrices.upper;

import gradwright.core.batch.Vmap;
import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.lax.LuSolve;
import gradwright.core.lax.Matrices;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Forward-mode rules of LinearAlgebra primitives. Decompositions: Giles, "Collected matrix derivative results for
/// forward and
/// reverse mode algorithmic differentiation" (2008), for distinct eigenvalues and singular values.
final class LinearAlgebraJvp {
  private LinearAlgebraJvp() {}

  static Duals jvp(LinearAlgebra p, List<Value> primals, List<Tangent> tangents) {
    Value a = primals.getFirst();
    if (p instanceof LinearAlgebra.TriangularSolve s) {
      return triangularSolve(s, a, primals.get(1), tangents);
    }
    if (p instanceof LinearAlgebra.TridiagonalSolve) {
      return tridiagonalSolve(p, primals, tangents);
    }
    if (tangents.stream().allMatch(Tangent::isZero)) {
      return Linear.constant(p, primals);
    }
    return switch (p) {
      case LinearAlgebra.Cholesky _ -> cholesky(p, a, (Value) tangents.getFirst());
      case LinearAlgebra.Lu _ -> lu(a, (Value) tangents.getFirst());
      case LinearAlgebra.Qr q -> qr(q, a, (Value) tangents.getFirst());
      case LinearAlgebra.Eigh e -> eigh(e, a, (Value) tangents.getFirst());
      case LinearAlgebra.Svd s -> svd(s, a, (Value) tangents.getFirst());
      case LinearAlgebra.Eig e -> eig(e, a, (Value) tangents.getFirst());
      case LinearAlgebra.LuPivotsToPermutation _ -> Linear.constant(p, primals);
      case LinearAlgebra.Geqrf _,
          LinearAlgebra.Geqp3 _,
          LinearAlgebra.Ormqr _,
          LinearAlgebra.CholeskyUpdate _,
          LinearAlgebra.SymmetricProduct _,
          LinearAlgebra.Schur _,
          LinearAlgebra.Hessenberg _,
          LinearAlgebra.Tridiagonal _,
          LinearAlgebra.HouseholderProduct _ ->
          throw JaxError.notImplemented("Differentiation rule for '" + p.primitiveName() + "' not implemented");
      case LinearAlgebra.TriangularSolve _, LinearAlgebra.TridiagonalSolve _ -> throw new IllegalStateException();
    };
  }

  /// Murray, "Differentiation of the Cholesky decomposition" (2016).
  private static Duals cholesky(LinearAlgebra p, Value a, Value da) {
    Value l = lower(Lax.bind1(p, a), 0);
    Value right = solve(l, da, false, true, true, true, false);
    Value both = solve(l, right, true, true, false, false, false);
    Value triangle = lower(both, 0);
    int n = a.shape().size(a.rank() - 1);
    Value halves = Lax.expandDims(add(Lax.constant(both, 1), eye(both.dtype(), n)), Ints.range(0, triangle.rank() - 2));
    Value dl = dot(l, div(triangle, halves));
    return new Duals(List.of(l), List.of(dl));
  }

  private static Duals lu(Value a, Value da) {
    List<Value> out = Matrices.lu(a);
    Value d =
        Vmap.map(
                in -> List.of(luTangent(in.get(0), in.get(1), in.get(2))),
                a.rank() - 2,
                List.of(out.get(0), da, out.get(2)))
            .getFirst();
    return new Duals(out, List.of(d, Tangent.Zero.like(out.get(1)), Tangent.Zero.like(out.get(2))));
  }

  private static Value luTangent(Value lu, Value da, Value permutation) {
    int m = da.shape().size(0);
    int n = da.shape().size(1);
    int k = Math.min(m, n);
    HostScalar zero = Lax.constant(lu, 0);
    Ints none = Ints.of(0, 0);
    Value l = Lax.pad(lower(part(lu, 1, 0, k), -1), zero, none, Ints.of(0, m - k), none);
    l = add(l, eye(da.dtype(), m));
    Value uEye = Lax.pad(eye(da.dtype(), n - k), zero, Ints.of(k, k), none, none);
    Value u = add(Lax.pad(upper(part(lu, 0, 0, k), 0), zero, none, Ints.of(n - k, 0), none), uEye);
    Value la = solve(l, Matrices.rows(da, permutation), true, true, false, false, true);
    Value lau = solve(u, la, false, false, false, false, false);
    Value dl = matmulPrecise(l, lower(lau, -1));
    Value du = matmulPrecise(upper(lau, 0), u);
    return add(dl, du);
  }

  // ---- QR ----

  private static Duals qr(LinearAlgebra.Qr p, Value x, Value dx) {
    List<Value> out = Lax.bind(p, x);
    Value q = out.get(0);
    Value r = out.get(1);
    int rank = x.rank();
    if (p.pivoting()) {
      dx = columns(dx, out.get(2));
    }
    int m = x.shape().size(rank - 2);
    int n = x.shape().size(rank - 1);
    if (m < n) {
      // The left square block is decomposed; the rest is only rotated.
      Value x2 = part(x, 1, m, n);
      Value dx1 = part(dx, 1, 0, m);
      Value dx2 = part(dx, 1, m, n);
      Pair thin = thinQr(q, part(r, 1, 0, m), dx1);
      Value dr2 = add(matmul(adjoint(thin.q), x2), matmul(adjoint(q), dx2));
      return withOrder(out, List.of(thin.q, Lax.concatenate(List.of(thin.r, dr2), rank - 1)));
    }
    if (!p.fullMatrices()) {
      Pair thin = thinQr(q, r, dx);
      return withOrder(out, List.of(thin.q, thin.r));
    }
    Value qThin = part(q, 1, 0, n);
    Pair thin = thinQr(qThin, part(r, 0, 0, n), dx);
    return m == n ? withOrder(out, List.of(thin.q, thin.r)) : fullQr(out, qThin, thin, m, n);
  }

  /// The columns of each matrix in an order of their own.
  private static Value columns(Value x, Value order) {
    return Vmap.map(
            in -> List.of(transpose(Matrices.rows(transpose(in.get(0)), in.get(1)))), x.rank() - 2, List.of(x, order))
        .getFirst();
  }

  private static Duals withOrder(List<Value> out, List<Tangent> tangents) {
    if (out.size() == 2) {
      return new Duals(out, tangents);
    }
    return new Duals(out, List.of(tangents.get(0), tangents.get(1), Tangent.Zero.like(out.get(2))));
  }

  private record Pair(Value q, Value r) {}

  private static Pair thinQr(Value q, Value r, Value dx) {
    Value dxR = solve(r, dx, false, false, false, false, false);
    Value qdxR = matmul(adjoint(q), dxR);
    Value strict = lower(qdxR, -1);
    Value skew = sub(strict, adjoint(strict));
    int n = r.shape().size(r.rank() - 1);
    Value diagonal = eye(skew.dtype(), n, qdxR.rank()); // corrects the imaginary parts on the diagonal
    skew = add(skew, mul(diagonal, sub(qdxR, Lax.convert(real(qdxR), qdxR.dtype()))));
    Value dq = add(matmul(q, sub(skew, qdxR)), dxR);
    Value dr = matmul(sub(qdxR, skew), r);
    return new Pair(dq, dr);
  }

  /// The orthogonal complement, by the representation of https://arxiv.org/abs/2409.13374.
  private static Duals fullQr(List<Value> out, Value q, Pair thin, int m, int n) {
    Value full = out.get(0);
    int rank = full.rank();
    Value top = part(q, 0, 0, n);
    Value bottom = part(q, 0, n, m);
    Value complement = part(full, 1, n, m);
    Value dTop = part(thin.q, 0, 0, n);
    Value dBottom = part(thin.q, 0, n, m);
    List<Value> lu = Matrices.lu(sub(top, eye(top.dtype(), n, rank)));
    Value zh = LuSolve.solve(lu.get(0), lu.get(2), adjoint(bottom), LuSolve.Form.ADJOINT);
    Value z = adjoint(zh);
    Value first = matmul(thin.q, zh);
    Value basis = add(q, matmul(complement, z));
    Value dComplement = sub(first, matmul(basis, adjoint(sub(dBottom, matmul(z, dTop)))));
    Value dq = Lax.concatenate(List.of(thin.q, dComplement), rank - 1);
    Value zeros = Lax.full(thin.r.shape().with(rank - 2, m - n), HostScalar.of(thin.r.dtype(), false, 0L));
    return withOrder(out, List.of(dq, Lax.concatenate(List.of(thin.r, zeros), rank - 2)));
  }

  // ---- eigenvalues and singular values ----

  private static Duals eigh(LinearAlgebra.Eigh p, Value a, Value da) {
    List<Value> out = Lax.bind(p, Matrices.symmetrize(a));
    Value v = out.get(0);
    Value w = Lax.convert(out.get(1), a.dtype());
    Value one = eye(a.dtype(), a.shape().size(a.rank() - 1));
    if (a.rank() > 2) {
      one = Lax.expandDims(one, Ints.range(0, a.rank() - 2));
    }
    // 1 / (w_j - w_i) off the diagonal, 0 on it
    Value gaps = sub(Lax.integerPow(sub(add(one, row(w)), column(w)), -1), one);
    Value rotated = dot(dot(adjoint(v), da), v);
    Value dv = dot(v, mul(gaps, rotated));
    Value dw = diagonal(real(rotated));
    return new Duals(out, List.of(dv, dw));
  }

  private static Duals svd(LinearAlgebra.Svd p, Value a, Value da) {
    int rank = a.rank();
    int m = a.shape().size(rank - 2);
    int n = a.shape().size(rank - 1);
    List<Value> out = Lax.bind(new LinearAlgebra.Svd(false, true), a);
    if (p.computeUv() && p.fullMatrices() && m != n) {
      throw JaxError.notImplemented("Singular value decomposition JVP not implemented for full matrices");
    }
    Value s = out.get(0);
    Value u = out.get(1);
    Value vt = out.get(2);
    Value ut = adjoint(u);
    Value v = adjoint(vt);
    Value sRow = row(s);
    Value d = matmulPrecise(matmulPrecise(ut, da), v);
    Value ds = diagonal(real(d));
    if (!p.computeUv()) {
      return new Duals(List.of(s), List.of(ds));
    }
    DType t = a.dtype();
    HostScalar one = Lax.constant(s, 1);
    Value gaps = mul(add(sRow, transpose(sRow)), sub(sRow, transpose(sRow)));
    Value onDiagonal = eye(s.dtype(), s.shape().size(s.rank() - 1), gaps.rank());
    Value f = sub(div(one, add(gaps, onDiagonal)), onDiagonal);
    Value dSs = mul(Lax.convert(sRow, t), d);
    Value sdS = mul(transpose(Lax.convert(sRow, t)), d);
    Value zero = Lax.convert(Lax.eq(s, Lax.constant(s, 0)), s.dtype());
    Value inverse = sub(div(one, add(s, zero)), zero);
    Value inverseMatrix = Matrices.diagonalMatrix(inverse);
    Value phases =
        mul(
            mul(Session.current().trace().constant(Lax.constant(d, 0.5)), sub(d, adjoint(d))),
            Lax.convert(inverseMatrix, t));
    Value du = matmulPrecise(u, add(mul(Lax.convert(f, t), add(dSs, adjoint(dSs))), phases));
    Value dv = matmulPrecise(v, mul(Lax.convert(f, t), add(sdS, adjoint(sdS))));
    if (m > n) {
      Value dav = matmulPrecise(da, v);
      Value outside = sub(dav, matmulPrecise(u, matmulPrecise(ut, dav)));
      du = add(du, div(outside, Lax.convert(sRow, t)));
    }
    if (n > m) {
      Value dau = matmulPrecise(adjoint(da), u);
      Value outside = sub(dau, matmulPrecise(v, matmulPrecise(vt, dau)));
      dv = add(dv, div(outside, Lax.convert(sRow, t)));
    }
    return new Duals(out, List.of(ds, du, adjoint(dv)));
  }

  private static Duals eig(LinearAlgebra.Eig p, Value a, Value da) {
    boolean vectors = p.left() || p.right();
    if (vectors && !p.vectorDerivatives()) {
      throw JaxError.notImplemented(
          "Derivatives of non-symmetric eigenvectors are only valid under assumptions on the input that JAX cannot"
              + " check (see the enable_eigvec_derivs argument to jax.lax.linalg.eig). Pass enable_eigvec_derivs=True"
              + " to jax.lax.linalg.eig to opt in. See https://github.com/jax-ml/jax/issues/2748 for discussion.");
    }
    List<Value> out = Lax.bind(new LinearAlgebra.Eig(p.left(), true, true), a);
    Value w = out.getFirst();
    Value v = out.getLast();
    Value d = Lax.convert(da, v.dtype());
    if (!vectors) {
      return new Duals(List.of(w), List.of(Lax.sum(mul(luSolve(v, d), transpose(v)), Ints.of(a.rank() - 1))));
    }
    Eigen right = eigenvectors(w, v, d);
    List<Value> values = new ArrayList<>(List.of(w));
    List<Tangent> tangents = new ArrayList<>(List.of(right.dw));
    if (p.left()) {
      values.add(out.get(1));
      tangents.add(eigenvectors(Lax.conj(w), out.get(1), adjoint(d)).dv);
    }
    if (p.right()) {
      values.add(v);
      tangents.add(right.dv);
    }
    return new Duals(values, tangents);
  }

  private record Eigen(Value dw, Value dv) {}

  /// The eigenvalue equation leaves open a multiple of each eigenvector; LAPACK's normalisation (length 1, largest
  /// element
  /// real) fixes it.
  private static Eigen eigenvectors(Value w, Value v, Value da) {
    int n = v.rank();
    Value one = eye(w.dtype(), w.shape().size(w.rank() - 1), n);
    Value gaps = sub(Lax.integerPow(sub(add(one, row(w)), column(w)), -1), one);
    Value rotated = dot(luSolve(v, da), v);
    Value u = dot(v, mul(gaps, rotated));
    Ints rows = Ints.of(n - 2);
    Value largest = Lax.bind1(new Reduction.ArgReduce(true, n - 2, DType.INT32), Lax.abs(v));
    Value mask = Lax.convert(Lax.eq(Lax.iota(DType.INT32, v.shape(), n - 2), Lax.expandDims(largest, rows)), v.dtype());
    Value length = Lax.neg(Lax.real(Lax.sum(mul(Lax.conj(v), u), rows)));
    Value phase = div(Lax.neg(Lax.imag(Lax.sum(mul(mask, u), rows))), Lax.real(Lax.sum(mul(mask, v), rows)));
    Value dv = add(u, mul(v, Lax.expandDims(Lax.complex(length, phase), rows)));
    return new Eigen(diagonal(rotated), dv);
  }

  private static Value luSolve(Value a, Value b) {
    List<Value> lu = Matrices.lu(a);
    return LuSolve.solve(lu.get(0), lu.get(2), b, LuSolve.Form.PLAIN);
  }

  // ---- triangular and tridiagonal systems ----

  private static Duals tridiagonalSolve(LinearAlgebra p, List<Value> primals, List<Tangent> tangents) {
    Value x = Session.bind(p, primals).getFirst();
    Tangent right = tangents.get(3);
    if (!tangents.subList(0, 3).stream().allMatch(Tangent::isZero)) {
      List<Value> d = tangents.subList(0, 3).stream().map(Lax::instantiate).toList();
      right = Lax.addTangents(right, Lax.neg(tridiagonalProduct(d, x)));
    }
    if (!(right instanceof Value b)) {
      return new Duals(List.of(x), List.of(Tangent.Zero.like(x)));
    }
    Value dx = Lax.bind1(p, primals.get(0), primals.get(1), primals.get(2), b);
    return new Duals(List.of(x), List.of(dx));
  }

  private static Value tridiagonalProduct(List<Value> diagonals, Value x) {
    Value xt = transpose(x);
    Value y = mul(column(diagonals.get(1)), x);
    y = add(y, mul(column(diagonals.get(0)), transpose(Matrices.shifted(xt, 1))));
    return add(y, mul(column(diagonals.get(2)), transpose(Matrices.shifted(xt, -1))));
  }

  private static Duals triangularSolve(LinearAlgebra.TriangularSolve p, Value a, Value b, List<Tangent> tangents) {
    Value x = Lax.bind1(p, a, b);
    Tangent t = Tangent.Zero.like(x);
    if (tangents.get(0) instanceof Value da) {
      t = triangularTangent(p, da, x, a, b);
    }
    if (tangents.get(1) instanceof Value db) {
      t = Lax.addTangents(t, Lax.bind1(p, a, db));
    }
    return new Duals(List.of(x), List.of(t));
  }

  private static Value triangularTangent(LinearAlgebra.TriangularSolve p, Value da, Value x, Value a, Value b) {
    int m = b.shape().size(b.rank() - 2);
    int n = b.shape().size(b.rank() - 1);
    int k = p.unitDiagonal() ? 1 : 0;
    Value g = Lax.neg(p.lower() ? lower(da, -k) : upper(da, k));
    if (p.transposeA()) {
      g = transpose(g);
    }
    if (p.conjugateA()) {
      g = Matrices.conj(g);
    }
    // Solving costs about as much as multiplying: do the cheaper one on the smaller side.
    if (p.leftSide()) {
      return m > n ? Lax.bind1(p, a, dot(g, x)) : dot(Lax.bind1(p, a, g), x);
    }
    return m < n ? Lax.bind1(p, a, dot(x, g)) : dot(x, Lax.bind1(p, a, g));
  }
}
