package gradwright.python.events;

import gradwright.core.events.KernelDescription;
import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Equation;
import gradwright.core.ir.EquationNumbers;
import gradwright.core.ir.Jaxpr;
import gradwright.core.ir.JaxprPrinter;
import gradwright.core.ir.PrimitiveParameters;
import gradwright.core.ir.PythonText;
import gradwright.core.ir.Source;
import gradwright.protocol.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/// Jaxprs taken apart for people, with the names that their print has.
final class JaxprStages {
  /// Inner jaxprs are written out wherever they are used, until so many equations have been written.
  private static final int MOST_EQUATIONS = 20_000;

  private final Map<Atom.Var, String> names;
  private final Numbering numbers;
  private final Map<Integer, List<Integer>> kernels = new HashMap<>();
  private int written;

  /// What is known of the equations of a stage.
  ///
  /// @param id the number that people see, the same in all stages that still hold the equation
  /// @param origin the number that the kernels of the program have for it, -1 for none
  record Numbering(ToIntFunction<Equation> id, ToIntFunction<Equation> origin) {
    /// Those of a program that kernels were made from, its equations shown by numbers from `first` on.
    static Numbering of(Jaxpr jaxpr, int first) {
      Map<Equation, Integer> own = EquationNumbers.of(jaxpr);
      return new Numbering(e -> first + own.getOrDefault(e, 0), e -> own.getOrDefault(e, -1));
    }
  }

  private JaxprStages(Jaxpr top, Numbering numbers, List<KernelDescription> kernels) {
    this.names = JaxprPrinter.names(top);
    this.numbers = numbers;
    for (KernelDescription k : kernels) {
      k.equations().forEach(e -> this.kernels.computeIfAbsent(e, _ -> new ArrayList<>()).add(k.id()));
    }
  }

  static Program.JaxprStage stage(String name, Jaxpr jaxpr, Numbering numbers, List<KernelDescription> kernels) {
    JaxprStages s = new JaxprStages(jaxpr, numbers, kernels);
    return new Program.JaxprStage(name, s.jaxpr(jaxpr, Source.UNKNOWN), JaxprPrinter.print(jaxpr));
  }

  private Program.Jaxpr jaxpr(Jaxpr j, Source around) {
    List<Program.Equation> equations = new ArrayList<>(j.equations().size());
    for (Equation e : j.equations()) {
      written++;
      equations.add(equation(e, around));
    }
    return new Program.Jaxpr(
        variables(j.constants()), variables(j.inputs()), equations, j.outputs().stream().map(this::atom).toList());
  }

  private Program.Equation equation(Equation e, Source around) {
    Source source = e.source().frame() == null ? around : e.source();
    List<Program.Parameter> parameters = new ArrayList<>();
    for (PrimitiveParameters.Parameter p :
        PrimitiveParameters.of(e.primitive(), e.inputs().stream().map(Atom::aval).toList())) {
      if (!p.trivial()) {
        parameters.add(parameter(p, source));
      }
    }
    return new Program.Equation(
        numbers.id.applyAsInt(e),
        e.primitive().primitiveName(),
        parameters,
        e.inputs().stream().map(this::atom).toList(),
        variables(e.outputs()),
        Places.of(source),
        kernels.getOrDefault(numbers.origin.applyAsInt(e), List.of()));
  }

  private Program.Parameter parameter(PrimitiveParameters.Parameter p, Source source) {
    List<ClosedJaxpr> inner = new ArrayList<>();
    if (p.value() instanceof ClosedJaxpr c) {
      inner.add(c);
    } else if (p.value() instanceof List<?> l && !l.isEmpty() && l.stream().allMatch(ClosedJaxpr.class::isInstance)) {
      l.forEach(x -> inner.add((ClosedJaxpr) x));
    }
    if (inner.isEmpty()) {
      return new Program.Parameter(p.name(), p.text(), List.of());
    }
    int equations = inner.stream().mapToInt(c -> c.jaxpr().equations().size()).sum();
    String text = equations + (equations == 1 ? " equation" : " equations");
    return new Program.Parameter(
        p.name(),
        text,
        written > MOST_EQUATIONS ? List.of() : inner.stream().map(c -> jaxpr(c.jaxpr(), source)).toList());
  }

  private List<Program.Variable> variables(List<Atom.Var> vars) {
    return vars.stream().map(v -> new Program.Variable(name(v), v.aval().toString())).toList();
  }

  private String atom(Atom a) {
    return switch (a) {
      case Atom.Literal l -> PythonText.of(l.value()) + ":" + l.aval();
      case Atom.Var v -> name(v);
    };
  }

  private String name(Atom.Var v) {
    return names.getOrDefault(v, "?");
  }
}
