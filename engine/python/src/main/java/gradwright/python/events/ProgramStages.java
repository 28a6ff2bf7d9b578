package gradwright.python.events;

import gradwright.core.events.KernelDescription;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Equation;
import gradwright.core.ir.EquationNumbers;
import gradwright.core.ir.Jaxpr;
import gradwright.core.ir.Transformed;
import gradwright.core.trace.Backend;
import gradwright.core.trace.Executor;
import gradwright.core.trace.Session;
import gradwright.protocol.Program;
import gradwright.protocol.Program.Stage;
import gradwright.protocol.SessionException;
import gradwright.python.events.JaxprStages.Numbering;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The stages of the programs that an engine traced and compiled lately: as traced, what transformations made of them,
/// simplified, and as kernels, LLVM code and assembly.
public final class ProgramStages {
  private static final int MOST_TRANSFORMED = 12;

  private final EventTranslator events;

  /// Looks at the programs that a translator heard of.
  public ProgramStages(EventTranslator events) {
    this.events = events;
  }

  /// The stages of a program by its number in events. Takes up to seconds for long programs, whose code is written anew.
  ///
  /// @throws SessionException when no such program is kept any more
  public Program program(int id) {
    SeenPrograms.Seen seen = events.programs().find(id);
    if (seen == null) {
      throw new SessionException(
          "program " + id + " is not kept: the stages of the last " + SeenPrograms.KEPT + " programs are");
    }
    return new Session(events.engine()).run(() -> stages(seen));
  }

  private Program stages(SeenPrograms.Seen seen) {
    ClosedJaxpr jaxpr = seen.jaxpr();
    Backend.@Nullable Executable executable = executor().compiled(jaxpr);
    List<KernelDescription> kernels = kernels(executable);
    List<Stage> stages = new ArrayList<>();
    int equations = EquationNumbers.of(jaxpr.jaxpr()).size();
    stages.add(JaxprStages.stage("traced", jaxpr.jaxpr(), Numbering.of(jaxpr.jaxpr(), 0), kernels));
    equations = transformed("", jaxpr, stages, equations);
    Backend.@Nullable Simplified simplified = executable == null ? null : executor().backend().simplified(jaxpr);
    if (simplified != null) {
      stages.add(simplified(simplified, equations, kernels));
    }
    if (executable != null) {
      for (String name : List.of("kernels", "llvm", "assembly")) {
        List<Backend.Section> sections = executable.sections(name);
        if (!sections.isEmpty()) {
          stages.add(text(name, sections));
        }
      }
    }
    return new Program(seen.number(), seen.function(), stages);
  }

  private Executor executor() {
    return events.engine().executor();
  }

  private static List<KernelDescription> kernels(Backend.@Nullable Executable executable) {
    return executable == null ? List.of() : executable.kernels();
  }

  /// Adds what transformations made of a program, and of that in turn; gives the first number that is still free for equations.
  private int transformed(String of, ClosedJaxpr jaxpr, List<Stage> stages, int free) {
    int next = free;
    for (Transformed.Result r : jaxpr.transformed()) {
      if (stages.size() > MOST_TRANSFORMED) {
        break;
      }
      String name = of.isEmpty() ? r.name() : of + " " + r.name();
      Jaxpr made = r.jaxpr().jaxpr();
      stages.add(JaxprStages.stage(name, made, Numbering.of(made, next), kernels(executor().compiled(r.jaxpr()))));
      next += EquationNumbers.of(made).size();
      next = transformed(name, r.jaxpr(), stages, next);
    }
    return next;
  }

  /// Equations that stand for the same one as an earlier equation have a number of their own.
  private static Stage simplified(Backend.Simplified s, int free, List<KernelDescription> kernels) {
    Map<Equation, Integer> ids = new IdentityHashMap<>();
    Set<Integer> taken = new HashSet<>();
    int next = free;
    Map<Equation, Integer> order = EquationNumbers.of(s.jaxpr());
    for (Equation e : order.keySet().stream().sorted(Comparator.comparing(order::get)).toList()) {
      Integer origin = s.origins().get(e);
      ids.put(e, origin != null && taken.add(origin) ? origin : next++);
    }
    Numbering numbers = new Numbering(e -> ids.getOrDefault(e, -1), e -> s.origins().getOrDefault(e, -1));
    return JaxprStages.stage("simplified", s.jaxpr(), numbers, kernels);
  }

  private static Program.TextStage text(String name, List<Backend.Section> sections) {
    StringBuilder b = new StringBuilder();
    List<Program.Link> links = new ArrayList<>();
    for (Backend.Section s : sections) {
      int start = b.length();
      b.append(s.text());
      s.kernels().forEach(k -> links.add(new Program.Link(start, b.length(), k)));
    }
    return new Program.TextStage(name, name, b.toString(), links);
  }
}
