package gradwright.core.ir;

import static gradwright.core.ir.Layout.brk;
import static gradwright.core.ir.Layout.concat;
import static gradwright.core.ir.Layout.group;
import static gradwright.core.ir.Layout.join;
import static gradwright.core.ir.Layout.nest;
import static gradwright.core.ir.Layout.text;

import gradwright.core.ir.PrimitiveParameters.Parameter;
import gradwright.core.prim.Call;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Prints jaxprs as JAX does: width 80, nest 2, names a..z then ba, `_` for unused, sub-jaxprs that occur twice or are
/// longer than ten equations hoisted in front.
public final class JaxprPrinter {
  private static final int WIDTH = 80;
  private static final int LONG = 10;

  private final Map<Atom.Var, String> names = new IdentityHashMap<>();
  private final Map<Jaxpr, String> shared = new IdentityHashMap<>();
  private final Set<String> sharedNames = new HashSet<>();
  private final Options options;
  private int fresh;

  /// What to print besides the program: types of variables, where each equation comes from, and under which names.
  public record Options(boolean shapes, boolean sources, boolean nameStacks) {
    public static final Options DEFAULT = new Options(true, false, false);
  }

  private JaxprPrinter(Options options) {
    this.options = options;
  }

  /// The whole jaxpr.
  public static String print(Jaxpr jaxpr) {
    return print(jaxpr, Options.DEFAULT);
  }

  /// The whole jaxpr, with options.
  public static String print(Jaxpr jaxpr, Options options) {
    return Layout.render(new JaxprPrinter(options).program(jaxpr), WIDTH);
  }

  /// One equation on its own: its variables are named as they are met.
  public static String print(Equation equation) {
    return Layout.render(new JaxprPrinter(Options.DEFAULT).equation(equation), WIDTH);
  }

  /// The names that the print of a jaxpr gives its own variables, for panels that show values beside equations.
  public static Map<Atom.Var, String> names(Jaxpr jaxpr) {
    JaxprPrinter printer = new JaxprPrinter(Options.DEFAULT);
    printer.program(jaxpr);
    return printer.names;
  }

  private Layout program(Jaxpr top) {
    markUnused(top);
    List<Layout> parts = new ArrayList<>();
    for (Map.Entry<Jaxpr, String> e : chooseShared(top).entrySet()) {
      parts.add(concat(text("let " + e.getValue() + " = "), skeleton(e.getKey()), text(" in"), brk()));
    }
    parts.add(jaxpr(top));
    return new Layout.Concat(parts);
  }

  private void markUnused(Jaxpr top) {
    Set<Atom> used = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
    used.addAll(top.outputs());
    for (Equation e : top.equations().reversed()) {
      for (Atom.Var v : e.outputs()) {
        if (!used.contains(v)) {
          names.put(v, "_");
        }
      }
      used.addAll(e.inputs());
    }
  }

  /// Counts the uses of every sub-jaxpr and names those to be hoisted, in the order they are met.
  private Map<Jaxpr, String> chooseShared(Jaxpr top) {
    Map<Jaxpr, String> suggested = new IdentityHashMap<>();
    Map<Jaxpr, Integer> counts = new IdentityHashMap<>();
    List<Jaxpr> order = new ArrayList<>();
    Deque<Jaxpr> queue = new ArrayDeque<>(List.of(top));
    while (!queue.isEmpty()) {
      Jaxpr j = queue.removeFirst();
      if (counts.merge(j, 1, Integer::sum) == 1) {
        order.add(j);
      }
      if (j != top && j.equations().size() > LONG) {
        counts.merge(j, 1, Integer::sum);
      }
      if (counts.get(j) > 100) {
        continue; // already certain to be hoisted: do not walk shared programs exponentially often
      }
      for (Equation e : j.equations()) {
        String name = nameParameter(e);
        for (ClosedJaxpr sub : subJaxprs(e)) {
          queue.addLast(sub.jaxpr());
          if (name != null) {
            suggested.putIfAbsent(sub.jaxpr(), name);
          }
        }
      }
    }
    Map<String, Integer> nameCounts = new HashMap<>();
    Map<Jaxpr, String> hoisted = new LinkedHashMap<>();
    for (Jaxpr j : order) {
      if (counts.get(j) == 1) {
        continue;
      }
      String name = suggested.getOrDefault(j, "jaxpr");
      int count = nameCounts.getOrDefault(name, 0);
      nameCounts.put(name, count + 1);
      if (count > 0) {
        name += count;
        nameCounts.merge(name, 1, Integer::sum);
      }
      sharedNames.add(name);
      shared.put(j, name);
      hoisted.put(j, name);
    }
    return hoisted;
  }

  /// JAX names a hoisted jaxpr after its equation's `name` parameter; custom calls print one but have none.
  private static String nameParameter(Equation e) {
    if (!(e.primitive() instanceof Call.Jit jit)) {
      return null;
    }
    int from = 0;
    int to = jit.name().length();
    while (from < to && "<>".indexOf(jit.name().charAt(from)) >= 0) {
      from++;
    }
    while (to > from && "<>".indexOf(jit.name().charAt(to - 1)) >= 0) {
      to--;
    }
    return jit.name().substring(from, to);
  }

