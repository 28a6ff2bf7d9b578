package gradwright.numpy;

import gradwright.core.control.Control;
import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.IndexItems;
import gradwright.numpy.catalogue.Tuple;
import gradwright.numpy.indexing.Indexing;
import gradwright.numpy.indexing.Updates;
import gradwright.numpy.linalg.Decompositions;
import gradwright.numpy.linalg.PseudoInverses;
import gradwright.numpy.linalg.Solve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Polynomials as vectors of coefficients, highest power first.
public final class Polynomials {
  private Polynomials() {}

  private static Tuple slice(Long from, Long to) {
    return new Tuple(List.of(new IndexItems.Slice(from, to, null)));
  }

  private static int size(Value v) {
    return v.shape().size(0);
  }

  /// The value at `x`, by Horner's scheme.
  public static Value polyval(Value p, Value x, int unroll) {
    return NamedJit.call1(
        "polyval",
        unroll,
        List.of(p, x),
        in -> {
          List<Value> v = Promote.dtypes(in);
          Value c = v.get(0);
          Value at = v.get(1);
          Shape rest = Shape.of(Arrays.copyOfRange(c.shape().toArray(), 1, c.rank()));
          Shape shape = Promote.broadcastShapes(List.of(rest, at.shape()));
          Value zero = Creation.fullLike(at, HostScalar.of(at.dtype(), false, 0L), at.dtype(), shape);
          return List.of(
              Control.scan(
                      s -> List.of(Arithmetic.add(Arithmetic.multiply(s.get(0), at), s.get(1))),
                      List.of(zero),
                      List.of(c),
                      null,
                      false,
                      unroll)
                  .getFirst());
        });
  }

  public static Value polyadd(Value a, Value b) {
    return NamedJit.call1("polyadd", null, List.of(a, b), in -> List.of(sum(in.get(0), in.get(1))));
  }

  private static Value sum(Value a, Value b) {
    for (Value v : List.of(a, b)) {
      if (v.rank() == 0) {
        throw new JaxError("IndexError", "jnp.polyadd: polynomials must be vectors, got a scalar");
      }
    }
    List<Value> p = Promote.dtypes(List.of(a, b));
    Value x = size(p.get(1)) <= size(p.get(0)) ? p.get(0) : p.get(1);
    Value y = x == p.get(0) ? p.get(1) : p.get(0);
    return Updates.add(x, slice((long) -size(y), null), y);
  }

  public static Value polysub(Value a, Value b) {
    return NamedJit.call1(
        "polysub",
        null,
        List.of(a, b),
        in -> {
          List<Value> p = Promote.dtypes(in);
          return List.of(polyadd(p.get(0), Arithmetic.negative(p.get(1))));
        });
  }

  /// The product; with `trim` without zeros in front of either factor, which must be known then.
  public static Value polymul(Value a, Value b, boolean trim) {
    List<Value> p = Promote.dtypesInexact(List.of(a, b));
    List<Value> factors = new ArrayList<>();
    for (Value v : p) {
      if (v.rank() == 0) {
        throw JaxError.type("jnp.polymul: polynomials must be vectors, got a scalar");
      }
      Value f = trim ? withoutLeading(v, 0) : v;
      factors.add(size(f) == 0 ? Creation.zeros(f.dtype(), 1) : f);
    }
    return Differences.convolve(factors.get(0), factors.get(1), "full", false, Products.Options.DEFAULT);
  }

  /// Without leading coefficients that are not above a bound in absolute value.
  private static Value withoutLeading(Value p, double bound) {
    var known = Concrete.array(Promote.materialize(Arithmetic.abs(p)), "trim_leading_zeros needs known coefficients.");
    int from = 0;
    while (from < size(p) && known.getDouble(from) <= bound) {
      from++;
    }
    return Subscripts.range(p, from, size(p), 0);
  }

  /// Quotient and remainder.
  public static List<Value> polydiv(Value u, Value v) {
    List<Value> p = Promote.dtypesInexact(List.of(u, v));
    Value rest = p.get(0);
    Value by = p.get(1);
    int m = size(rest) - 1;
    int n = size(by) - 1;
    Value scale = Arithmetic.trueDivide(Promote.number(1.0), Indexing.at(by, 0));
    Value q = Creation.zeros(rest.dtype(), Math.max(m - n + 1, 1));
    for (int k = 0; k <= m - n; k++) {
      Value d = Arithmetic.multiply(scale, Indexing.at(rest, k));
      q = Updates.set(q, (long) k, d);
      Value taken = Arithmetic.multiply(Arithmetic.negative(d), by);
      rest = Updates.add(rest, slice((long) k, (long) (k + n + 1)), taken);
    }
    return List.of(q, rest);
  }

