package gradwright.numpy.linalg;

import gradwright.core.batch.Vmap;
import gradwright.core.control.Control;
import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.Term;
import java.util.List;

/// Schur and Hessenberg forms, and what follows from them: the complex form from the real one, square roots, functions of
/// matrices.
final class SchurForms {
  private SchurForms() {}

  /// T and Z with a = Z T Z^H; `output` is real, for the quasi-triangular form of real matrices, or complex.
  static List<Value> schur(Value a, String output) {
    if (!output.equals("real") && !output.equals("complex")) {
      throw JaxError.value("Expected 'output' to be either 'real' or 'complex', got output='" + output + "'.");
    }
    return NamedJit.call(
        "_schur",
        output,
        List.of(a),
        in -> {
          Value x = in.getFirst();
          if (output.equals("complex")) {
            x = Lax.convert(x, Promote.complex(Promote.inexact(x.dtype())));
          }
          return Lax.bind(new LinearAlgebra.Schur(true), x);
        });
  }

  /// The Hessenberg form h, and with `vectors` also q with a = q h q^H.
  static List<Value> hessenberg(Value a, boolean vectors) {
    return NamedJit.call("hessenberg", vectors, List.of(a), in -> hessenbergBody(in.getFirst(), vectors));
  }

  private static List<Value> hessenbergBody(Value a, boolean vectors) {
    int rank = a.rank();
    int n = a.shape().size(rank - 1);
    if (n == 0) {
      Value empty = Lax.fullLike(a, 0);
      return vectors ? List.of(empty, empty) : List.of(empty);
    }
    List<Value> packed = Lax.bind(new LinearAlgebra.Hessenberg(), a);
    Value h = Matrices.upper(packed.getFirst(), -1);
    if (!vectors) {
      return List.of(h);
    }
    Value reflectors = Lax.sliceInDim(Lax.sliceInDim(packed.getFirst(), 1, n, rank - 2), 0, n - 1, rank - 1);
    Value q = Lax.bind1(new LinearAlgebra.HouseholderProduct(), reflectors, packed.get(1));
    Shape batch = a.shape().remove(rank - 1).remove(rank - 2);
    Value one = filled(batch, 1, 1, q, 1);
    return List.of(h, StructuredMatrices.blocks(one, filled(batch, 1, n - 1, q, 0), filled(batch, n - 1, 1, q, 0), q));
  }

  private static Value filled(Shape batch, int rows, int columns, Value like, double v) {
    return Lax.full(batch.insert(batch.rank(), rows).insert(batch.rank() + 1, columns), Lax.like(like, v));
  }

  private static Value start(Value i) {
    return Lax.convert(i, DType.INT32);
  }

  private static Value zero() {
    return Lax.scalar(DType.INT32, 0L);
  }

  private static Value at(Value x, Value i, Value j) {
    return Lax.reshape(Lax.dynamicSlice(x, List.of(start(i), start(j)), Ints.of(1, 1)), Shape.of());
  }

  /// The complex Schur form and vectors from the real ones, by one rotation for each block of two.
  static List<Value> complexForm(Value t, Value z) {
    requireSquare(t, "T");
    requireSquare(z, "Z");
    if (Matrices.rows(t) != Matrices.rows(z)) {
      throw JaxError.value(
          "Input array shapes must match: Z: " + z.shape().toTuple() + " vs. T: " + t.shape().toTuple());
    }
    return NamedJit.call(
        "rsf2csf",
        null,
        List.of(t, z),
        in -> {
          List<Value> p = Promote.dtypesComplex(in);
          Shape batch =
              Promote.broadcastShapes(
                  p.stream().map(v -> v.shape().remove(v.rank() - 1).remove(v.rank() - 2)).toList());
          List<Value> same = p.stream().map(v -> Matrices.broadcastBatch(v, batch, 2)).toList();
          return Vmap.map(m -> rotated(m.get(0), m.get(1)), batch.rank(), same);
        });
  }

  private static void requireSquare(Value x, String name) {
    if (x.rank() < 2 || Matrices.rows(x) != Matrices.columns(x)) {
      throw JaxError.value("Input '" + name + "' must be square.");
    }
  }

