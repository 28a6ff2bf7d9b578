package gradwright.numpy.linalg;

import gradwright.core.batch.Vmap;
import gradwright.core.control.Control;
import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The polar decomposition into a unitary and a positive semidefinite factor, by dynamically weighted Halley iterations
/// (Nakatsukasa, Bai and Gygi, SIAM J. Matrix Anal. Appl. 31, 2010) or by singular values.
public final class Polar {
  private Polar() {}

  private static final double CHOLESKY_CUTOFF = 100;

  /// The unitary factor, the positive one, the number of iterations and whether they converged. Square or tall matrices.
  public static List<Value> qdwh(Value x, Integer iterations, Double epsilon) {
    if (Matrices.rows(x) < Matrices.columns(x)) {
      throw JaxError.value("The input matrix of shape M x N must have M >= N.");
    }
    int most = iterations == null ? 10 : iterations;
    boolean twice = x.dtype().realType() == DType.FLOAT64;
    double e = epsilon == null ? twice ? Math.ulp(1.0) : Math.ulp(1f) : epsilon;
    return NamedJit.call("qdwh", List.of(most, e), List.of(x), in -> iterate(in.getFirst(), most, e));
  }

  /// Weights (a - b / c, c, b / c) of the iterations from a lower bound of the singular values up to 1.
  private record Weights(List<double[]> qr, List<double[]> cholesky) {
    static Weights of(double bound, double tolerance, int most) {
      Weights w = new Weights(new ArrayList<>(), new ArrayList<>());
      double l = bound;
      for (int k = 0; l + tolerance < 1 && k < most; k++) {
        double l2 = l * l;
        double d = Math.cbrt(4 * (1 / l2 - 1) / l2);
        double root = Math.sqrt(1 + d);
        double a = root + Math.sqrt(2 - d + 2 * (2 - l2) / (l2 * root));
        double b = (a - 1) * (a - 1) / 4;
        double c = a + b - 1;
        l = l * (a + b * l2) / (1 + c * l2);
        (c > CHOLESKY_CUTOFF ? w.qr : w.cholesky).add(new double[] {a - b / c, c, b / c});
      }
      return w;
    }
  }

  private static List<Value> iterate(Value x, int most, double epsilon) {
    Value one = Norms.norm(x, 1.0, Ints.of(0, 1), false);
    Value infinity = Norms.norm(x, Double.POSITIVE_INFINITY, Ints.of(0, 1), false);
    Term inverse = Term.of(Lax.rsqrt(one)).times(Term.of(Lax.rsqrt(infinity)));
    inverse = Term.of(one).eq(0).choose(inverse.number(1), inverse);
    Value u = Lax.mul(x, Lax.broadcastTo(inverse.as(x.dtype()).value(), x.shape()));
    double tolerance = 10 * epsilon / 2;
    double change = Math.cbrt(tolerance);
    Weights w = Weights.of(epsilon, tolerance, most);
    for (double[] c : w.qr) {
      u = byQr(u, c);
    }
    Value unfinished = Lax.scalar(DType.BOOL, 1L);
    for (double[] c : w.cholesky) {
      Value next = byCholesky(u, c);
      unfinished = changed(next, u, change);
      u = next;
    }
    Value k = Promote.integer(w.qr.size() + w.cholesky.size());
    List<Value> end =
        Control.whileLoop(
            s -> List.of(Lax.and(s.get(2), Lax.lt(s.get(0), Lax.like(s.get(0), most)))),
            s -> {
              Value next = byCholesky(s.get(1), new double[] {3 - 1.0 / 3, 3, 1.0 / 3});
              return List.of(Lax.add(s.get(0), Lax.like(s.get(0), 1)), next, changed(next, s.get(1), change));
            },
            List.of(k, u, Promote.materialize(unfinished)));
    u = end.get(1);
    Value gram = Matrices.matmul(Matrices.adjoint(u), u);
    u = Lax.sub(Lax.mul(Lax.like(u, 1.5), u), Matrices.matmul(Lax.mul(Lax.like(u, 0.5), u), gram));
    Value h = Matrices.symmetrize(Matrices.matmul(Matrices.adjoint(u), x));
    return List.of(u, h, end.get(0), Lax.not(end.get(2)));
  }