  /// The m-th derivative.
  public static Value polyder(Value p, int m) {
    if (m < 0) {
      throw JaxError.value("Order of derivative must be positive");
    }
    return NamedJit.call1(
        "polyder",
        m,
        List.of(p),
        in -> {
          Value a = Promote.inexact(in.getFirst());
          if (m == 0) {
            return List.of(a);
          }
          DType t = a.dtype();
          Value upper = Ranges.arange(Promote.integer(m), Promote.integer(size(a)), null, t);
          Value row = Lax.expandDims(upper, Ints.of(0));
          Value lower = Ranges.arange(Promote.integer(m), null, null, t);
          Value c = Reductions.prod(Arithmetic.subtract(row, Lax.expandDims(lower, Ints.of(1))), 0);
          return List.of(
              Arithmetic.multiply(Subscripts.range(a, 0, Math.max(0, size(a) - m), 0), Lax.rev(c, Ints.of(0))));
        });
  }

  /// The m-th integral; `k` are its constants (one, or m of them; null for zeros).
  public static Value polyint(Value p, int m, Value k) {
    if (m < 0) {
      throw JaxError.value("Order of integral must be positive (see polyder)");
    }
    boolean given = k != null;
    return NamedJit.call1(
        "polyint",
        Arrays.asList(m, given),
        given ? List.of(p, k) : List.of(p),
        in -> List.of(integral(in.get(0), m, given ? in.get(1) : Promote.integer(0))));
  }

  private static Value integral(Value p, int m, Value k) {
    List<Value> both = Promote.dtypesInexact(List.of(p, k));
    Value a = both.get(0);
    Value constants = Joining.atleast1d(both.get(1));
    if (size(constants) == 1) {
      constants = Creation.full(Shape.of(m), Subscripts.pick(constants, 0, 0));
    }
    if (size(constants) != m) {
      throw JaxError.value("k must be a scalar or a rank-1 array of length 1 or m.");
    }
    if (m == 0) {
      return a;
    }
    Value upper = Ranges.arange(Promote.integer(size(a) + m), null, null, a.dtype());
    Value row = Lax.expandDims(upper, Ints.of(0));
    Value lower = Ranges.arange(Promote.integer(m), null, null, a.dtype());
    Value grid = Arithmetic.subtract(row, Lax.expandDims(lower, Ints.of(1)));
    Value c = Lax.rev(Reductions.prod(Arithmetic.maximum(Promote.integer(1), grid), 0), Ints.of(0));
    return Arithmetic.trueDivide(Joining.concatenate(List.of(a, constants), 0), c);
  }

  /// The coefficients of the polynomial with the given roots (or eigenvalues of a square matrix as roots).
  public static Value poly(Value roots) {
    return NamedJit.call1(
        "poly",
        null,
        List.of(roots),
        in -> {
          Value r = Joining.atleast1d(Promote.inexact(in.getFirst()));
          if (r.rank() == 1 && size(r) == 0) {
            return List.of(HostScalar.of(r.dtype(), false, 1));
          }
          if (r.rank() == 2 && r.shape().size(0) == r.shape().size(1) && r.shape().size(0) > 0) {
            r = Decompositions.eigvals(r);
          }
          if (r.rank() != 1) {
            throw JaxError.value("input must be 1d or non-empty square 2d array.");
          }
          Value a = Creation.ones(r.dtype(), 1);
          for (int k = 0; k < size(r); k++) {
            Value factor = Creation.array(List.of(1L, Arithmetic.negative(Indexing.at(r, k))), r.dtype(), false, 0);
            a = Differences.convolve(a, factor, "full", false, Products.Options.DEFAULT);
          }
          return List.of(a);
        });
  }

  /// The complex roots: eigenvalues of the companion matrix. Leading zeros are dropped, so the coefficients must be known.
  public static Value roots(Value given) {
    Value p = Joining.atleast1d(Promote.inexact(given));
    if (p.rank() != 1) {
      throw JaxError.value("Input must be a rank-1 array.");
    }
    var known =
        Concrete.array(
            p,
            "The error occurred in the jnp.roots() function. To use this within a JIT-compiled context, pass"
                + " strip_zeros=False, but be aware that leading zeros will result in some returned roots being set to"
                + " NaN.");
    int from = 0;
    while (from < size(p) && known.getDouble(from) == 0 && known.getImaginary(from) == 0) {
      from++;
    }
    return companionRoots(Subscripts.range(p, from, size(p), 0));
  }

