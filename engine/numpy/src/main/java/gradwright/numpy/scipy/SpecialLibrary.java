package gradwright.numpy.scipy;

import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import gradwright.numpy.Elementary;
import gradwright.numpy.Promote;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Function;
import gradwright.numpy.nn.NnLibrary;
import gradwright.numpy.nn.Softmax;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/// The functions of `jax.scipy.special`.
public final class SpecialLibrary {
  private SpecialLibrary() {}

  private static Function.Body unary(UnaryOperator<Value> f) {
    return a -> f.apply(a.value("x"));
  }

  private static Function.Body unary(String name, UnaryOp op) {
    return a -> Gammas.one(name, op, a.value("x"));
  }

  private static Function.Body binary(String x, String y, BinaryOperator<Value> f) {
    return a -> f.apply(a.value(x), a.value(y));
  }

  private static Value bessel(String name, UnaryOp scaled, Value x) {
    Value v = Promote.argsInexact(name, x).getFirst();
    return Lax.mul(Lax.exp(Lax.abs(v)), Lax.unary(scaled, v));
  }

  private static Ints axes(Arguments a, Value x) {
    return a.isNone("axis") ? null : a.axes("axis", x.rank());
  }

  public static void register(Catalogue.Module m) {
    m.function("erf(x)", "The error function.", unary("erf", UnaryOp.ERF))
        .function("erfc(x)", "1 - erf(x), exact where it is small.", unary("erfc", UnaryOp.ERFC))
        .function("erfinv(x)", "The inverse of the error function.", unary("erfinv", UnaryOp.ERF_INV))
        .function("digamma(x)", "The logarithmic derivative of gamma.", unary("digamma", UnaryOp.DIGAMMA))
        .alias("psi", "digamma")
        .function("gammaln(x)", "log |gamma(x)|.", unary(Gammas::gammaln))
        .function("gammasgn(x)", "The sign of gamma(x).", unary(Gammas::gammasgn))
        .function("gamma(x)", "The gamma function.", unary(Gammas::gamma))
        .function("loggamma(x)", "log(gamma(x)); NaN below 0.", unary(Gammas::loggamma))
        .function("betaln(a, b)", "log of the beta function.", binary("a", "b", Gammas::betaln))
        .function("beta(a, b)", "The beta function.", binary("a", "b", Gammas::beta))
        .function(
            "betainc(a, b, x)",
            "The regularised incomplete beta integral.",
            a -> Gammas.betainc(a.value("a"), a.value("b"), a.value("x")))
        .function(
            "gammainc(a, x)",
            "The regularised lower incomplete gamma function.",
            binary("a", "x", (a, x) -> Gammas.two("gammainc", BinaryOp.IGAMMA, a, x)))
        .function(
            "gammaincc(a, x)",
            "The regularised upper incomplete gamma function.",
            binary("a", "x", (a, x) -> Gammas.two("gammaincc", BinaryOp.IGAMMAC, a, x)))
        .function("polygamma(n, x)", "The derivative of order n of digamma.", binary("n", "x", Gammas::polygamma))
        .function("zeta(x, q=None)", "Hurwitz's zeta function.", a -> Gammas.zeta(a.value("x"), a.valueOrNull("q")))
        .function(
            "multigammaln(a, d)",
            "log of the multivariate gamma function of order d.",
            a -> Gammas.multigammaln(a.value("a"), a.integer("d")))
        .function("poch(z, m)", "gamma(z + m) / gamma(z).", binary("z", "m", Gammas::poch))
        .function(
            "factorial(n, exact=False)",
            "n!, by the gamma function.",
            a -> Gammas.factorial(a.value("n"), a.flag("exact")))
        .function(
            "comb(N, k, *, repetition=False)",
            "The number of ways to choose k of N things.",
            a -> Gammas.comb(a.value("N"), a.value("k"), a.flag("repetition")));
    logarithms(m);
    m.function("i0(x)", "Modified Bessel function of order 0.", unary(x -> bessel("i0", UnaryOp.BESSEL_I0E, x)))
        .function("i0e(x)", "exp(-|x|) i0(x).", unary("i0e", UnaryOp.BESSEL_I0E))
        .function("i1(x)", "Modified Bessel function of order 1.", unary(x -> bessel("i1", UnaryOp.BESSEL_I1E, x)))
        .function("i1e(x)", "exp(-|x|) i1(x).", unary("i1e", UnaryOp.BESSEL_I1E))
        .function("ndtr(x)", "The probability of a standard normal number below x.", unary(NormalTails::ndtr))
        .function("ndtri(p)", "The inverse of ndtr.", a -> NormalTails.ndtri(a.value("p")))
        .function(
            "log_ndtr(x, series_order=3)",
            "log(ndtr(x)), exact far below 0.",
            a -> NormalTails.logNdtr(a.value("x"), a.integer("series_order")))
        .function(
            "logsumexp(a, axis=None, b=None, keepdims=False, return_sign=False, where=None)",
            "log(sum(b * exp(a))) along axes.",
            NnLibrary::logsumexp)
        .function(
            "softmax(x, /, *, axis=None)",
            "exp(x) / sum(exp(x)) along axes.",
            a -> Softmax.softmax(a.value("x"), axes(a, a.value("x")), null))
        .function(
            "log_softmax(x, /, *, axis=None)",
            "Logarithm of the softmax.",
            a -> Softmax.logSoftmax(a.value("x"), axes(a, a.value("x")), null));
  }

  private static void logarithms(Catalogue.Module m) {
    m.function("expit(x)", "1 / (1 + exp(-x)).", unary(Entropies::expit))
        .function("logit(x)", "log(x / (1 - x)).", unary(Entropies::logit))
        .function("xlogy(x, y)", "x log(y), 0 where x is 0.", binary("x", "y", Entropies::xlogy))
        .function("xlog1py(x, y)", "x log(1 + y), 0 where x is 0.", binary("x", "y", Entropies::xlog1py))
        .function("entr(x)", "-x log(x), the entropy.", unary(Entropies::entr))
        .function("rel_entr(p, q)", "p log(p / q), the relative entropy.", binary("p", "q", Entropies::relEntr))
        .function("kl_div(p, q)", "p log(p / q) - p + q.", binary("p", "q", Entropies::klDiv))
        .function(
            "boxcox(x, lmbda)",
            "(x^lmbda - 1) / lmbda.",
            binary("x", "lmbda", (x, l) -> Entropies.boxcox("boxcox", x, l, Elementary::log)))
        .function(
            "boxcox1p(x, lmbda)",
            "((1 + x)^lmbda - 1) / lmbda.",
            binary("x", "lmbda", (x, l) -> Entropies.boxcox("boxcox1p", x, l, Elementary::log1p)));
  }
}
