package gradwright.numpy.scipy;

import static gradwright.core.lax.Lax.add;
import static gradwright.core.lax.Lax.div;
import static gradwright.core.lax.Lax.like;
import static gradwright.core.lax.Lax.log;
import static gradwright.core.lax.Lax.mul;
import static gradwright.core.lax.Lax.sub;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.UnaryOp;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Classify;
import gradwright.numpy.Comparison;
import gradwright.numpy.Creation;
import gradwright.numpy.Elementary;
import gradwright.numpy.Promote;
import gradwright.numpy.Selection;
import java.util.List;
import java.util.function.UnaryOperator;

/// Logarithmic functions of probabilities: `x log y` with its limit at 0, entropies, divergences, the logit. All take real
/// arrays of any shapes that broadcast; integers become floats.
public final class Entropies {
  private Entropies() {}

  private static final Derived XLOGY =
      new Derived(
          "xlogy",
          "_xlogy_jvp",
          in -> List.of(xTimesLog("xlogy", in.get(0), in.get(1), Lax::log)),
          (i, p, out, t) ->
              i == 0
                  ? Arithmetic.multiply(t, Elementary.log(p.get(1)))
                  : Arithmetic.trueDivide(Arithmetic.multiply(t, p.get(0)), p.get(1)));

  private static final Derived XLOG1PY =
      new Derived(
          "xlog1py",
          "_xlog1py_jvp",
          in -> List.of(xTimesLog("xlog1py", in.get(0), in.get(1), Lax::log1p)),
          (i, p, out, t) ->
              i == 0
                  ? Arithmetic.multiply(t, Elementary.log1p(p.get(1)))
                  : Arithmetic.trueDivide(
                      Arithmetic.multiply(t, p.get(0)), Arithmetic.add(Promote.integer(1), p.get(1))));

  private static final Derived XLOGX =
      new Derived(
          "_xlogx",
          "_xlogx_jvp",
          in -> List.of(xlogy(in.getFirst(), in.getFirst())),
          (i, p, out, t) -> Arithmetic.multiply(t, Arithmetic.add(log(p.getFirst()), Promote.integer(1))));

  private static final Derived LOGIT =
      new Derived(
          "logit",
          "jvp",
          in -> List.of(logOdds(in.getFirst())),
          (i, p, out, t) -> {
            Value x = p.getFirst();
            return div(t, mul(x, sub(like(x, 1), x)));
          });

  private static Value xTimesLog(String name, Value x, Value y, UnaryOperator<Value> logarithm) {
    List<Value> p = Promote.argsInexact(name, x, y);
    Value a = p.get(0);
    Value b = p.get(1);
    Value counts = Lax.or(Comparison.notEqual(a, Promote.number(0)), Classify.isnan(b));
    return Selection.where(counts, mul(a, logarithm.apply(b)), Creation.zerosLike(a));
  }

  private static Value logOdds(Value x) {
    Value a = Promote.argsInexact("logit", x).getFirst();
    return log(div(a, sub(like(a, 1), a)));
  }

  /// x log(y), 0 where x is 0.
  public static Value xlogy(Value x, Value y) {
    return XLOGY.call(x, y);
  }

  /// x log(1 + y), 0 where x is 0.
  public static Value xlog1py(Value x, Value y) {
    return XLOG1PY.call(x, y);
  }

  /// log(x / (1 - x)).
  public static Value logit(Value x) {
    return LOGIT.call(x);
  }

  /// 1 / (1 + exp(-x)).
  public static Value expit(Value x) {
    return Lax.unary(UnaryOp.LOGISTIC, Promote.argsInexact("expit", x).getFirst());
  }

  /// -x log(x); minus infinity below 0.
  public static Value entr(Value x) {
    Value a = real("entr", Promote.argsInexact("entr", x)).getFirst();
    return Lax.select(Lax.lt(a, like(a, 0)), Lax.fullLike(a, Double.NEGATIVE_INFINITY), Lax.neg(XLOGX.call(a)));
  }

  /// p log(p / q), 0 where p is 0, infinite where either is negative or q is 0.
  public static Value relEntr(Value p, Value q) {
    List<Value> both = real("rel_entr", Promote.argsInexact("rel_entr", p, q));
    Value a = both.get(0);
    Value b = both.get(1);
    Value zero = like(a, 0);
    Value positive = Lax.and(Lax.gt(a, zero), Lax.gt(b, zero));
    Value none = Lax.and(Lax.eq(a, zero), Lax.ge(b, zero));
    Value safeA = Selection.where(positive, a, Promote.integer(1));
    Value safeB = Selection.where(positive, b, Promote.integer(1));
    Value log = sub(XLOGX.call(safeA), xlogy(safeA, safeB));
    Value rest = Selection.where(none, zero, Promote.number(Double.POSITIVE_INFINITY));
    return Selection.where(positive, log, rest);
  }

  /// p log(p / q) - p + q.
  public static Value klDiv(Value p, Value q) {
    List<Value> both = real("kl_div", Promote.argsInexact("kl_div", p, q));
    return add(sub(relEntr(both.get(0), both.get(1)), both.get(0)), both.get(1));
  }

  /// (x^lambda - 1) / lambda, log(x) where lambda is 0; with `log1p` for `logarithm` the same of 1 + x.
  static Value boxcox(String name, Value x, Value lambda, UnaryOperator<Value> logarithm) {
    List<Value> p = Promote.argsInexact(name, x, lambda);
    Value zero = Comparison.equal(p.get(1), Promote.integer(0));
    Value safe = Selection.where(zero, Creation.onesLike(p.get(1)), p.get(1));
    Value log = logarithm.apply(p.get(0));
    Value power = Arithmetic.trueDivide(Elementary.expm1(Arithmetic.multiply(safe, log)), safe);
    return Selection.where(zero, log, power);
  }

  /// Refuses complex arguments in JAX's words.
  static List<Value> real(String name, List<Value> values) {
    if (values.getFirst().dtype().isComplex()) {
      throw JaxError.value(name + " does not support complex-valued inputs.");
    }
    return values;
  }
}