  /// The roots of a polynomial that may be traced; each leading zero makes one of them NaN, at the end.
  public static Value rootsWithZeros(Value given) {
    Value p = Joining.atleast1d(Promote.inexact(given));
    if (p.rank() != 1) {
      throw JaxError.value("Input must be a rank-1 array.");
    }
    int n = size(p);
    if (n < 2) {
      return Creation.zeros(Promote.complex(p.dtype()), 0);
    }
    Value zero = Comparison.equal(p, Promote.integer(0));
    Value leading = Selection.where(Reductions.all(zero), Promote.integer(n), Reductions.argmin(zero, 0, false));
    Value c = Selection.where(Comparison.equal(Promote.integer(n), leading), Promote.number(1), p);
    c = Joining.rollDynamic(c, Arithmetic.negative(leading), Ints.of(0));
    Value roots = companionRoots(c);
    Value isZero = Comparison.equal(roots, Promote.integer(0));
    roots = Session.bind(new Reduction.Sort(0, true, 1), List.of(isZero, roots)).get(1);
    Value there = Comparison.less(Ranges.arange(n - 1), Arithmetic.subtract(Promote.integer(n - 1), leading));
    return Selection.where(there, roots, HostScalar.complex(roots.dtype(), false, Double.NaN, Double.NaN));
  }

  private static Value companionRoots(Value c) {
    int n = size(c) - 1;
    if (n < 1) {
      return Creation.zeros(Promote.complex(c.dtype()), 0);
    }
    Value companion = n == 1 ? Creation.zeros(c.dtype(), 1, 1) : Matrices.diag(Creation.ones(c.dtype(), n - 1), -1);
    Value row = Arithmetic.trueDivide(Arithmetic.negative(Subscripts.range(c, 1, n + 1, 0)), Indexing.at(c, 0));
    companion = Updates.set(companion, new Tuple(List.of(0L, new IndexItems.Slice(null, null, null))), row);
    return Decompositions.eigvals(companion);
  }

  /// A least-squares polynomial: its coefficients, squared residuals, rank and singular values of the scaled system, the bound
  /// for these, the system with its columns scaled to length 1, and the scales.
  public record Fit(
      Value coefficients, Value residuals, Value rank, Value singular, double bound, Value system, Value scale) {}

  /// The least-squares polynomial of a degree through points; `w` weighs them (null evenly).
  public static Fit polyfit(Value x, Value y, int degree, Double rcond, Value w) {
    if (degree < 0) {
      throw JaxError.value("expected deg >= 0");
    }
    if (x.rank() != 1) {
      throw JaxError.type("expected 1D vector for x");
    }
    if (x.shape().elements() == 0) {
      throw JaxError.type("expected non-empty vector for x");
    }
    if (y.rank() < 1 || y.rank() > 2) {
      throw JaxError.type("expected 1D or 2D array for y");
    }
    if (x.shape().size(0) != y.shape().size(0)) {
      throw JaxError.type("expected x and y to have same length");
    }
    if (!x.dtype().isInexact() && rcond == null) {
      throw JaxError.value("jnp.polyfit: x must hold floating point numbers, got " + x.dtype().jaxName());
    }
    if (w != null && w.rank() != 1) {
      throw JaxError.type("jnp.polyfit: expected a vector for weights, got shape " + w.shape().toTuple());
    }
    if (w != null && w.shape().size(0) != y.shape().size(0)) {
      throw JaxError.type("expected w and y to have the same length");
    }
    Value a = Promote.inexact(x);
    Value powers = Lax.expandDims(Lax.rev(Lax.iota(a.dtype(), Shape.of(degree + 1), 0), Ints.of(0)), Ints.of(0));
    Value lhs = Arithmetic.power(Lax.expandDims(a, Ints.of(1)), powers);
    Value rhs = Promote.inexact(y);
    if (w != null) {
      Value column = Lax.expandDims(Promote.inexact(w), Ints.of(1));
      lhs = Arithmetic.multiply(lhs, column);
      rhs = Arithmetic.multiply(rhs, rhs.rank() == 2 ? column : w);
    }
    Value scale = Elementary.sqrt(Reductions.sum(Arithmetic.multiply(lhs, lhs), 0));
    lhs = Arithmetic.trueDivide(lhs, Lax.expandDims(scale, Ints.of(0)));
    double cut = rcond != null ? rcond : size(x) * FloatLimits.of(a.dtype()).eps();
    List<Value> solved = PseudoInverses.lstsq(lhs, rhs, cut, false);
    Value c = solved.getFirst();
    c = Arithmetic.trueDivide(c, c.rank() > 1 ? Lax.expandDims(scale, Ints.of(1)) : scale);
    return new Fit(c, solved.get(1), solved.get(2), solved.get(3), cut, lhs, scale);
  }

