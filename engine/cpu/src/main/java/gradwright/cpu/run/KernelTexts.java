package gradwright.cpu.run;

import gradwright.compiler.plan.Program;
import gradwright.compiler.plan.Step;
import gradwright.core.events.KernelDescription;
import gradwright.core.trace.Backend.Section;
import gradwright.cpu.llvm.CompileFailure;
import gradwright.cpu.llvm.CompileTexts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The texts of a program's kernels, made when somebody wants to read them.
final class KernelTexts {
  private final Program program;
  private final List<Step> steps;
  private final ThunkBuilder builder;
  private final Function<Step, String> emit;
  private final KernelLibrary library;

  /// @param steps those that have code
  /// @param emit writes the code of one of them anew, because most are never read
  KernelTexts(
      Program program, List<Step> steps, ThunkBuilder builder, Function<Step, String> emit, KernelLibrary library) {
    this.program = program;
    this.steps = steps;
    this.builder = builder;
    this.emit = emit;
    this.library = library;
  }

  /// A stage in parts; none when there is no such stage.
  List<Section> sections(String stage) {
    return switch (stage) {
      case "kernels" -> program.parts().stream().map(p -> new Section(p.text(), kernel(p.steps()))).toList();
      case "llvm" -> modules(CompileTexts::optimisedIr);
      case "assembly" -> modules(CompileTexts::assembly);
      default -> List.of();
    };
  }

  /// The innermost of nested steps that is a kernel.
  private List<Integer> kernel(List<Step> nested) {
    for (Step s : nested.reversed()) {
      KernelDescription k = builder.kernel(s);
      if (k != null) {
        return List.of(k.id());
      }
    }
    return List.of();
  }

  private List<Section> modules(Function<CompileTexts, String> text) {
    Map<String, List<Integer>> modules = new LinkedHashMap<>();
    for (Step s : steps) {
      modules.computeIfAbsent(emit.apply(s), _ -> new ArrayList<>()).addAll(kernel(List.of(s)));
    }
    List<Section> all = new ArrayList<>();
    for (var m : modules.entrySet()) {
      String t;
      try {
        t = text.apply(library.texts(m.getKey()));
      } catch (CompileFailure e) {
        t = "; " + e.getMessage();
      }
      all.add(new Section(t + "\n", List.copyOf(m.getValue())));
    }
    return all;
  }
}
