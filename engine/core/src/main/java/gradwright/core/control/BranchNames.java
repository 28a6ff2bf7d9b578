package gradwright.core.control;

import java.util.List;

/// How error messages name the branches of a conditional: their names (`true_fun`), what they are (`f at file:line`), and
/// for each output where it is in the result (` at path ['a']`, empty for a bare leaf).
public record BranchNames(String function, List<String> names, List<String> descriptions, List<String> outputPaths) {
  static BranchNames cond() {
    return new BranchNames("cond", List.of("true_fun", "false_fun"), List.of("a function", "a function"), null);
  }

  static BranchNames switchCase(int n) {
    return new BranchNames(
        "switch",
        java.util.stream.IntStream.range(0, n).mapToObj(i -> i == 0 ? "branch 0" : "branch" + i).toList(),
        java.util.Collections.nCopies(n, "a function"),
        null);
  }

  String outputPath(int i, int outputs) {
    return outputPaths != null ? outputPaths.get(i) : outputs == 1 ? "" : " at path [" + i + "]";
  }
}
