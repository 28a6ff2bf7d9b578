package gradwright.numpy.linalg;

import gradwright.core.batch.Vmap;
import gradwright.core.control.Control;
import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.jvp.JvpTrace;
import gradwright.core.lax.Lax;
import gradwright.core.trace.CustomRules;
import gradwright.core.trace.FlatFunction;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Creation;
import gradwright.numpy.Elementary;
import gradwright.numpy.Promote;
import gradwright.numpy.Rounding;
import gradwright.numpy.Searching;
import gradwright.numpy.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The exponential of matrices by Pade approximants, scaling and squaring (Higham, SIAM J. Matrix Anal. Appl. 26, 2005).
final class MatrixExponential {
  private MatrixExponential() {}

  private static final double[][] COEFFICIENTS = {
    {120, 60, 12, 1},
    {30240, 15120, 3360, 420, 30, 1},
    {17297280, 8648640, 1995840, 277200, 25200, 1512, 56, 1},
    {17643225600d, 8821612800d, 2075673600d, 302702400, 30270240, 2162160, 110880, 3960, 90, 1},
    {
      64764752532480000d,
      32382376266240000d,
      7771770303897600d,
      1187353796428800d,
      129060195264000d,
      10559470521600d,
      670442572800d,
      33522128640d,
      1323241920,
      40840800,
      960960,
      16380,
      182,
      1
    }
  };

  /// The norms up to which each approximant is good to the precision of the dtype, and that of the last one.
  private record Precision(double[] bounds, double largest) {
    static Precision of(DType t) {
      return switch (t.code()) {
        case FLOAT64, COMPLEX128 ->
            new Precision(
                new double[] {
                  1.495585217958292e-002, 2.539398330063230e-001, 9.504178996162932e-001, 2.097847961257068e+000
                },
                5.371920351148152);
        case FLOAT32, COMPLEX64 ->
            new Precision(new double[] {4.258730016922831e-001, 1.880152677804762e+000}, 3.925724783138660);
        default -> throw JaxError.type("A.dtype=" + t.jaxName() + " is not supported.");
      };
    }
  }

  private record Statics(boolean triangular, int squarings) {}

  /// exp of each matrix; NaN where more than `squarings` squarings would be needed.
  static Value expm(Value given, boolean triangular, int squarings) {
    return NamedJit.call1(
        "expm",
        new Statics(triangular, squarings),
        List.of(given),
        in -> {
          Value a = Promote.inexact(in.getFirst());
          if (a.rank() < 2 || Matrices.rows(a) != Matrices.columns(a)) {
            throw JaxError.value(
                "Expected A to be a (batched) square matrix, got A.shape=" + a.shape().toTuple() + ".");
          }
          return Vmap.map(m -> List.of(one(m.getFirst(), triangular, squarings)), a.rank() - 2, List.of(a));
        });
  }

  /// exp of a matrix and its derivative in a direction.
  static List<Value> frechet(Value a, Value direction) {
    if (a.rank() < 2 || Matrices.rows(a) != Matrices.columns(a)) {
      throw JaxError.value("expected A to be a (batched) square matrix, got A.shape=" + a.shape().toTuple());
    }
    if (direction.rank() < 2 || Matrices.rows(direction) != Matrices.columns(direction)) {
      throw JaxError.value("expected E to be a (batched) square matrix, got E.shape=" + direction.shape().toTuple());
    }
    if (!a.shape().equals(direction.shape())) {
      throw JaxError.value(
          "expected A and E to be the same shape, got A.shape="
              + a.shape().toTuple()
              + " E.shape="
              + direction.shape().toTuple());
    }
    List<Tangent> tangents = List.of(direction);
    CustomRules.Duals d = JvpTrace.jvp(in -> List.of(expm(in.getFirst(), false, 16)), List.of(a), tangents);
    return List.of(d.primals().getFirst(), Lax.instantiate(d.tangents().getFirst()));
  }

