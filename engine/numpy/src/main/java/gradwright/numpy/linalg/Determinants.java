package gradwright.numpy.linalg;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import java.util.List;

/// Determinants by LU or QR decomposition, small ones by formula, with derivatives that exist for singular matrices too.
final class Determinants {
  private Determinants() {}

  private static final DerivedMatrix DET =
      new DerivedMatrix(
          "_det",
          "_det_jvp",
          in -> {
            List<Value> s = slogdet(in.getFirst(), null);
            return List.of(Lax.mul(s.get(0), Lax.convert(Lax.exp(s.get(1)), s.get(0).dtype())));
          },
          (x, out, t) -> List.of(trace(Cofactors.solve(x, t))));

  /// The determinant: by formula for two and three rows.
  static Value det(Value a) {
    return NamedJit.call1(
        "det",
        "",
        List.of(a),
        in -> {
          Value x = Promote.inexact(in.getFirst());
          if (x.rank() < 2 || Matrices.rows(x) != Matrices.columns(x)) {
            throw JaxError.value("Argument to _det() must have shape [..., n, n], got " + x.shape().toTuple());
          }
          return List.of(
              switch (Matrices.rows(x)) {
                case 2 -> det2(x);
                case 3 -> det3(x);
                default -> DET.call(x).getFirst();
              });
        });
  }

  static Value trace(Value x) {
    return Lax.sum(Matrices.diagonal(x), Ints.of(x.rank() - 2));
  }

  private static Value det2(Value a) {
    return Lax.sub(product(a, 0, 0, 1, 1), product(a, 0, 1, 1, 0));
  }

  private static Value product(Value a, int... places) {
    Value p = Matrices.element(a, places[0], places[1]);
    for (int i = 2; i < places.length; i += 2) {
      p = Lax.mul(p, Matrices.element(a, places[i], places[i + 1]));
    }
    return p;
  }

  private static Value det3(Value a) {
    Value s = Lax.add(product(a, 0, 0, 1, 1, 2, 2), product(a, 0, 1, 1, 2, 2, 0));
    s = Lax.add(s, product(a, 0, 2, 1, 0, 2, 1));
    s = Lax.sub(s, product(a, 0, 2, 1, 1, 2, 0));
    s = Lax.sub(s, product(a, 0, 0, 1, 2, 2, 1));
    return Lax.sub(s, product(a, 0, 1, 1, 0, 2, 2));
  }

  /// Sign and logarithm of the absolute value of the determinant, by `method` lu (null) or qr.
  static List<Value> slogdet(Value a, String method) {
    return NamedJit.call(
        "slogdet",
        method == null ? "" : method,
        List.of(a),
        in -> {
          Value x = Promote.inexact(in.getFirst());
          if (x.rank() < 2 || Matrices.rows(x) != Matrices.columns(x)) {
            throw JaxError.value("Argument to slogdet() must have shape [..., n, n], got " + x.shape().toTuple());
          }
          int n = Matrices.rows(x);
          return switch (method == null ? "lu" : method) {
            case "lu" -> n == 1 || n == 2 ? SMALL.call(x) : BY_LU.call(x);
            case "qr" -> BY_QR.call(x);
            default ->
                throw JaxError.value(
                    "Unknown slogdet method '" + method + "'. Supported methods are 'lu' (`None`), and 'qr'.");
          };
        });
  }

  private static final DerivedMatrix SMALL =
      new DerivedMatrix(
          "_slogdet_small",
          "_slogdet_small_jvp",
          in -> {
            Value det = Matrices.rows(in.getFirst()) == 1 ? Matrices.element(in.getFirst(), 0, 0) : det2(in.getFirst());
            return List.of(Lax.sign(det), Lax.log(Lax.abs(det)));
          },
          (x, out, t) -> signed(out, smallTangent(x, t)));

  private static Value smallTangent(Value x, Value t) {
    if (Matrices.rows(x) == 1) {
      return Lax.div(Matrices.element(t, 0, 0), Matrices.element(x, 0, 0));
    }
    Value s = Lax.mul(Matrices.element(t, 0, 0), Matrices.element(x, 1, 1));
    s = Lax.sub(s, Lax.mul(Matrices.element(t, 0, 1), Matrices.element(x, 1, 0)));
    s = Lax.sub(s, Lax.mul(Matrices.element(t, 1, 0), Matrices.element(x, 0, 1)));
    s = Lax.add(s, Lax.mul(Matrices.element(t, 1, 1), Matrices.element(x, 0, 0)));
    return Lax.div(s, det2(x));
  }

