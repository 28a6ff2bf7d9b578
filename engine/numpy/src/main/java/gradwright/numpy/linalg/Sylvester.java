package gradwright.numpy.linalg;

import gradwright.core.batch.Vmap;
import gradwright.core.control.Control;
import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.Reductions;
import gradwright.numpy.Term;
import java.util.List;

/// Sylvester's equation A X + X B = C, by Schur forms (Bartels and Stewart, Comm. ACM 15, 1972) or by eigenvectors.
final class Sylvester {
  private Sylvester() {}

  /// X; NaN where an eigenvalue of A and one of B add up to less than `tolerance`.
  static Value solve(Value a, Value b, Value c, String method, double tolerance) {
    return NamedJit.call1(
        "solve_sylvester",
        List.of(method, tolerance),
        List.of(a, b, c),
        in -> {
          List<Value> p = Promote.dtypesInexact(in);
          int m = Matrices.rows(p.get(2));
          int n = Matrices.columns(p.get(2));
          if (!square(p.get(0), m) || !square(p.get(1), n)) {
            throw JaxError.value(
                "Incompatible shapes for Sylvester equation:\nA: "
                    + p.get(0).shape().toTuple()
                    + "\nB: "
                    + p.get(1).shape().toTuple()
                    + "\nC: "
                    + p.get(2).shape().toTuple());
          }
          Shape batch =
              Promote.broadcastShapes(
                  p.stream().map(v -> v.shape().remove(v.rank() - 1).remove(v.rank() - 2)).toList());
          List<Value> same = p.stream().map(v -> Matrices.broadcastBatch(v, batch, 2)).toList();
          return Vmap.map(v -> List.of(one(v.get(0), v.get(1), v.get(2), method, tolerance)), batch.rank(), same);
        });
  }

  private static boolean square(Value x, int n) {
    return x.rank() >= 2 && Matrices.rows(x) == n && Matrices.columns(x) == n;
  }

  private static Value one(Value a, Value b, Value c, String method, double tolerance) {
    Value x =
        switch (method) {
          case "schur" -> bySchur(a, b, c);
          case "eigen" -> byEigenvectors(a, b, c);
          default ->
              throw JaxError.value(
                  "Unrecognized method " + method + ". The two valid methods are either \"schur\" or \"eigen\".");
        };
    if (!c.dtype().isComplex()) {
      x = Lax.real(x);
    }
    Value sums = sums(Decompositions.eigvals(a), Decompositions.eigvals(b));
    Value size = Lax.abs(sums);
    Value near = Reductions.any(Lax.lt(size, Lax.like(size, tolerance)));
    return Term.of(near).choose(Term.of(x).filled(Double.NaN), Term.of(x)).value();
  }

  private static Value sums(Value left, Value right) {
    return Term.of(left).expand(1).plus(Term.of(right).expand(0)).value();
  }

  private static Value bySchur(Value a, Value b, Value c) {
    List<Value> left = SchurForms.schur(a, "complex");
    List<Value> right = SchurForms.schur(Matrices.adjoint(b), "complex");
    Value u = left.get(1);
    Value v = right.get(1);
    Value f = Matrices.matmul(Matrices.matmul(Matrices.adjoint(u), Lax.convert(c, u.dtype())), v);
    Value y = triangular(left.get(0), Matrices.adjoint(right.get(0)), f);
    return Matrices.matmul(Matrices.matmul(u, y), Matrices.adjoint(v));
  }

  /// R Y + Y S = F for upper triangular R and lower triangular S, from the last element to the first.
  private static Value triangular(Value r, Value s, Value f) {
    int m = Matrices.rows(f);
    int n = Matrices.columns(f);
    Value order = Lax.rev(Lax.iota(DType.INT32, Shape.of(m * n), 0), Ints.of(0));
    return Control.scan(
            in -> {
              Value y = in.get(0);
              Value index = in.get(1);
              Value width = Lax.like(index, n);
              Value i = Lax.div(index, width);
              Value j = Lax.sub(index, Lax.mul(i, width));
              Value zero = Lax.like(index, 0);
              Value row = Lax.dynamicSlice(r, List.of(i, zero), Ints.of(1, m));
              Value column = Lax.dynamicSlice(y, List.of(zero, j), Ints.of(m, 1));
              Value above = masked(Lax.reshape(row, Shape.of(m)), Lax.reshape(column, Shape.of(m)), i);
              Value known = Lax.dynamicSlice(y, List.of(i, zero), Ints.of(1, n));
              Value factors = Lax.dynamicSlice(s, List.of(zero, j), Ints.of(n, 1));
              Value beside = masked(Lax.reshape(known, Shape.of(n)), Lax.reshape(factors, Shape.of(n)), j);
              Value right = Lax.sub(element(f, i, j), Lax.add(above, beside));
              Value value = Lax.div(right, Lax.add(element(r, i, i), element(s, j, j)));
              return List.of(Lax.dynamicUpdateSlice(y, Lax.reshape(value, Shape.of(1, 1)), List.of(i, j)));
            },
            List.of(Lax.fullLike(f, 0)),
            List.of(order),
            null,
            false,
            1)
        .getFirst();
  }

  private static Value masked(Value a, Value b, Value after) {
    Value products = Lax.mul(a, b);
    Value place = Lax.iota(DType.INT32, products.shape(), 0);
    Value kept = Lax.gt(place, Lax.broadcastTo(after, place.shape()));
    return Lax.sum(Lax.select(kept, products, Lax.fullLike(products, 0)), Ints.of(0));
  }

  private static Value element(Value x, Value i, Value j) {
    return Lax.reshape(Lax.dynamicSlice(x, List.of(i, j), Ints.of(1, 1)), Shape.of());
  }

  private static Value byEigenvectors(Value a, Value b, Value c) {
    List<Value> left = Decompositions.eig(a);
    List<Value> right = Decompositions.eig(b);
    Value u = left.get(1);
    Value f = Solve.solve(u, Matrices.matmul(Lax.convert(c, u.dtype()), right.get(1)));
    Value y = Lax.div(f, sums(left.get(0), right.get(0)));
    return Matrices.matmul(Matrices.matmul(u, y), Solve.inv(right.get(1)));
  }
}