  private static Value one(Value a, boolean triangular, int squarings) {
    Precision p = Precision.of(a.dtype());
    Value norm = Norms.norm(a, 1.0, Ints.of(0, 1), false);
    Value scaled = Elementary.log2(Term.of(norm).over(p.largest).value());
    Term steps = Term.of(Rounding.floor(scaled));
    Term count = Term.of(Arithmetic.maximum(Promote.integer(0), steps.value()));
    Value factor = Term.of(Lax.like(a, 2)).power(count.as(a.dtype())).value();
    Value small = Arithmetic.trueDivide(a, factor);
    List<Object> bounds = Arrays.stream(p.bounds).<Object>mapToObj(Double::valueOf).toList();
    Value which = Searching.digitize(norm, Creation.array(bounds, norm.dtype(), false, 0), false, "scan");
    List<FlatFunction> approximants = new ArrayList<>();
    for (int i = 0; i < p.bounds.length + 1; i++) {
      double[] c = COEFFICIENTS[i];
      approximants.add(in -> c.length == 14 ? thirteenth(in.getFirst(), c) : approximant(in.getFirst(), c));
    }
    List<Value> uv = Control.switchCase(which, approximants, List.of(small));
    Value numerator = Lax.add(uv.get(0), uv.get(1));
    Value denominator = Lax.add(Lax.neg(uv.get(0)), uv.get(1));
    return Control.cond(
            count.gt(squarings).value(),
            in -> List.of(Lax.fullLike(in.get(0), Double.NaN)),
            in -> {
              Value r =
                  triangular
                      ? Solve.solveTriangular(in.get(2), in.get(1), 0, false, false)
                      : Solve.solve(in.get(2), in.get(1));
              return List.of(squared(r, in.get(3), squarings));
            },
            List.of(a, numerator, denominator, count.value()))
        .getFirst();
  }

  private static Value squared(Value r, Value count, int most) {
    Value steps = Lax.iota(count.dtype(), Shape.of(most), 0);
    return Control.scan(
            in ->
                Control.cond(
                    Lax.lt(in.get(2), in.get(1)),
                    x -> List.of(Matrices.matmul(x.get(0), x.get(0)), x.get(1)),
                    x -> x,
                    List.of(in.get(0), in.get(1))),
            List.of(r, count),
            List.of(steps),
            null,
            false,
            1)
        .getFirst();
  }

  /// The odd and the even part of the approximant with coefficients c.
  private static List<Value> approximant(Value a, double[] c) {
    Value eye = Matrices.eye(Matrices.rows(a), Matrices.rows(a), a.dtype());
    List<Value> powers = new ArrayList<>(List.of(eye, Matrices.matmul(a, a)));
    while (2 * powers.size() < c.length) {
      Value last = powers.getLast();
      powers.add(Matrices.matmul(last, powers.size() == 2 ? last : powers.get(1)));
    }
    Value odd = Matrices.matmul(a, combined(powers, c, 1));
    return List.of(odd, combined(powers, c, 0));
  }

  /// The sum of c[2 k + offset] powers[k], the highest power first.
  private static Value combined(List<Value> powers, double[] c, int offset) {
    Value sum = null;
    for (int k = powers.size() - 1; k >= 0; k--) {
      Value part = Lax.mul(Lax.like(powers.get(k), c[2 * k + offset]), powers.get(k));
      sum = sum == null ? part : Lax.add(sum, part);
    }
    return sum;
  }

  private static List<Value> thirteenth(Value a, double[] c) {
    Value eye = Matrices.eye(Matrices.rows(a), Matrices.rows(a), a.dtype());
    Value a2 = Matrices.matmul(a, a);
    Value a4 = Matrices.matmul(a2, a2);
    Value a6 = Matrices.matmul(a4, a2);
    List<Value> powers = List.of(eye, a2, a4, a6);
    List<Value> parts = new ArrayList<>();
    for (int offset = 1; offset >= 0; offset--) {
      Value top = combined(List.of(a2, a4, a6), Arrays.copyOfRange(c, 8, 14), offset);
      parts.add(Lax.add(Matrices.matmul(a6, top), combined(powers, c, offset)));
    }
    return List.of(Matrices.matmul(a, parts.get(0)), parts.get(1));
  }
}
