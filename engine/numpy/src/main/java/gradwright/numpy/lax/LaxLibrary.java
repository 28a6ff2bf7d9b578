package gradwright.numpy.lax;

import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.UnaryOp;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The functions of `jax.lax` that map onto primitives. Unlike `jax.numpy` they do not promote: dtypes must agree, only Python
/// scalars and rank-0 arrays broadcast.
public final class LaxLibrary {
  private LaxLibrary() {}

  public static void register(Catalogue.Module m) {
    elementwise(m);
    LaxShapes.register(m);
    LaxReductions.register(m);
    LaxIndexing.register(m);
    LaxContractions.register(m);
    LaxCollectives.register(m);
  }

  private static final Map<String, String> UNARY_SUMMARIES =
      Map.ofEntries(
          Map.entry("neg", "Elementwise negation."),
          Map.entry("sign", "Elementwise sign; keeps -0 and NaN."),
          Map.entry("is_finite", "Whether each element is finite."),
          Map.entry("logistic", "Elementwise logistic function: 1 / (1 + exp(-x))."),
          Map.entry("rsqrt", "Elementwise reciprocal square root."),
          Map.entry("lgamma", "Elementwise log of the absolute value of the gamma function."),
          Map.entry("digamma", "Elementwise derivative of lgamma."),
          Map.entry("erf", "Elementwise error function."),
          Map.entry("erfc", "Elementwise complementary error function."),
          Map.entry("erf_inv", "Elementwise inverse error function."),
          Map.entry("clz", "Elementwise count of leading zero bits."),
          Map.entry("population_count", "Elementwise count of set bits."),
          Map.entry("stop_gradient", "The operand, constant to differentiation."));

  private static void elementwise(Catalogue.Module m) {
    for (UnaryOp op : UnaryOp.values()) {
      String name = op == UnaryOp.NOT ? "bitwise_not" : op.jaxName();
      if (op == UnaryOp.COPY) {
        continue;
      }
      String summary = UNARY_SUMMARIES.getOrDefault(name, "Elementwise " + name.replace('_', ' ') + ".");
      m.function(name + "(x, *, accuracy=None)", summary, a -> Lax.unary(op, a.value("x")));
    }
    for (BinaryOp op : BinaryOp.values()) {
      String name =
          switch (op) {
            case AND -> "bitwise_and";
            case OR -> "bitwise_or";
            case XOR -> "bitwise_xor";
            default -> op.jaxName();
          };
      m.function(
          name + "(x, y)",
          "Elementwise " + name.replace('_', ' ') + " of two arrays of one dtype.",
          a -> {
            List<Value> both = scalars(a.value("x"), a.value("y"));
            return Lax.binary(op, both.get(0), both.get(1));
          });
    }
    m.function(
            "integer_pow(x, y)",
            "Elementwise integer power.",
            a -> Lax.integerPow(a.value("x"), a.integer("y")))
        .function(
            "round(x, rounding_method=0)",
            "Rounds to integers; ties away from zero, or to even.",
            a -> {
              Object how = a.get("rounding_method");
              boolean even = "to_nearest_even".equals(how) || Long.valueOf(1).equals(how);
              return Lax.bind1(new Elementwise.Round(even), a.value("x"));
            })
        .function(
            "reciprocal(x)", "Elementwise 1 / x.", a -> Lax.integerPow(a.value("x"), -1))
        .function(
            "convert_element_type(operand, new_dtype)",
            "Converts to another dtype.",
            a -> convert(a.value("operand"), a))
        .function(
            "bitcast_convert_type(operand, new_dtype)",
            "Reads the bits of each element as another dtype.",
            a -> Lax.bitcast(a.value("operand"), a.dtype("new_dtype").canonical(Promote.x64())))
        .function(
            "reduce_precision(operand, exponent_bits, mantissa_bits)",
            "Rounds to fewer exponent and mantissa bits.",
            a ->
                Lax.bind1(
                    new Elementwise.ReducePrecision(a.integer("exponent_bits"), a.integer("mantissa_bits")),
                    a.value("operand")))
        .function(
            "select(pred, on_true, on_false)",
            "Chooses elements by a boolean array.",
            a -> {
              List<Value> cases = scalars(a.value("on_true"), a.value("on_false"));
              return Lax.select(a.value("pred"), cases.get(0), cases.get(1));
            })
        .function(
            "select_n(which, *cases)",
            "Chooses elements among several arrays.",
            a -> Lax.selectN(a.value("which"), a.values("cases")))
        .function(
            "clamp(min, x, max)",
            "Limits elements to an interval.",
            a -> {
              List<Value> in = new ArrayList<>(scalars(a.value("min"), a.value("x"), a.value("max")));
              return Lax.clamp(in.get(0), in.get(1), in.get(2));
            })
        .function(
            "betainc(a, b, x)",
            "Elementwise regularized incomplete beta integral.",
            a ->
                Lax.bind1(
                    new Elementwise.RegularizedIncompleteBeta(), a.value("a"), a.value("b"), a.value("x")));
  }

  private static Value convert(Value x, gradwright.numpy.catalogue.Arguments a) {
    return Promote.convert(x, a.dtype("new_dtype").canonical(Promote.x64()));
  }

  /// Weakly typed Python scalars take the dtype of the arrays beside them when they can without loss of kind.
  static List<Value> scalars(Value... xs) {
    Value strong = null;
    for (Value x : xs) {
      if (!x.aval().weakType()) {
        strong = x;
        break;
      }
    }
    List<Value> out = new ArrayList<>();
    for (Value x : xs) {
      boolean fits =
          strong != null
              && x instanceof gradwright.core.value.HostScalar
              && x.aval().weakType()
              && x.dtype() != strong.dtype()
              && x.dtype().kind() == strong.dtype().kind();
      out.add(fits ? Lax.convert(x, strong.dtype()) : x);
    }
    return out;
  }

  /// A precision argument: None, a name, a member of Precision (its lower-case name), or a pair.
  static gradwright.core.prim.Contraction.Precision precision(Object p) {
    return switch (p) {
      case null -> null;
      case String s ->
          switch (s.toLowerCase(Locale.ROOT)) {
            case "default", "fastest", "bfloat16" -> gradwright.core.prim.Contraction.Precision.DEFAULT;
            case "high", "bfloat16_3x", "tensorfloat32" -> gradwright.core.prim.Contraction.Precision.HIGH;
            case "highest", "float32" -> gradwright.core.prim.Contraction.Precision.HIGHEST;
            default ->
                throw gradwright.core.errors.JaxError.value(
                    "Precision values must be one of: 'default', 'high', 'highest'; got '" + s + "'");
          };
      case gradwright.numpy.catalogue.Tuple t -> precision(t.get(0));
      case List<?> l -> precision(l.getFirst());
      default -> null;
    };
  }
}
