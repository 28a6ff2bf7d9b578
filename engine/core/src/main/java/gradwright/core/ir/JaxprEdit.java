package gradwright.core.ir;

import gradwright.core.types.Aval;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Small rewrites of jaxprs that keep their equations: other outputs, other orders of inputs. All are memoised on the
/// closed jaxpr.
public final class JaxprEdit {
  private JaxprEdit() {}

  private record KeepOutputs(List<Boolean> keep) {}

  private record Reorder(List<Integer> order) {}

  /// For each output the index of the input that it is; null for computed ones.
  public static List<Integer> forwarding(Jaxpr jaxpr) {
    Map<Atom.Var, Integer> index = new IdentityHashMap<>();
    for (int i = 0; i < jaxpr.inputs().size(); i++) {
      index.put(jaxpr.inputs().get(i), i);
    }
    List<Integer> result = new ArrayList<>();
    for (Atom a : jaxpr.outputs()) {
      result.add(a instanceof Atom.Var v ? index.get(v) : null);
    }
    return result;
  }

  /// Only the outputs marked in `keep`.
  public static ClosedJaxpr keepOutputs(ClosedJaxpr closed, List<Boolean> keep) {
    if (!keep.contains(false)) {
      return closed;
    }
    return closed.derive(
        new KeepOutputs(List.copyOf(keep)),
        () -> {
          Jaxpr j = closed.jaxpr();
          return new ClosedJaxpr(
              new Jaxpr(j.constants(), j.inputs(), j.equations(), Masks.keep(j.outputs(), keep)), closed.constants());
        });
  }

  /// The inputs marked move in front of the others.
  public static ClosedJaxpr inputsToFront(ClosedJaxpr closed, List<Boolean> move) {
    List<Integer> order = new ArrayList<>(indices(move, true));
    order.addAll(indices(move, false));
    return reorderInputs(closed, order);
  }

  /// The inputs marked move behind the others.
  public static ClosedJaxpr inputsToBack(ClosedJaxpr closed, List<Boolean> move) {
    List<Integer> order = new ArrayList<>(indices(move, false));
    order.addAll(indices(move, true));
    return reorderInputs(closed, order);
  }

  private static List<Integer> indices(List<Boolean> marks, boolean which) {
    List<Integer> r = new ArrayList<>();
    for (int i = 0; i < marks.size(); i++) {
      if (marks.get(i) == which) {
        r.add(i);
      }
    }
    return r;
  }

  /// New input `i` is old input `order[i]`.
  public static ClosedJaxpr reorderInputs(ClosedJaxpr closed, List<Integer> order) {
    boolean same = true;
    for (int i = 0; i < order.size(); i++) {
      same &= order.get(i) == i;
    }
    if (same) {
      return closed;
    }
    return closed.derive(
        new Reorder(List.copyOf(order)),
        () -> {
          Jaxpr j = closed.jaxpr();
          List<Atom.Var> in = order.stream().map(j.inputs()::get).toList();
          return new ClosedJaxpr(new Jaxpr(j.constants(), in, j.equations(), j.outputs()), closed.constants());
        });
  }

  /// New outputs in place of the old ones, chosen by index.
  public static ClosedJaxpr reorderOutputs(ClosedJaxpr closed, List<Integer> order) {
    Jaxpr j = closed.jaxpr();
    List<Atom> out = order.stream().map(j.outputs()::get).toList();
    return new ClosedJaxpr(new Jaxpr(j.constants(), j.inputs(), j.equations(), out), closed.constants());
  }

  /// The same program with inputs of other types (weak or not).
  public static ClosedJaxpr retyped(ClosedJaxpr closed, List<Aval> types) {
    Jaxpr j = closed.jaxpr();
    Map<Atom, Atom.Var> strong = new IdentityHashMap<>();
    List<Atom.Var> in = new ArrayList<>();
    for (int i = 0; i < j.inputs().size(); i++) {
      Atom.Var v = j.inputs().get(i);
      Atom.Var n = types.get(i).equals(v.aval()) ? v : new Atom.Var(types.get(i));
      strong.put(v, n);
      in.add(n);
    }
    if (in.equals(j.inputs())) {
      return closed;
    }
    List<Equation> equations = new ArrayList<>();
    for (Equation e : j.equations()) {
      List<Atom> inputs = e.inputs().stream().map(a -> strong.containsKey(a) ? strong.get(a) : a).toList();
      equations.add(new Equation(e.primitive(), inputs, e.outputs(), e.effects(), e.source()));
    }
    List<Atom> out = j.outputs().stream().map(a -> strong.containsKey(a) ? strong.get(a) : a).toList();
    return new ClosedJaxpr(new Jaxpr(j.constants(), in, equations, out), closed.constants());
  }

  /// The constants as leading inputs.
  public static ClosedJaxpr constantsAsInputs(ClosedJaxpr closed) {
    return closed.constants().isEmpty() ? closed : new ClosedJaxpr(closed.jaxpr().constantsAsInputs(), List.of());
  }
}
