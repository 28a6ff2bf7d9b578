package gradwright.core.infer;

import gradwright.core.prim.Contraction;
import gradwright.core.types.Aval;
import gradwright.core.types.Ints;
import gradwright.core.types.Sharding;
import java.util.ArrayList;
import java.util.List;

/// How products and convolutions are divided.
final class ContractionShardings {
  private ContractionShardings() {}

  static List<List<String>> parts(Contraction p, List<Aval> in, List<Sharding> operands, Aval out) {
    return switch (p) {
      case Contraction.DotGeneral d -> dot(d, operands.get(0), operands.get(1));
      case Contraction.Conv c -> conv(c, in.getFirst(), operands.get(0), operands.get(1), out);
      case Contraction.Fft _ -> ShardingRules.resized("fft", in.getFirst(), operands.getFirst(), out);
    };
  }

  private static List<List<String>> dot(Contraction.DotGeneral p, Sharding a, Sharding b) {
    if (p.outSharding() != null) {
      return p.outSharding().parts();
    }
    List<List<String>> aContracting = chosen(a, p.lhsContracting());
    List<List<String>> bContracting = chosen(b, p.rhsContracting());
    List<List<String>> aBatch = chosen(a, p.lhsBatch());
    List<List<String>> bBatch = chosen(b, p.rhsBatch());
    consistent(
        aBatch,
        bBatch,
        "dot_general requires lhs batch dimensions and rhs batch dimensions to have the consistent sharding, got ");
    consistent(
        aContracting, bContracting, "dot_general requires contracting dimensions to have consistent sharding, got ");
    for (int i = 0; i < aContracting.size(); i++) {
      if (!aContracting.get(i).isEmpty() && !bContracting.get(i).isEmpty()) {
        throw ShardingRules.error(
            "Contracting dimensions are sharded and it is ambiguous how the output should be sharded. Please specify"
                + " the output sharding via the `out_sharding` parameter. Got lhs_contracting_spec="
                + Sharding.tupleText(aContracting)
                + " and rhs_contracting_spec="
                + Sharding.tupleText(bContracting));
      }
    }
    return free(p, a, b);
  }

  /// How a product is divided when what is contracted is summed.
  static List<List<String>> free(Contraction.DotGeneral p, Sharding a, Sharding b) {
    List<List<String>> r = new ArrayList<>(chosen(a, p.lhsBatch()));
    r.addAll(remaining(a, p.lhsContracting(), p.lhsBatch()));
    r.addAll(remaining(b, p.rhsContracting(), p.rhsBatch()));
    return r;
  }

  private static void consistent(List<List<String>> a, List<List<String>> b, String message) {
    for (int i = 0; i < a.size(); i++) {
      if (!a.get(i).isEmpty() && !b.get(i).isEmpty() && !a.get(i).equals(b.get(i))) {
        throw ShardingRules.error(message + Sharding.tupleText(a) + " and " + Sharding.tupleText(b) + ".");
      }
    }
  }

  static List<List<String>> chosen(Sharding s, Ints axes) {
    List<List<String>> r = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      r.add(s.part(axes.get(i)));
    }
    return r;
  }

  private static List<List<String>> remaining(Sharding s, Ints contracting, Ints batch) {
    List<List<String>> r = new ArrayList<>();
    for (int i = 0; i < s.parts().size(); i++) {
      if (!contracting.contains(i) && !batch.contains(i)) {
        r.add(s.part(i));
      }
    }
    return r;
  }

  private static List<List<String>> conv(Contraction.Conv p, Aval x, Sharding a, Sharding b, Aval out) {
    if (!b.isUndivided() || !a.part(p.dimensions().lhs().get(1)).isEmpty()) {
      throw ShardingRules.error(
          "Please specify the output sharding via `out_sharding` parameter of `conv_general_dilated`");
    }
    return ShardingRules.resized("conv_general_dilated", x, a, out);
  }
}