  private static List<ClosedJaxpr> subJaxprs(Equation e) {
    List<ClosedJaxpr> all = new ArrayList<>();
    if (e.primitive() instanceof Call.CustomLinearSolve p) {
      return PrimitiveParameters.solvePrograms(p); // printed as text, but JAX counts what they hold
    }
    for (Parameter p : parameters(e)) {
      if (p.value() instanceof ClosedJaxpr c) {
        all.add(c);
      } else if (p.value() instanceof List<?> l) {
        l.forEach(x -> {
          if (x instanceof ClosedJaxpr c) {
            all.add(c);
          }
        });
      }
    }
    return all;
  }

  private static List<Parameter> parameters(Equation e) {
    return PrimitiveParameters.of(e.primitive(), e.inputs().stream().map(Atom::aval).toList());
  }

  private Layout jaxpr(Jaxpr j) {
    String name = shared.get(j);
    return name != null ? text(name) : skeleton(j);
  }

  private Layout skeleton(Jaxpr j) {
    Layout constants = binders(j.constants());
    Layout inputs = binders(j.inputs());
    List<Layout> equations = new ArrayList<>();
    for (Equation e : j.equations()) {
      equations.add(equation(e));
    }
    List<Layout> outputs = new ArrayList<>();
    for (Atom a : j.outputs()) {
      outputs.add(text(atom(a)));
    }
    Layout outs = nest(group(join(concat(text(","), group(brk())), outputs)));
    Layout body =
        concat(
            text("{ lambda "),
            constants,
            text("; "),
            inputs,
            text(". let"),
            nest(concat(brk(), join(brk("; "), equations))),
            brk(),
            text("in ("),
            outs,
            text(outputs.size() == 1 ? ",)" : ")"));
    return group(concat(nest(body), text(" }")));
  }

  private Layout binders(List<Atom.Var> vars) {
    List<Layout> parts = new ArrayList<>();
    for (Atom.Var v : vars) {
      parts.add(text(options.shapes ? name(v) + ":" + v.aval() : name(v)));
    }
    return nest(group(join(group(brk()), parts)));
  }

  private Layout equation(Equation e) {
    if (e.primitive() instanceof Call.Jit jit && !shared.containsKey(jit.jaxpr().jaxpr())) {
      suggestNames(jit.jaxpr().jaxpr().inputs(), e.inputs());
      suggestNames(jit.jaxpr().jaxpr().outputs(), e.outputs());
    }
    List<Layout> parts = new ArrayList<>();
    if (!e.outputs().isEmpty()) {
      parts.add(binders(e.outputs()));
      parts.add(text(" = ", options.sources ? e.source().summary() : null));
    }
    parts.add(text(e.primitive().primitiveName(), options.nameStacks ? "[]" : null));
    List<Layout> pairs = new ArrayList<>();
    for (Parameter p : parameters(e)) {
      if (!p.trivial()) {
        pairs.add(concat(text(p.name() + "="), value(p.value())));
      }
    }
    if (!pairs.isEmpty()) {
      parts.add(group(concat(nest(concat(text("["), brk(""), join(brk(), pairs))), brk(""), text("]"))));
    }
    List<Layout> inputs = new ArrayList<>();
    for (Atom a : e.inputs()) {
      inputs.add(text(atom(a)));
    }
    parts.add(text(" "));
    parts.add(nest(group(join(group(brk()), inputs))));
    return new Layout.Concat(parts);
  }

  private Layout value(Object v) {
    if (v instanceof ClosedJaxpr c) {
      return jaxpr(c.jaxpr());
    }
    if (v instanceof List<?> l && !l.isEmpty() && l.stream().allMatch(ClosedJaxpr.class::isInstance)) {
      List<Layout> parts = new ArrayList<>();
      l.forEach(x -> parts.add(jaxpr(((ClosedJaxpr) x).jaxpr())));
      return group(concat(nest(concat(text("("), brk(""), join(brk(), parts))), brk(""), text(")")));
    }
    return text(PrimitiveParameters.str(v));
  }

  /// Gives the inner variables of a call the names of the outer ones they are bound to.
  private void suggestNames(List<? extends Atom> inner, List<? extends Atom> outer) {
    if (inner.size() != outer.size()) {
      return;
    }
    Set<Atom> taken = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < inner.size(); i++) {
      if (outer.get(i) instanceof Atom.Var o
          && !taken.contains(o)
          && inner.get(i) instanceof Atom.Var v
          && !names.containsKey(v)) {
        taken.add(o);
        names.put(v, name(o));
      }
    }
  }

  private String atom(Atom a) {
    return switch (a) {
      case Atom.Literal l -> PythonText.of(l.value()) + ":" + l.aval();
      case Atom.Var v -> name(v);
    };
  }

  private String name(Atom.Var v) {
    String n = names.get(v);
    if (n == null) {
      do {
        n = letters(fresh++);
      } while (sharedNames.contains(n));
      names.put(v, n);
    }
    return n;
  }

  private static String letters(int n) {
    StringBuilder s = new StringBuilder();
    do {
      s.insert(0, (char) ('a' + n % 26));
      n /= 26;
    } while (n > 0);
    return s.toString();
  }
}
