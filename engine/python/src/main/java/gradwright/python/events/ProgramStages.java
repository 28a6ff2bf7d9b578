package gradwright.python.events;

import gradwright.core.events.KernelDescription;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.trace.Backend;
import gradwright.core.trace.Session;
import gradwright.protocol.Program;
import gradwright.protocol.Program.Stage;
import gradwright.protocol.SessionException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The stages of the programs that an engine traced and compiled lately: as traced, what transformations made of them,
/// simplified, and as kernels, LLVM code and assembly.
public final class ProgramStages {
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
    Backend.@Nullable Executable executable = events.engine().executor().compiled(jaxpr);
    List<KernelDescription> kernels = executable == null ? List.of() : executable.kernels();
    List<Stage> stages = new ArrayList<>();
    stages.add(JaxprStages.stage("traced", jaxpr.jaxpr(), kernels));
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
