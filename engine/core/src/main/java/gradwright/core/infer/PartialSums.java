package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.types.Aval;
import gradwright.core.types.Sharding;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Along which mesh axes results are unreduced or reduced: linear operations keep the former, most keep the latter.
final class PartialSums {
  private PartialSums() {}

  static List<Sharding> marked(Primitive p, List<Aval> in, List<Sharding> operands, List<Sharding> outs) {
    List<String> unreduced;
    List<String> reduced;
    if (p instanceof Contraction.DotGeneral d) {
      unreduced = dot(d, in, operands);
      reduced = List.of();
    } else {
      if (operands.stream().allMatch(Sharding::isPlain)) {
        return outs;
      }
      reduced = reduced(p, operands);
      unreduced = unreduced(p, in, operands);
      if (p instanceof Elementwise.Binary(BinaryOp op) && op == BinaryOp.MUL && !unreduced.isEmpty()) {
        reduced = List.of();
      }
    }
    List<Sharding> r = new ArrayList<>();
    for (Sharding s : outs) {
      r.add(s.with(unreduced, reduced));
    }
    return r;
  }

  private static List<String> reduced(Primitive p, List<Sharding> operands) {
    List<String> found = List.of();
    for (Sharding s : operands) {
      if (!s.reduced().isEmpty() && !found.isEmpty() && !s.reduced().equals(found)) {
        throw ShardingRules.error(
            "All inputs should be reduced across the same mesh axes. Got specs: "
                + new TreeSet<>(List.of(found.toString(), s.reduced().toString())));
      }
      found = s.reduced().isEmpty() ? found : s.reduced();
    }
    if (!found.isEmpty() && !isElementwise(p) && !isLinear(p)) {
      throw missing("unreduced/reduced", p);
    }
    return found;
  }

  private static List<String> unreduced(Primitive p, List<Aval> in, List<Sharding> operands) {
    List<String> found = List.of();
    for (Sharding s : operands) {
      found = s.unreduced().isEmpty() ? found : s.unreduced();
    }
    if (found.isEmpty() || isLinear(p)) {
      return found;
    }
    if (p instanceof Elementwise.Binary(BinaryOp op)) {
      Sharding a = operands.get(0);
      Sharding b = operands.get(1);
      switch (op) {
        case ADD, ADD_ANY -> {
          added(op, a, b);
          return found;
        }
        case MUL -> {
          multiplied(in, a, b);
          return found;
        }
        default -> {}
      }
    }
    throw missing(isElementwise(p) ? "unreduced" : "unreduced/reduced", p);
  }

  private static void added(BinaryOp op, Sharding a, Sharding b) {
    String name = op == BinaryOp.ADD ? "add" : "add_any";
    if (a.unreduced().isEmpty() || b.unreduced().isEmpty()) {
      String one = b.unreduced().isEmpty() ? "lhs" : "rhs";
      String other = b.unreduced().isEmpty() ? "rhs" : "lhs";
      throw ShardingRules.error(
          "%s is unreduced while %s is not. `%s` operation does not allow this because there will be implicit communication. Please reduce %s via `reshard` before calling `%s`."
              .formatted(one, other, name, one, name));
    }
    if (!a.unreduced().equals(b.unreduced())) {
      throw ShardingRules.error(
          "lhs and rhs to `%s` must be unreduced along the same mesh axes. Got lhs=%s, rhs=%s"
              .formatted(name, set(a.unreduced()), set(b.unreduced())));
    }
  }

  private static void multiplied(List<Aval> in, Sharding a, Sharding b) {
    if (!a.unreduced().isEmpty() && !b.unreduced().isEmpty()) {
      throw ShardingRules.error(
          "lhs and rhs to `mul` cannot be unreduced since mul is bilinear. Got lhs="
              + set(a.unreduced())
              + ", rhs="
              + set(b.unreduced()));
    }
    boolean left = !a.unreduced().isEmpty();
    if (!(left ? a.unreduced().equals(b.reduced()) : b.unreduced().equals(a.reduced()))) {
      throw ShardingRules.error(
          "%s should be reduced along the same axes %s is unreduced on. Got lhs=%s and rhs=%s"
              .formatted(left ? "RHS" : "LHS", left ? "LHS" : "RHS", in.get(0).longName(), in.get(1).longName()));
    }
  }

  private static List<String> dot(Contraction.DotGeneral p, List<Aval> in, List<Sharding> operands) {
    if (operands.stream().anyMatch(s -> !s.unreduced().isEmpty())) {
      throw ShardingRules.error(
          "lhs or rhs passed to dot_general cannot be unreduced. Got lhs=ShapedArray(%s) and rhs=ShapedArray(%s)"
              .formatted(in.get(0).longName(), in.get(1).longName()));
    }
    if (p.outSharding() == null || p.outSharding().unreduced().isEmpty()) {
      return List.of();
    }
    List<List<String>> a = ContractionShardings.chosen(operands.get(0), p.lhsContracting());
    List<List<String>> b = ContractionShardings.chosen(operands.get(1), p.rhsContracting());
    if (!a.equals(b)) {
      throw ShardingRules.error(
          "lhs and rhs contracting dims should be sharded identically when out_sharding provided to dot_general"
              + " mentions unreduced_axes. Got lhs_contracting_spec="
              + Sharding.tupleText(a)
              + ", rhs_contracting_spec="
              + Sharding.tupleText(b));
    }
    List<String> wanted = p.outSharding().unreduced();
    List<String> contracted = a.stream().flatMap(List::stream).toList();
    if (!new TreeSet<>(wanted).equals(new TreeSet<>(contracted))) {
      throw ShardingRules.error(
          "out_sharding's unreduced axes should be equal to the contracting specs. Got unreduced axes="
              + set(wanted)
              + " and contracting spec="
              + Sharding.tupleText(a));
    }
    return wanted;
  }

  private static boolean isElementwise(Primitive p) {
    return p instanceof Elementwise;
  }

  private static boolean isLinear(Primitive p) {
    return p instanceof Elementwise.Convert
        || p instanceof Elementwise.SelectN
        || p instanceof Shaping && !(p instanceof Shaping.Rev || p instanceof Shaping.Tile)
        || p instanceof Indexing.DynamicUpdateSlice
        || p instanceof Reduction.Reduce r && r.op() == Reduction.Op.SUM;
  }

  private static String set(List<String> names) {
    return "frozenset({" + String.join(", ", names.stream().map(n -> "'" + n + "'").toList()) + "})";
  }

  private static JaxError missing(String rule, Primitive p) {
    return JaxError.notImplemented(
        rule
            + " rule for "
            + p.primitiveName()
            + " is not implemented. Please file an issue at https://github.com/jax-ml/jax/issues");
  }
}