  private static Value changed(Value next, Value before, double tolerance) {
    Value size = Norms.norm(Lax.sub(next, before), null, null, false);
    return Lax.gt(size, Lax.like(size, tolerance));
  }

  private static Value scaled(double factor, Value x) {
    return Lax.mul(Lax.like(x, factor), x);
  }

  private static Value byQr(Value u, double[] w) {
    int m = Matrices.rows(u);
    int n = Matrices.columns(u);
    double root = Math.sqrt(w[1]);
    Value stacked = Lax.concatenate(List.of(scaled(root, u), Matrices.eye(n, n, u.dtype())), 0);
    Value q = Lax.bind(new LinearAlgebra.Qr(false), stacked).getFirst();
    Value upper = Lax.sliceInDim(q, 0, m, 0);
    Value lower = Matrices.adjoint(Lax.sliceInDim(q, m, m + n, 0));
    return Lax.add(scaled(w[2], u), scaled(w[0] / root, Matrices.matmul(upper, lower)));
  }

  private static Value byCholesky(Value u, double[] w) {
    int n = Matrices.columns(u);
    Value x = Lax.add(scaled(w[1], Matrices.matmul(Matrices.adjoint(u), u)), Matrices.eye(n, n, u.dtype()));
    Value l = Decompositions.lowerCholesky(x);
    Value z = Lax.bind1(new LinearAlgebra.TriangularSolve(true, true, false, true, false), l, Matrices.transpose(u));
    z = conj(z);
    z = Lax.bind1(new LinearAlgebra.TriangularSolve(true, true, true, true, false), l, z);
    return Lax.add(scaled(w[2], u), scaled(w[0], Matrices.adjoint(z)));
  }

  private static Value conj(Value z) {
    return z.dtype().isComplex() ? Lax.unary(UnaryOp.CONJ, z) : z;
  }

  /// The unitary and the positive factor: a = u p, or p u when `side` is left.
  static List<Value> polar(Value a, String side, String method, Double epsilon, Integer iterations) {
    if (a.rank() < 2) {
      throw JaxError.value("The input `a` must be at least a 2-D array.");
    }
    if (!side.equals("right") && !side.equals("left")) {
      throw JaxError.value("The argument `side` must be either 'right' or 'left'.");
    }
    return NamedJit.call(
        "polar",
        Arrays.asList(side, method, epsilon, iterations),
        List.of(a),
        in -> Vmap.map(m -> one(m.getFirst(), side, method, epsilon), a.rank() - 2, in));
  }

  private static List<Value> one(Value a, String side, String method, Double epsilon) {
    boolean right = side.equals("right");
    boolean tall = Matrices.rows(a) >= Matrices.columns(a);
    switch (method) {
      case "qdwh" -> {
        if (tall && right) {
          return qdwh(a, null, epsilon).subList(0, 2);
        }
        if (!tall && !right) {
          List<Value> r = qdwh(Matrices.adjoint(a), null, epsilon);
          return List.of(Matrices.adjoint(r.get(0)), Matrices.adjoint(r.get(1)));
        }
        throw JaxError.notImplemented(
            "method='qdwh' only supports mxn matrices where m < n where side='right' and m >= n side='left', got "
                + a.shape().toTuple()
                + " with side='"
                + side
                + "'");
      }
      case "svd" -> {
        List<Value> svd = Lax.bind(new LinearAlgebra.Svd(false, true), a);
        Value s = Lax.expandDims(Lax.convert(svd.get(0), a.dtype()), Ints.of(0));
        Value u = svd.get(1);
        Value vh = svd.get(2);
        Value basis = right ? Matrices.adjoint(vh) : u;
        Value positive = Matrices.matmul(Lax.mul(basis, Lax.broadcastTo(s, basis.shape())), Matrices.adjoint(basis));
        return List.of(Matrices.matmul(u, vh), positive);
      }
      default -> throw JaxError.value("Unknown polar decomposition method " + method + ".");
    }
  }
}