  /// The coefficients' covariance; `scaled` by the residuals over the degrees of freedom.
  private static Value covariance(Fit fit, Value x, Value y, boolean scaled) {
    int order = size(fit.scale);
    Value base = Solve.inv(Products.dot(Layout.transpose(fit.system), fit.system));
    base = Arithmetic.trueDivide(base, Products.outer(fit.scale, fit.scale));
    Value factor = Promote.number(1);
    if (scaled) {
      if (size(x) <= order) {
        throw JaxError.value("the number of data points must exceed order to scale the covariance matrix");
      }
      factor = Arithmetic.trueDivide(fit.residuals, Promote.integer(size(x) - order));
    }
    factor = Joining.atleast1d(factor);
    if (y.rank() == 1) {
      return Arithmetic.multiply(base, Lax.expandDims(factor, Ints.of(0)));
    }
    return Arithmetic.multiply(Lax.expandDims(base, Ints.of(2)), Lax.expandDims(factor, Ints.of(0, 1)));
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function(
        "polyval(p, x, *, unroll=16)",
        "The value of a polynomial.",
        a -> {
          Value p = a.value("p");
          if (p.rank() == 0) {
            throw JaxError.index("polyval: p must have an axis of coefficients, got a scalar");
          }
          return polyval(p, a.value("x"), a.integer("unroll"));
        });
    m.function("polyadd(a1, a2)", "Sum of polynomials.", a -> polyadd(a.value("a1"), a.value("a2")));
    m.function("polysub(a1, a2)", "Difference of polynomials.", a -> polysub(a.value("a1"), a.value("a2")));
    m.function(
        "polymul(a1, a2, *, trim_leading_zeros=False)",
        "Product of polynomials.",
        a -> polymul(a.value("a1"), a.value("a2"), a.flag("trim_leading_zeros")));
    m.function(
        "polydiv(u, v, *, trim_leading_zeros=False)",
        "Quotient and remainder of polynomials.",
        a -> {
          List<Value> r = polydiv(a.value("u"), a.value("v"));
          if (!a.flag("trim_leading_zeros")) {
            return Sequences.tuple(r);
          }
          double bound = Math.sqrt(FloatLimits.of(r.get(1).dtype()).eps());
          return Sequences.tuple(List.of(r.get(0), withoutLeading(r.get(1), bound)));
        });
    m.function("polyder(p, m=1)", "Derivative of a polynomial.", a -> polyder(a.value("p"), a.integer("m")));
    m.function(
        "polyint(p, m=1, k=None)",
        "Integral of a polynomial.",
        a -> polyint(a.value("p"), a.integer("m"), a.valueOrNull("k")));
    m.function("poly(seq_of_zeros)", "The polynomial with given roots.", a -> poly(a.value("seq_of_zeros")));
    m.function(
        "roots(p, *, strip_zeros=True)",
        "The roots of a polynomial.",
        a -> a.flag("strip_zeros") ? roots(a.value("p")) : rootsWithZeros(a.value("p")));
    m.function(
        "polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False)",
        "The least-squares polynomial through points.",
        a -> {
          Fit fit =
              polyfit(
                  a.value("x"),
                  a.value("y"),
                  a.get("deg") instanceof Double d ? (int) (double) d : a.integer("deg"),
                  a.isNone("rcond") ? null : Double.valueOf(a.number("rcond")),
                  a.valueOrNull("w"));
          if (a.flag("full")) {
            Value bound = Promote.materialize(Promote.number(fit.bound));
            return Sequences.tuple(List.of(fit.coefficients, fit.residuals, fit.rank, fit.singular, bound));
          }
          boolean unscaled = "unscaled".equals(a.get("cov"));
          if (!unscaled && !a.flag("cov")) {
            return fit.coefficients;
          }
          return Sequences.tuple(List.of(fit.coefficients, covariance(fit, a.value("x"), a.value("y"), !unscaled)));
        });
  }
}
