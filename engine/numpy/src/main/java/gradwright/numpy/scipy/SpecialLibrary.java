package gradwright.numpy.scipy;

import gradwright.core.lax.Lax;
import gradwright.core.prim.UnaryOp;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Promote;
import gradwright.numpy.Selection;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Tuple;
import gradwright.numpy.nn.Softmax;
import java.util.List;

/// `jax.scipy.special`: functions of statistics and physics.
public final class SpecialLibrary {
  private static final double HALF_SQRT_2 = 0.5 * Math.sqrt(2);

  private SpecialLibrary() {}

  private static Value unary(UnaryOp op, String name, Value x) {
    return Lax.unary(op, Promote.argsInexact(name, x).getFirst());
  }

  /// The distribution function of the standard normal.
  public static Value ndtr(Value x0) {
    Value x = Promote.argsInexact("ndtr", x0).getFirst();
    Value w = Lax.mul(x, Lax.like(x, HALF_SQRT_2));
    Value z = Lax.unary(UnaryOp.ABS, w);
    Value one = Lax.like(x, 1);
    Value tail = Lax.unary(UnaryOp.ERFC, z);
    Value outer = select(Lax.gt(w, Lax.like(x, 0)), Lax.sub(Lax.like(x, 2), tail), tail);
    Value y = select(Lax.lt(z, Lax.like(x, HALF_SQRT_2)), Lax.add(one, Lax.unary(UnaryOp.ERF, w)), outer);
    return Lax.mul(Lax.like(x, 0.5), y);
  }

  private static Value select(Value which, Value a, Value b) {
    return Lax.select(which, a, b);
  }

  /// The inverse of [#ndtr].
  public static Value ndtri(Value p0) {
    Value p = Promote.argsInexact("ndtri", p0).getFirst();
    Value t = Lax.sub(Lax.mul(Lax.like(p, 2), p), Lax.like(p, 1));
    return Lax.mul(Lax.like(p, Math.sqrt(2)), Lax.unary(UnaryOp.ERF_INV, t));
  }

  /// `x log y`, zero where x is.
  public static Value xlogy(Value x0, Value y0) {
    List<Value> in = Promote.argsInexact("xlogy", x0, y0);
    Value x = in.get(0);
    Value isZero = Lax.eq(x, Lax.like(x, 0));
    Value safe = Selection.where(isZero, Lax.fullLike(in.get(1), 1), in.get(1));
    return Selection.where(isZero, Lax.fullLike(x, 0), Lax.mul(x, Lax.unary(UnaryOp.LOG, safe)));
  }

  /// `x log(1 + y)`, zero where x is.
  public static Value xlog1py(Value x0, Value y0) {
    List<Value> in = Promote.argsInexact("xlog1py", x0, y0);
    Value x = in.get(0);
    Value isZero = Lax.eq(x, Lax.like(x, 0));
    Value safe = Selection.where(isZero, Lax.fullLike(in.get(1), 0), in.get(1));
    return Selection.where(isZero, Lax.fullLike(x, 0), Lax.mul(x, Lax.unary(UnaryOp.LOG1P, safe)));
  }

  /// `-x log x`, zero at zero, minus infinity below.
  public static Value entr(Value x0) {
    Value x = Promote.argsInexact("entr", x0).getFirst();
    Value below = Lax.lt(x, Lax.like(x, 0));
    return Selection.where(below, Lax.fullLike(x, Double.NEGATIVE_INFINITY), Lax.neg(xlogy(x, x)));
  }

  /// `log(p / (1 - p))`.
  public static Value logit(Value x0) {
    Value x = Promote.argsInexact("logit", x0).getFirst();
    return Lax.unary(UnaryOp.LOG, Lax.div(x, Lax.sub(Lax.like(x, 1), x)));
  }

  private static Value one(Arguments a, String name) {
    return a.value(name);
  }

  /// Adds the module's functions.
  public static void register(Catalogue.Module m) {
    m.function("erf(z)", "The error function.", a -> unary(UnaryOp.ERF, "erf", one(a, "z")));
    m.function("erfc(x)", "One minus the error function.", a -> unary(UnaryOp.ERFC, "erfc", one(a, "x")));
    m.function("erfinv(x)", "The inverse of the error function.", a -> unary(UnaryOp.ERF_INV, "erfinv", one(a, "x")));
    m.function("expit(x)", "The logistic function.", a -> unary(UnaryOp.LOGISTIC, "expit", one(a, "x")));
    m.function("logit(x)", "The inverse of the logistic function.", a -> logit(one(a, "x")));
    m.function("gammaln(x)", "The logarithm of the gamma function's size.",
        a -> unary(UnaryOp.LGAMMA, "gammaln", one(a, "x")));
    m.function("digamma(x)", "The derivative of the gamma function's logarithm.",
        a -> unary(UnaryOp.DIGAMMA, "digamma", one(a, "x")));
    m.function("i0e(x)", "The exponentially scaled modified Bessel function of order 0.",
        a -> unary(UnaryOp.BESSEL_I0E, "i0e", one(a, "x")));
    m.function("i1e(x)", "The exponentially scaled modified Bessel function of order 1.",
        a -> unary(UnaryOp.BESSEL_I1E, "i1e", one(a, "x")));
    m.function("ndtr(x)", "The distribution function of the standard normal.", a -> ndtr(one(a, "x")));
    m.function("ndtri(p)", "The quantiles of the standard normal.", a -> ndtri(one(a, "p")));
    m.function("xlogy(x, y)", "x log(y), zero where x is zero.", a -> xlogy(a.value("x"), a.value("y")));
    m.function("xlog1py(x, y)", "x log(1 + y), zero where x is zero.", a -> xlog1py(a.value("x"), a.value("y")));
    m.function("entr(x)", "The entropy of x: -x log(x).", a -> entr(one(a, "x")));
    m.function("betaln(a, b)", "The logarithm of the beta function.", a -> {
      List<Value> in = Promote.argsInexact("betaln", a.value("a"), a.value("b"));
      return Lax.sub(
          Lax.add(Lax.unary(UnaryOp.LGAMMA, in.get(0)), Lax.unary(UnaryOp.LGAMMA, in.get(1))),
          Lax.unary(UnaryOp.LGAMMA, Arithmetic.add(in.get(0), in.get(1))));
    });
    m.function(
        "logsumexp(a, axis=None, b=None, keepdims=False, return_sign=False, where=None)",
        "The logarithm of the sum of exponentials.",
        a -> {
          Value x = a.value("a");
          List<Value> r = Softmax.logsumexp(
              x, a.axes("axis", x.rank()), a.valueOrNull("b"), a.flag("keepdims"), a.flag("return_sign"),
              a.valueOrNull("where"));
          return r.size() == 1 ? r.getFirst() : new Tuple(List.copyOf(r));
        });
  }
}