  private static List<Value> rotated(Value t, Value z) {
    int n = Matrices.rows(t);
    if (n < 2) {
      return List.of(t, z);
    }
    double epsilon = t.dtype() == DType.COMPLEX128 ? Math.ulp(1.0) : Math.ulp(1f);
    return Control.foriLoop(
        Lax.scalar(DType.INT32, 1L),
        Lax.scalar(DType.INT32, (long) n),
        in -> {
          Value step = start(in.get(0));
          Value m = Lax.sub(Lax.like(step, n), step);
          Value before = Lax.sub(m, Lax.like(m, 1));
          Value form = in.get(1);
          Term below = Term.of(Lax.abs(at(form, m, before)));
          Term around = Term.of(Lax.abs(at(form, before, before))).plus(Term.of(Lax.abs(at(form, m, m))));
          List<Value> next =
              Control.cond(
                  below.gt(around.times(epsilon)).value(),
                  x -> rotation(x.get(0), x.get(1), x.get(2)),
                  x -> List.of(x.get(1), x.get(2)),
                  List.of(m, form, in.get(2)));
          Value cleared = Lax.full(Shape.of(1, 1), Lax.like(form, 0));
          return List.of(Lax.dynamicUpdateSlice(next.get(0), cleared, List.of(start(m), start(before))), next.get(1));
        },
        List.of(t, z));
  }

  /// Rotates rows and columns m - 1 and m of t, and columns of z, so that t[m, m - 1] vanishes.
  private static List<Value> rotation(Value m, Value t, Value z) {
    int n = Matrices.rows(t);
    Value p = Lax.sub(m, Lax.like(m, 1));
    List<Value> corner = List.of(start(p), start(p));
    Value block = Lax.dynamicSlice(t, corner, Ints.of(2, 2));
    Value roots = Lax.bind1(new LinearAlgebra.Eig(false, false), block);
    Value mu = Lax.sub(Lax.indexInDim(roots, 0, 0), at(t, m, m));
    Value below = at(t, m, p);
    Value pair = Lax.concatenate(List.of(Lax.reshape(mu, Shape.of(1)), Lax.reshape(below, Shape.of(1))), 0);
    Value r = Lax.convert(Norms.norm(pair, null, null, false), t.dtype());
    Value c = Lax.div(mu, r);
    Value s = Lax.div(below, r);
    Value g = matrix(Lax.conj(c), s, Lax.neg(s), c);
    Value rows = Lax.dynamicSlice(t, List.of(start(p), zero()), Ints.of(2, n));
    Value place = Lax.iota(DType.INT32, Shape.of(2, n), 1);
    Value right = Lax.ge(place, Lax.broadcastTo(start(p), Shape.of(2, n)));
    Value turned = Matrices.matmul(g, Lax.select(right, rows, Lax.fullLike(rows, 0)));
    Value form = Lax.dynamicUpdateSlice(t, Lax.select(right, turned, rows), List.of(start(p), zero()));
    Value columns = Lax.dynamicSlice(form, List.of(zero(), start(p)), Ints.of(n, 2));
    Value above = Lax.le(Lax.iota(DType.INT32, Shape.of(n, 2), 0), Lax.broadcastTo(start(m), Shape.of(n, 2)));
    Value gh = Matrices.adjoint(g);
    Value moved = Matrices.matmul(Lax.select(above, columns, Lax.fullLike(columns, 0)), gh);
    form = Lax.dynamicUpdateSlice(form, Lax.select(above, moved, columns), List.of(zero(), start(p)));
    Value vectors = Lax.dynamicSlice(z, List.of(zero(), start(p)), Ints.of(n, 2));
    return List.of(form, Lax.dynamicUpdateSlice(z, Matrices.matmul(vectors, gh), List.of(zero(), start(p))));
  }

  private static Value matrix(Value a, Value b, Value c, Value d) {
    Shape one = Shape.of(1);
    Value flat =
        Lax.concatenate(List.of(Lax.reshape(a, one), Lax.reshape(b, one), Lax.reshape(c, one), Lax.reshape(d, one)), 0);
    return Lax.reshape(flat, Shape.of(2, 2));
  }

  /// The principal square root (Bjorck and Hammarling, Linear Algebra Appl. 52, 1983).
  static Value squareRoot(Value a) {
    return NamedJit.call1(
        "_sqrtm",
        null,
        List.of(a),
        in -> {
          List<Value> form = schur(in.getFirst(), "complex");
          Value root = triangularRoot(form.get(0));
          Value z = form.get(1);
          return List.of(Matrices.matmul(Matrices.matmul(z, root), Matrices.adjoint(z)));
        });
  }

  private static Value triangularRoot(Value t) {
    int n = Matrices.rows(t);
    Value diagonal = Lax.sqrt(Matrices.diagonal(t));
    Value start = gradwright.core.lax.Matrices.diagonalMatrix(diagonal);
    return Control.foriLoop(
            zero(),
            Lax.scalar(DType.INT32, (long) n),
            in ->
                Control.foriLoop(zero(), in.get(0), SchurForms::withRoot, List.of(in.get(0), t, diagonal, in.get(1)))
                    .subList(3, 4),
            List.of(start))
        .getFirst();
  }

