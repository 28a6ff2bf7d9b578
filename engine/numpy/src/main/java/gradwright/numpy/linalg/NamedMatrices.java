package gradwright.numpy.linalg;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Joining;
import gradwright.numpy.Products;
import gradwright.numpy.Promote;
import gradwright.numpy.Term;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.scipy.Gammas;
import java.util.List;

/// Matrices given by their size alone: those of Hilbert, Pascal, Helmert, Hadamard, and of the Fourier transform.
final class NamedMatrices {
  private NamedMatrices() {}

  static void register(Catalogue.Module m) {
    m.function("hilbert(n)", "Hilbert's matrix, 1 / (i + j + 1).", a -> hilbert(a.integer("n")))
        .function("invhilbert(n)", "The inverse of Hilbert's matrix.", a -> inverseHilbert(a.integer("n")))
        .function("pascal(n, kind=None)", "Pascal's matrix of binomials.", a -> pascal(a.integer("n"), kind(a, "on")))
        .function(
            "invpascal(n, kind=None)",
            "The inverse of Pascal's matrix.",
            a -> inversePascal(a.integer("n"), kind(a, "one")))
        .function(
            "helmert(n, full=False)", "Helmert's matrix of contrasts.", a -> helmert(a.integer("n"), a.flag("full")))
        .function("hadamard(n, dtype=int)", "Hadamard's matrix by Sylvester's construction.", NamedMatrices::hadamard)
        .function(
            "dft(n, scale=None, *, dtype=None)", "The matrix of the discrete Fourier transform.", NamedMatrices::dft);
  }

  private static Term counted(DType t, int n, int axis) {
    int[] sizes = {1, 1};
    sizes[axis] = n;
    return Term.of(Lax.iota(t, Shape.of(sizes), axis));
  }

  private static Value hilbert(int n) {
    DType t = Promote.defaultFloat();
    return counted(t, n, 0).plus(counted(t, n, 1)).plus(1).under(1).value();
  }

  private static Term choose(Term n, Term k) {
    return Term.of(Gammas.comb(n.value(), k.value(), false));
  }

  private static Value inverseHilbert(int n) {
    DType t = Promote.defaultFloat();
    Term i = counted(t, n, 0);
    Term j = counted(t, n, 1);
    Term s = i.plus(j);
    Term r = Term.of(Lax.like(s.value(), -1)).power(s).times(s.plus(1));
    r = r.times(choose(i.plus(n), j.from(n).minus(1))).times(choose(j.plus(n), i.from(n).minus(1)));
    return r.times(choose(s, i).square()).value();
  }

  private static String kind(Arguments a, String one) {
    String kind = a.isNone("kind") ? "symmetric" : a.string("kind");
    if (!List.of("symmetric", "lower", "upper").contains(kind)) {
      throw JaxError.value("Expected kind to be " + one + " of: ['symmetric', 'lower', 'upper']; got " + kind);
    }
    return kind;
  }

  private static Term binomials(DType t, int n) {
    Term i = counted(t, n, 0);
    Term j = counted(t, n, 1);
    Term logs = i.plus(1).apply(UnaryOp.LGAMMA).minus(i.minus(j).plus(1).apply(UnaryOp.LGAMMA));
    return logs.minus(j.plus(1).apply(UnaryOp.LGAMMA)).exp();
  }

  private static Value pascal(int n, String kind) {
    Value lower = binomials(DType.FLOAT32, n).value();
    Value upper = Matrices.transpose(lower);
    return switch (kind) {
      case "lower" -> lower;
      case "upper" -> upper;
      default -> Products.dot(lower, upper);
    };
  }

  private static Value inversePascal(int n, String kind) {
    DType t = Promote.defaultFloat();
    Term difference = counted(t, n, 0).minus(counted(t, n, 1));
    Value lower = Term.of(Lax.like(difference.value(), -1)).power(difference).times(binomials(t, n)).value();
    Value upper = Matrices.transpose(lower);
    return switch (kind) {
      case "lower" -> lower;
      case "upper" -> upper;
      default -> Products.dot(upper, lower);
    };
  }

  private static Value helmert(int n, boolean full) {
    if (n < 1) {
      throw JaxError.value("n must be a positive integer; got " + n + ".");
    }
    DType t = Promote.defaultFloat();
    Term i = counted(t, n - 1, 0);
    Term j = counted(t, n, 1);
    Term k = i.plus(1);
    Term length = k.times(k.plus(1)).sqrt();
    Term zero = length.number(0);
    Term contrasts = j.le(i).choose(length.under(1), j.eq(k).choose(k.negative().over(length), zero));
    if (!full) {
      return contrasts.value();
    }
    Value mean = Lax.full(Shape.of(1, n), Lax.scalar(t, 1 / Math.sqrt(n)));
    return Joining.concatenate(List.of(mean, contrasts.value()), 0);
  }

  private static Value hadamard(Arguments a) {
    int n = a.integer("n");
    if (n < 1 || Integer.bitCount(n) != 1) {
      throw JaxError.value("n must be a positive power of 2; got " + n + ".");
    }
    DType t = a.isNone("dtype") || "int".equals(a.get("dtype")) ? Promote.defaultInt() : a.dtype("dtype");
    t = t.canonical(Promote.x64());
    Value h = Lax.full(Shape.of(1, 1), Lax.scalar(t, 1.0));
    for (int size = 1; size < n; size *= 2) {
      h = StructuredMatrices.blocks(h, h, h, Lax.neg(h));
    }
    return h;
  }

  private static Value dft(Arguments a) {
    int n = a.integer("n");
    String scale = a.isNone("scale") ? "" : a.string("scale");
    if (!List.of("", "sqrtn", "n").contains(scale)) {
      throw JaxError.value("scale must be None, 'sqrtn', or 'n'; got '" + scale + "'.");
    }
    DType t = a.isNone("dtype") ? Promote.complex(Promote.defaultFloat()) : a.dtype("dtype");
    if (!t.isComplex()) {
      throw JaxError.value("dtype must be a complex floating-point type; got " + t.jaxName() + ".");
    }
    Value index = Lax.convert(Lax.iota(Promote.defaultInt(), Shape.of(n), 0), t);
    Term row = Term.of(Lax.expandDims(index, Ints.of(0)));
    Term column = Term.of(Lax.expandDims(index, Ints.of(1)));
    Value turn = Lax.complex(Lax.scalar(t.realType(), 0.0), Lax.scalar(t.realType(), -2 * Math.PI));
    Term powers = Term.of(turn).times(column).times(row).over(n).exp();
    return switch (scale) {
      case "sqrtn" -> powers.over(Math.sqrt(n)).value();
      case "n" -> powers.over(n).value();
      default -> powers.value();
    };
  }
}
