package gradwright.numpy.lax;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.UserDTypes;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Elementwise functions of `jax.lax`: no promotion, dtypes must agree; scalars broadcast, other shapes must be equal up to
/// sizes of 1. The primitives' type rules raise JAX's errors.
final class LaxElementwise {
  private LaxElementwise() {}

  private static final Map<String, String> UNARY =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("neg", "-x."),
              Map.entry("sign", "Sign."),
              Map.entry("floor", "Largest integer not above x."),
              Map.entry("ceil", "Smallest integer not below x."),
              Map.entry("is_finite", "Whether elements are neither infinite nor NaN."),
              Map.entry("exp", "Exponential."),
              Map.entry("exp2", "2 to the power x."),
              Map.entry("expm1", "exp(x) - 1."),
              Map.entry("log", "Natural logarithm."),
              Map.entry("log1p", "log(1 + x)."),
              Map.entry("sin", "Sine."),
              Map.entry("cos", "Cosine."),
              Map.entry("tan", "Tangent."),
              Map.entry("asin", "Inverse sine."),
              Map.entry("acos", "Inverse cosine."),
              Map.entry("atan", "Inverse tangent."),
              Map.entry("sinh", "Hyperbolic sine."),
              Map.entry("cosh", "Hyperbolic cosine."),
              Map.entry("tanh", "Hyperbolic tangent."),
              Map.entry("asinh", "Inverse hyperbolic sine."),
              Map.entry("acosh", "Inverse hyperbolic cosine."),
              Map.entry("atanh", "Inverse hyperbolic tangent."),
              Map.entry("logistic", "1 / (1 + exp(-x))."),
              Map.entry("sqrt", "Square root."),
              Map.entry("rsqrt", "1 / sqrt(x)."),
              Map.entry("cbrt", "Cube root."),
              Map.entry("square", "x * x."),
              Map.entry("abs", "Absolute value."),
              Map.entry("lgamma", "Logarithm of the absolute gamma function."),
              Map.entry("digamma", "Derivative of lgamma."),
              Map.entry("erf", "Error function."),
              Map.entry("erfc", "1 - erf(x)."),
              Map.entry("erf_inv", "Inverse error function."),
              Map.entry("bessel_i0e", "Exponentially scaled modified Bessel function of order 0."),
              Map.entry("bessel_i1e", "Exponentially scaled modified Bessel function of order 1."),
              Map.entry("real", "Real part."),
              Map.entry("imag", "Imaginary part."),
              Map.entry("conj", "Complex conjugate."),
              Map.entry("population_count", "Number of bits set."),
              Map.entry("clz", "Number of leading zero bits.")));

  private static final Map<String, String> BINARY =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("add", "Sum."),
              Map.entry("sub", "Difference."),
              Map.entry("div", "Quotient; truncated for integers."),
              Map.entry("rem", "Remainder with the sign of x."),
              Map.entry("max", "The larger."),
              Map.entry("min", "The smaller."),
              Map.entry("atan2", "Angle of the point (y, x)."),
              Map.entry("nextafter", "The next float from x towards y."),
              Map.entry("shift_left", "Bits moved left."),
              Map.entry("shift_right_arithmetic", "Bits moved right, filling with the sign."),
              Map.entry("shift_right_logical", "Bits moved right, filling with zeros."),
              Map.entry("eq", "x == y."),
              Map.entry("ne", "x != y."),
              Map.entry("lt", "x < y."),
              Map.entry("le", "x <= y."),
              Map.entry("gt", "x > y."),
              Map.entry("ge", "x >= y."),
              Map.entry("complex", "A complex number of two parts."),
              Map.entry("igamma", "Regularised lower incomplete gamma function."),
              Map.entry("igammac", "Regularised upper incomplete gamma function."),
              Map.entry("igamma_grad_a", "Derivative of igamma by its first argument."),
              Map.entry("polygamma", "Derivative of order m of digamma."),
              Map.entry("zeta", "Hurwitz's zeta function.")));

  /// Those whose result JAX lets one ask for with an accuracy; all are as exact as they can be here.
  private static final Set<String> ACCURACIES =
      Set.of("cbrt", "cos", "exp", "exp2", "expm1", "log", "log1p", "logistic", "rsqrt", "sin", "sqrt", "tan", "tanh");

  private static UnaryOp unaryOp(String name) {
    return UnaryOp.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static BinaryOp binaryOp(String name) {
    return BinaryOp.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static void pair(Catalogue.Module m, String name, String summary, BinaryOp op) {
    String[] p =
        switch (name) {
          case "igamma", "igammac", "igamma_grad_a" -> new String[] {"a", "x"};
          case "polygamma" -> new String[] {"m", "x"};
          case "zeta" -> new String[] {"x", "q"};
          case "nextafter" -> new String[] {"x1", "x2"};
          default -> new String[] {"x", "y"};
        };
    m.function(
        name + "(" + p[0] + ", " + p[1] + ")",
        summary,
        a -> {
          Value x = a.value(p[0]);
          Value y = a.value(p[1]);
          if (x.dtype().isKey() != y.dtype().isKey()) {
            throw JaxError.value(
                "lax."
                    + name
                    + " takes two arrays of keys or none, got dtypes "
                    + x.dtype().jaxName()
                    + " and "
                    + y.dtype().jaxName()
                    + ".");
          }
          return Lax.binary(op, x, y);
        });
  }

  private static Value mul(Arguments a) {
    Value x = a.value("x");
    Value y = a.value("y");
    DType t = UserDTypes.of(a, "out_dtype", "mul");
    if (t == null || t == x.dtype()) {
      return Lax.mul(x, y);
    }
    if (t.bits() < x.dtype().bits()) {
      throw JaxError.type("mul: out_dtype " + t + " is narrower than the operands' dtype " + x.dtype() + ".");
    }
    return Lax.mul(Promote.convert(x, t), Promote.convert(y, t));
  }

  private static Value pow(Value x, Value y) {
    return Lax.pow(x, y);
  }

  /// The gradient of the result is zero.
  private static Value stopGradient(Value x) {
    return Lax.unary(UnaryOp.STOP_GRADIENT, x);
  }

  private static boolean toEven(Arguments a) {
    Object v = a.get("rounding_method");
    return switch (v) {
      case null -> false;
      case Long n -> n == 1;
      default -> v.toString().toUpperCase(Locale.ROOT).contains("TO_NEAREST_EVEN");
    };
  }

  private static DType required(Arguments a, String name, String function) {
    DType t = UserDTypes.of(a, name, function);
    if (t == null) {
      throw JaxError.type(function + ": " + name + " must be a dtype");
    }
    return t;
  }

  static void register(Catalogue.Module m) {
    UNARY.forEach((name, summary) -> {
      UnaryOp op = unaryOp(name);
      String rest = ACCURACIES.contains(name) ? ", *, accuracy=None)" : ")";
      m.function(
          name + "(x" + rest, summary, a -> Lax.unary(op, op == UnaryOp.CONJ ? a.typedValue("x") : a.value("x")));
    });
    BINARY.forEach((name, summary) -> pair(m, name, summary, binaryOp(name)));
    m.function(
        "mul(x, y, *, out_dtype=None)", "Product, of a wider dtype where one is asked for.", LaxElementwise::mul);
    m.function(
        "random_gamma_grad(*args)",
        "Derivative of gamma samples by the shape parameter.",
        a -> {
          List<Value> args = a.values("args");
          if (args.size() != 2) {
            throw JaxError.type("random_gamma_grad takes 2 arguments, the shape and the sample, got " + args.size());
          }
          Shape x = args.get(0).shape();
          Shape y = args.get(1).shape();
          if (!x.equals(y) && !x.isScalar() && !y.isScalar()) {
            throw JaxError.value(
                "random_gamma_grad got incompatible shapes for broadcasting: "
                    + x.toTuple()
                    + ", "
                    + y.toTuple()
                    + ".");
          }
          return Lax.binary(BinaryOp.RANDOM_GAMMA_GRAD, args.get(0), args.get(1));
        });
    pair(m, "bitwise_and", "And of the bits.", BinaryOp.AND);
    pair(m, "bitwise_or", "Or of the bits.", BinaryOp.OR);
    pair(m, "bitwise_xor", "Exclusive or of the bits.", BinaryOp.XOR);
    m.function("bitwise_not(x)", "All bits turned.", a -> Lax.not(a.value("x")));
    m.function("pow(x, y)", "x to the power y.", a -> pow(a.value("x"), a.value("y")));
    m.function(
        "integer_pow(x, y)",
        "x to a constant integer power.",
        a -> gradwright.numpy.Arithmetic.integerPower(a.value("x"), a.integer("y")));
    m.function("reciprocal(x)", "1 / x.", a -> Lax.integerPow(a.value("x"), -1));
    m.function(
        "round(x, rounding_method=0)",
        "Nearest integer, half away from zero or to even.",
        a -> Lax.bind1(new Elementwise.Round(toEven(a)), a.value("x")));
    m.function(
        "reduce_precision(operand, exponent_bits, mantissa_bits)",
        "Rounded to fewer bits.",
        a ->
            Lax.bind1(
                new Elementwise.ReducePrecision(a.integer("exponent_bits"), a.integer("mantissa_bits")),
                a.value("operand")));
    m.function(
        "betainc(a, b, x)",
        "Regularised incomplete beta integral.",
        a -> Lax.bind1(new Elementwise.RegularizedIncompleteBeta(), a.value("a"), a.value("b"), a.value("x")));
    m.function(
        "clamp(min, x, max)", "x held between bounds.", a -> Lax.clamp(a.value("min"), a.value("x"), a.value("max")));
    m.function(
        "select(pred, on_true, on_false)",
        "on_true where pred holds, else on_false.",
        a -> Lax.select(a.value("pred"), a.value("on_true"), a.value("on_false")));
    m.function(
        "select_n(which, *cases)",
        "For each element the case that which names.",
        a -> {
          List<Value> cases = a.values("cases");
          if (cases.isEmpty()) {
            throw JaxError.value("select_n() must have at least one case");
          }
          return Lax.selectN(a.value("which"), cases);
        });
    m.function(
        "convert_element_type(operand, new_dtype)",
        "The array in another dtype.",
        a ->
            Promote.materialize(Promote.convert(a.value("operand"), required(a, "new_dtype", "convert_element_type"))));
    m.function(
        "bitcast_convert_type(operand, new_dtype)",
        "The same bits as another dtype.",
        a -> Lax.bitcast(a.value("operand"), required(a, "new_dtype", "bitcast_convert_type")));
    m.function("stop_gradient(x)", "x itself, with no gradient.", a -> stopGradient(a.value("x")));
    m.function(
        "optimization_barrier(operand, /)",
        "The operand; keeps the compiler from moving computation across.",
        a -> Session.bind(new gradwright.core.prim.Call.OptimizationBarrier(), List.of(a.value("operand"))).getFirst());
  }
}