  /// In column j, the element of the root at row j - 1 - step; the elements that it depends on are known.
  private static List<Value> withRoot(List<Value> in) {
    Value j = start(in.get(1));
    Value t = in.get(2);
    Value diagonal = in.get(3);
    Value root = in.get(4);
    int n = Matrices.rows(t);
    Value i = Lax.sub(Lax.sub(j, Lax.like(j, 1)), start(in.get(0)));
    Value row = Lax.dynamicSlice(root, List.of(start(i), zero()), Ints.of(1, n));
    Value column = Lax.dynamicSlice(root, List.of(zero(), start(j)), Ints.of(n, 1));
    Value products = Lax.mul(Lax.reshape(row, Shape.of(n)), Lax.reshape(column, Shape.of(n)));
    Value place = Lax.iota(DType.INT32, Shape.of(n), 0);
    Value after = Lax.gt(place, Lax.broadcastTo(i, place.shape()));
    Value between = Lax.and(after, Lax.lt(place, Lax.broadcastTo(j, place.shape())));
    Value s = Lax.sum(Lax.select(between, products, Lax.fullLike(products, 0)), Ints.of(0));
    Value sum = Lax.add(element(diagonal, i), element(diagonal, j));
    Value target = at(t, i, j);
    Value value = Lax.div(Lax.sub(target, s), sum);
    value = Lax.select(Lax.eq(target, s), Lax.fullLike(value, 0), value);
    Value next = Lax.dynamicUpdateSlice(root, Lax.reshape(value, Shape.of(1, 1)), List.of(start(i), start(j)));
    return List.of(in.get(1), t, diagonal, next);
  }

  private static Value element(Value v, Value i) {
    return Lax.reshape(Lax.dynamicSlice(v, List.of(start(i)), Ints.of(1)), Shape.of());
  }

  /// f(t) for triangular t from `diagonal`, f of its diagonal, and the least difference of two eigenvalues (Parlett's recurrence;
  /// Golub and Van Loan, Matrix Computations, 9.1.1).
  static List<Value> parlett(Value diagonal, Value t) {
    int n = Matrices.rows(t);
    Value first = Lax.abs(at(t, zero(), zero()));
    Value f = gradwright.core.lax.Matrices.diagonalMatrix(Lax.convert(diagonal, t.dtype()));
    return Control.foriLoop(
        Lax.scalar(DType.INT32, 1L),
        Lax.scalar(DType.INT32, (long) n),
        in -> {
          Value p = in.get(0);
          Value end = Lax.add(Lax.sub(Lax.like(p, n), p), Lax.like(p, 1));
          return Control.foriLoop(
                  Lax.scalar(DType.INT32, 1L), end, SchurForms::parlettStep, List.of(p, t, in.get(1), in.get(2)))
              .subList(2, 4);
        },
        List.of(f, first));
  }

  private static List<Value> parlettStep(List<Value> in) {
    Value p = start(in.get(1));
    Value t = in.get(2);
    Value f = in.get(3);
    int n = Matrices.rows(t);
    Value step = start(in.get(0));
    Value i = Lax.sub(step, Lax.like(step, 1));
    Value j = Lax.add(i, p);
    Value difference = Lax.sub(at(f, j, j), at(f, i, i));
    Value s = Lax.mul(at(t, i, j), difference);
    Value place = Lax.iota(DType.INT32, Shape.of(n), 0);
    Value between =
        Lax.and(Lax.gt(place, Lax.broadcastTo(i, place.shape())), Lax.lt(place, Lax.broadcastTo(j, place.shape())));
    s = Lax.add(s, Lax.sub(inner(t, f, i, j, between), inner(f, t, i, j, between)));
    Value gap = Lax.sub(at(t, j, j), at(t, i, i));
    Value distinct = Lax.ne(gap, Lax.fullLike(gap, 0));
    s = Lax.select(distinct, Lax.div(s, gap), s);
    Value next = Lax.dynamicUpdateSlice(f, Lax.reshape(s, Shape.of(1, 1)), List.of(start(i), start(j)));
    return List.of(in.get(1), t, next, Lax.min(in.get(4), Lax.abs(gap)));
  }

  /// Row i of a times column j of b, over the places of the mask.
  private static Value inner(Value a, Value b, Value i, Value j, Value mask) {
    int n = Matrices.rows(a);
    Value row = Lax.reshape(Lax.dynamicSlice(a, List.of(start(i), zero()), Ints.of(1, n)), Shape.of(n));
    Value column = Lax.reshape(Lax.dynamicSlice(b, List.of(zero(), start(j)), Ints.of(n, 1)), Shape.of(n));
    Value products = Lax.mul(row, column);
    return Lax.sum(Lax.select(mask, products, Lax.fullLike(products, 0)), Ints.of(0));
  }
}
