package gradwright.core.linearize;

import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Jaxpr;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Shaping;
import gradwright.core.trace.Interpreter;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.types.Ints;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Branches of a conditional split in two need the same residuals to have one type: residuals of equal type share a
/// place, and a branch fills the places it does not use with values nobody reads.
record BranchResiduals(List<ClosedJaxpr> first, List<ClosedJaxpr> second, int residuals) {
  private record Place(Aval aval, int occurrence) {}

  private record JoinOutputs(int outputs, List<Aval> all, List<Integer> places) {}

  private record JoinInputs(List<Aval> all, List<Integer> places) {}

  /// Joins branches whose first parts give `outputs` values and then residuals, which lead the inputs of their second parts.
  static BranchResiduals join(List<ClosedJaxpr> first, List<ClosedJaxpr> second, int outputs) {
    Map<Place, Integer> index = new HashMap<>();
    List<Aval> all = new ArrayList<>();
    List<List<Integer>> places = new ArrayList<>();
    for (ClosedJaxpr f : first) {
      Map<Aval, Integer> seen = new HashMap<>();
      List<Integer> mine = new ArrayList<>();
      for (Aval a : f.outputAvals().subList(outputs, f.outputAvals().size())) {
        Place place = new Place(a, seen.merge(a, 1, Integer::sum));
        mine.add(
            index.computeIfAbsent(
                place,
                k -> {
                  all.add(a);
                  return all.size() - 1;
                }));
      }
      places.add(mine);
    }
    List<ClosedJaxpr> firstJoined = new ArrayList<>();
    List<ClosedJaxpr> secondJoined = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      List<Integer> mine = places.get(i);
      ClosedJaxpr f = first.get(i);
      ClosedJaxpr s = second.get(i);
      firstJoined.add(
          f.derive(new JoinOutputs(outputs, List.copyOf(all), mine), () -> joinOutputs(f, outputs, all, mine)));
      secondJoined.add(s.derive(new JoinInputs(List.copyOf(all), mine), () -> joinInputs(s, all, mine)));
    }
    return new BranchResiduals(firstJoined, secondJoined, all.size());
  }

  private static ClosedJaxpr joinOutputs(ClosedJaxpr f, int outputs, List<Aval> all, List<Integer> places) {
    return Staging.stage(
        in -> {
          List<Value> out = Interpreter.run(f, in);
          List<Value> result = new ArrayList<>(out.subList(0, outputs));
          for (Aval a : all) {
            result.add(empty(a));
          }
          for (int i = 0; i < places.size(); i++) {
            result.set(outputs + places.get(i), out.get(outputs + i));
          }
          return result;
        },
        f.inputAvals());
  }

  private static Value empty(Aval a) {
    if (a.dtype().isKey()) {
      return Lax.zeros(a);
    }
    Value scalar = Lax.bind1(new Shaping.Empty(a.dtype()));
    return a.shape().isScalar() ? scalar : Lax.broadcastInDim(scalar, a.shape(), Ints.EMPTY);
  }

  private static ClosedJaxpr joinInputs(ClosedJaxpr s, List<Aval> all, List<Integer> places) {
    Jaxpr j = s.jaxpr();
    List<Atom.Var> in = new ArrayList<>();
    all.forEach(a -> in.add(new Atom.Var(a)));
    for (int i = 0; i < places.size(); i++) {
      in.set(places.get(i), j.inputs().get(i));
    }
    in.addAll(j.inputs().subList(places.size(), j.inputs().size()));
    return new ClosedJaxpr(new Jaxpr(j.constants(), in, j.equations(), j.outputs()), s.constants());
  }
}
