package gradwright.app.jaxpr;

import gradwright.protocol.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// A program laid out in lines, and which kernels compute each equation, whatever stage says so.
public record ProgramStages(Program program, List<StageDocument> documents, Map<Integer, List<Integer>> kernels) {
  public static ProgramStages of(Program program) {
    List<StageDocument> documents = program.stages().stream().map(StageDocument::of).toList();
    Map<Integer, TreeSet<Integer>> kernels = new HashMap<>();
    for (StageDocument d : documents) {
      for (CodeLine line : d.lines()) {
        if (line.equation() != null && !line.kernels().isEmpty()) {
          kernels.computeIfAbsent(line.equation().id(), k -> new TreeSet<>()).addAll(line.kernels());
        }
      }
    }
    Map<Integer, List<Integer>> lists = new HashMap<>();
    kernels.forEach((equation, set) -> lists.put(equation, List.copyOf(set)));
    return new ProgramStages(program, documents, lists);
  }

  /// The kernels that compute an equation; none where it was evaluated or optimised away.
  public List<Integer> kernelsOf(int equation) {
    return kernels.getOrDefault(equation, List.of());
  }
}