  /// The tangents of sign and logarithm from that of the complex logarithm.
  private static List<Value> signed(List<Value> out, Value d) {
    Value sign = out.getFirst();
    if (!d.dtype().isComplex()) {
      return List.of(Lax.fullLike(sign, 0), d);
    }
    Value re = Lax.real(d);
    return List.of(Lax.mul(Lax.sub(d, Lax.convert(re, d.dtype())), sign), re);
  }

  private static List<Value> logTangents(Value x, List<Value> out, Value t) {
    return signed(out, trace(Solve.solve(x, t)));
  }

  private static final DerivedMatrix BY_LU =
      new DerivedMatrix("_slogdet_lu", "_slogdet_jvp", in -> byLu(in.getFirst()), Determinants::logTangents);

  private static List<Value> byLu(Value a) {
    DType t = a.dtype();
    List<Value> f = Decompositions.lu(a);
    Value diagonal = Matrices.diagonal(f.get(0));
    int last = diagonal.rank() - 1;
    Ints axis = Ints.of(last);
    Value zero = Lax.reduce(Reduction.Op.OR, Lax.eq(diagonal, Lax.like(diagonal, 0)), axis);
    Value parity = swaps(f.get(1));
    Value magnitude = Lax.unary(UnaryOp.ABS, diagonal);
    Value sign;
    if (t.isComplex()) {
      sign = Lax.reduce(Reduction.Op.PROD, Lax.div(diagonal, Lax.convert(magnitude, t)), axis);
    } else {
      sign = Lax.full(diagonal.shape().remove(last), Lax.like(diagonal, 1));
      parity = Lax.add(parity, count(Lax.lt(diagonal, Lax.like(diagonal, 0)), axis));
    }
    sign = Lax.select(zero, Lax.fullLike(sign, 0), Lax.mul(sign, Lax.convert(flip(parity), t)));
    Value logs = Lax.sum(Lax.unary(UnaryOp.LOG, magnitude), axis);
    return List.of(sign, Lax.select(zero, Lax.fullLike(logs, Double.NEGATIVE_INFINITY), logs));
  }

  private static final DerivedMatrix BY_QR =
      new DerivedMatrix("_slogdet_qr", "_slogdet_jvp", in -> byQr(in.getFirst()), Determinants::logTangents);

  private static List<Value> byQr(Value a) {
    if (a.dtype().isComplex()) {
      throw JaxError.notImplemented("slogdet method='qr' not implemented for complex inputs");
    }
    List<Value> f = Lax.bind(new LinearAlgebra.Geqrf(), a);
    Value diagonal = Matrices.diagonal(f.get(0));
    int last = diagonal.rank() - 1;
    Ints axis = Ints.of(last);
    Value logs = Lax.sum(Lax.log(Lax.abs(diagonal)), axis);
    Value taus = Lax.sliceInDim(f.get(1), 0, Math.max(0, Matrices.rows(a) - 1), last);
    Value reflected = count(Lax.ne(taus, Lax.like(taus, 0)), axis);
    Value signs = Lax.reduce(Reduction.Op.PROD, Lax.sign(diagonal), axis);
    return List.of(Lax.mul(signs, Lax.convert(flip(reflected), a.dtype())), logs);
  }

  static Value count(Value mask, Ints axis) {
    return Lax.sum(Lax.convert(mask, DType.INT32), axis);
  }

  /// How many rows the pivots exchange.
  static Value swaps(Value pivots) {
    int last = pivots.rank() - 1;
    return count(Lax.ne(pivots, Lax.iota(pivots.dtype(), pivots.shape(), last)), Ints.of(last));
  }

  /// -1 for odd counts, 1 for even ones.
  static Value flip(Value count) {
    Value odd = Lax.binary(BinaryOp.REM, count, Lax.like(count, 2));
    return Lax.add(Lax.mul(Lax.like(count, -2), odd), Lax.like(count, 1));
  }
}
