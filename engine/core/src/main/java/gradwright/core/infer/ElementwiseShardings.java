package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Elementwise;
import gradwright.core.types.Aval;
import gradwright.core.types.Sharding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How results of elementwise primitives are divided: as their operands are.
final class ElementwiseShardings {
  private ElementwiseShardings() {}

  static List<List<String>> parts(Elementwise p, List<Aval> in, List<Sharding> operands) {
    return switch (p) {
      case Elementwise.SelectN _ -> select(in);
      case Elementwise.Clamp _ -> operands.get(1).parts();
      case Elementwise.BitcastConvert b -> bitcast(b, in.getFirst(), operands.getFirst());
      case Elementwise.Binary _, Elementwise.RegularizedIncompleteBeta _ -> broadcast(p.primitiveName(), in, operands);
      default -> operands.getFirst().parts();
    };
  }

  private static List<List<String>> bitcast(Elementwise.BitcastConvert p, Aval x, Sharding s) {
    int from = x.dtype().bits();
    int to = p.newDType().bits();
    if (from == to) {
      return s.parts();
    }
    List<List<String>> r = new ArrayList<>(s.parts());
    if (from > to) {
      r.add(List.of());
    } else {
      r.removeLast();
    }
    return r;
  }

  /// Axis by axis: what the operands agree on, leaving out those that are stretched.
  private static List<List<String>> broadcast(String name, List<Aval> in, List<Sharding> operands) {
    List<Aval> avals = new ArrayList<>();
    List<Sharding> shardings = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      if (in.get(i).rank() > 0) {
        avals.add(in.get(i));
        shardings.add(operands.get(i));
      }
    }
    if (avals.isEmpty()) {
      return List.of();
    }
    List<List<String>> r = new ArrayList<>();
    for (int axis = 0; axis < avals.getFirst().rank(); axis++) {
      List<String> found = null;
      for (int i = 0; i < avals.size(); i++) {
        List<String> part = shardings.get(i).part(axis);
        if (part.isEmpty()) {
          continue;
        }
        if (found != null && !found.equals(part)) {
          throw ShardingRules.error(
              name
                  + " got incompatible shardings for broadcasting: "
                  + shardings.stream().map(s -> Sharding.tupleText(s.parts())).collect(Collectors.joining(", "))
                  + ".");
        }
        found = part;
      }
      r.add(found == null ? List.of() : found);
    }
    return r;
  }

  private static List<List<String>> select(List<Aval> in) {
    List<Aval> cases = in.subList(1, in.size());
    Sharding first =
        same(
            cases,
            shown ->
                new JaxError("ShardingTypeError", "select cases must have the same shardings, got [" + shown + "]."));
    Aval which = in.getFirst();
    if (first == null) {
      return ShardingRules.undivided(cases.getFirst());
    }
    if (which.rank() > 0 && which.sharding() != null && !which.sharding().parts().equals(first.parts())) {
      throw ShardingRules.error(
          "select `which` must be scalar or have the same sharding as cases, got `which` sharding "
              + which.sharding()
              + " but case sharding "
              + cases.getFirst().sharding()
              + ".");
    }
    return first.parts();
  }

  /// The sharding that all those have which belong to a mesh; null without any.
  static Sharding same(List<Aval> in, Function<String, JaxError> problem) {
    Sharding first = null;
    for (Aval a : in) {
      if (a.sharding() != null && first != null && !a.sharding().equals(first)) {
        throw problem.apply(in.stream().map(ElementwiseShardings::shown).collect(Collectors.joining(", ")));
      }
      first = first == null ? a.sharding() : first;
    }
    return first;
  }

  private static String shown(Aval a) {
    return a.sharding() == null ? "None" : a.sharding().toString();
  }
}
