package gradwright.numpy.scipy;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.Ints;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import gradwright.numpy.Concrete;
import gradwright.numpy.Creation;
import gradwright.numpy.Elementary;
import gradwright.numpy.Promote;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Function;
import gradwright.numpy.catalogue.Tuple;
import gradwright.numpy.nn.NnLibrary;
import gradwright.numpy.nn.Softmax;
import java.util.List;
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
    integrals(m);
    series(m);
    m.function("erf(x)", "The error function.", unary("erf", UnaryOp.ERF))
        .function("erfc(x)", "1 - erf(x), exact where it is small.", unary("erfc", UnaryOp.ERFC))
        .function("erfinv(x)", "The inverse of the error function.", unary("erfinv", UnaryOp.ERF_INV))
        .function("digamma(x)", "The logarithmic derivative of gamma.", unary("digamma", UnaryOp.DIGAMMA))
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
        .function(
            "ndtr(x)",
            "The probability of a standard normal number below x.",
            a -> NormalTails.ndtr(Creation.asarray(a.get("x"))))
        .function("ndtri(p)", "The inverse of ndtr.", a -> NormalTails.ndtri(a.typedValue("p")))
        .function(
            "log_ndtr(x, series_order=3)",
            "log(ndtr(x)), exact far below 0.",
            a -> NormalTails.logNdtr(Creation.asarray(a.get("x")), a.integer("series_order")))
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

  private static void integrals(Catalogue.Module m) {
    m.function("wofz(z)", "Faddeeva's function exp(-z^2) erfc(-iz).", a -> ErrorRelatives.wofz(a.value("z")))
        .function("erfcx(x)", "exp(x^2) erfc(x).", unary(ErrorRelatives::erfcx))
        .function("dawsn(x)", "Dawson's integral.", unary(ErrorRelatives::dawsn))
        .function("owens_t(h, a)", "Owen's T function.", binary("h", "a", ErrorRelatives::owensT))
        .function("expi(x)", "The exponential integral Ei(x).", unary(ExponentialIntegrals::expi))
        .function("exp1(x)", "The exponential integral E_1(x).", unary(ExponentialIntegrals::exp1))
        .function("expn(n, x)", "The exponential integral E_n(x).", binary("n", "x", ExponentialIntegrals::expn))
        .function("sici(x)", "The sine and cosine integrals.", pair(SineIntegrals::sici))
        .function("fresnel(x)", "Fresnel's integrals of sine and cosine.", pair(SineIntegrals::fresnel))
        .function(
            "spence(x)", "Spence's function, a dilogarithm.", a -> Dilogarithm.spence(Creation.asarray(a.get("x"))));
  }

  private static Function.Body pair(java.util.function.Function<Value, List<Value>> f) {
    return a -> new Tuple(List.copyOf(f.apply(a.value("x"))));
  }

  private static void series(Catalogue.Module m) {
    m.function(
            "bessel_jn(z, *, v, n_iter=50)",
            "Bessel functions of the first kind of orders 0 to v.",
            a -> BesselSeries.orders(a.value("z"), a.integer("v"), a.integer("n_iter")))
        .function("bernoulli(n)", "Bernoulli's numbers from 0 to n.", a -> Bernoulli.numbers(a.integer("n")))
        .function(
            "hyp1f1(a, b, x)",
            "The confluent hypergeometric function.",
            a -> Hypergeometric.hyp1f1(a.value("a"), a.value("b"), a.value("x")))
        .function(
            "hyp2f1(a, b, c, x)",
            "Gauss's hypergeometric function.",
            a -> Hypergeometric.hyp2f1(a.value("a"), a.value("b"), a.value("c"), a.value("x")))
        .function(
            "lpmn(m, n, z)",
            "Associated Legendre functions and their derivatives.",
            a -> new Tuple(List.copyOf(Legendre.lpmn(a.integer("m"), a.integer("n"), a.value("z")))))
        .function(
            "lpmn_values(m, n, z, is_normalized)",
            "Associated Legendre functions.",
            a -> Legendre.lpmnValues(a.integer("m"), a.integer("n"), a.value("z"), a.flag("is_normalized")))
        .function(
            "sph_harm_y(n, m, theta, phi, diff_n=None, n_max=None)",
            "Spherical harmonics.",
            SpecialLibrary::sphericalHarmonics);
  }

  private static Value sphericalHarmonics(Arguments a) {
    if (!a.isNone("diff_n")) {
      throw JaxError.notImplemented("The 'diff_n' argument to jax.scipy.special.sph_harm_y is not supported.");
    }
    Value n = a.value("n");
    Value theta = Promote.materialize(a.value("theta"));
    if (theta.rank() == 0) {
      theta = Lax.expandDims(theta, Ints.of(0));
    }
    int largest = a.isNone("n_max") ? largest(n) : a.integer("n_max");
    return Legendre.sphericalHarmonics(n, a.value("m"), theta, a.value("phi"), largest);
  }

  private static int largest(Value n) {
    Array degrees =
        Concrete.array(
            n,
            "The `n_max` argument of `jnp.scipy.special.sph_harm` must be statically specified to use `sph_harm` within"
                + " JAX transformations.");
    long largest = degrees.getLong(0);
    for (long i = 1; i < degrees.shape().elements(); i++) {
      largest = Math.max(largest, degrees.getLong((int) i));
    }
    return Math.toIntExact(largest);
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
