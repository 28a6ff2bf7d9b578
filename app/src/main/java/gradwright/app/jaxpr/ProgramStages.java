package gradwright.app.jaxpr;

import gradwright.protocol.Place;
import gradwright.protocol.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// A program laid out in lines, and of each equation which kernels compute it, whatever stage says so, its text in short, and
/// where it was written.
public record ProgramStages(
    Program program,
    List<StageDocument> documents,
    Map<Integer, List<Integer>> kernels,
    Map<Integer, String> texts,
    Map<Integer, Place> places) {
  public static ProgramStages of(Program program) {
    List<StageDocument> documents = program.stages().stream().map(StageDocument::of).toList();
    Map<Integer, TreeSet<Integer>> kernels = new HashMap<>();
    Map<Integer, String> texts = new HashMap<>();
    Map<Integer, Place> places = new HashMap<>();
    for (StageDocument d : documents) {
      for (CodeLine line : d.lines()) {
        Program.Equation equation = line.equation();
        if (equation != null) {
          texts.computeIfAbsent(equation.id(), k -> text(equation));
          places.putIfAbsent(equation.id(), equation.place());
          if (!line.kernels().isEmpty()) {
            kernels.computeIfAbsent(equation.id(), k -> new TreeSet<>()).addAll(line.kernels());
          }
        }
      }
    }
    Map<Integer, List<Integer>> lists = new HashMap<>();
    kernels.forEach((equation, set) -> lists.put(equation, List.copyOf(set)));
    return new ProgramStages(program, documents, lists, texts, places);
  }

  /// Without parameters: `c:f32[8] = dot_general a b`.
  private static String text(Program.Equation e) {
    String outputs = String.join(" ", e.outputs().stream().map(v -> v.name() + ":" + v.type()).toList());
    return outputs + " = " + e.primitive() + " " + String.join(" ", e.inputs());
  }

  /// The kernels that compute an equation; none where it was evaluated or optimised away.
  public List<Integer> kernelsOf(int equation) {
    return kernels.getOrDefault(equation, List.of());
  }
}
