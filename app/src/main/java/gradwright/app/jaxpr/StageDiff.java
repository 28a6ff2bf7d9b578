package gradwright.app.jaxpr;

import gradwright.protocol.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What two stages have in common. Equations are matched by their numbers, then, where a transformation made new ones, by what
/// they compute in order; texts of one language are matched by lines.
public final class StageDiff {
  private final Mark[] left;
  private final Mark[] right;

  /// How a line stands to the other stage.
  public enum Mark {
    SAME,
    /// The other stage has the equation with other parameters or types.
    CHANGED,
    /// Only this stage has it.
    ONLY
  }

  private StageDiff(int left, int right) {
    this.left = new Mark[left];
    this.right = new Mark[right];
    Arrays.fill(this.left, Mark.SAME);
    Arrays.fill(this.right, Mark.SAME);
  }

  public static StageDiff of(StageDocument a, StageDocument b) {
    StageDiff diff = new StageDiff(a.lines().size(), b.lines().size());
    if (a.stage() instanceof Program.JaxprStage && b.stage() instanceof Program.JaxprStage) {
      diff.equations(a.lines(), b.lines());
    } else if (a.stage() instanceof Program.TextStage x
        && b.stage() instanceof Program.TextStage y
        && x.language().equals(y.language())) {
      diff.texts(a.lines(), b.lines());
    }
    return diff;
  }

  public Mark left(int line) {
    return left[line];
  }

  public Mark right(int line) {
    return right[line];
  }

  /// Lines of the left and of the right stage that the other has not, or has differently.
  public int differences() {
    int n = 0;
    for (Mark m : left) {
      n += m == Mark.SAME ? 0 : 1;
    }
    for (Mark m : right) {
      n += m == Mark.SAME ? 0 : 1;
    }
    return n;
  }

  private void texts(List<CodeLine> a, List<CodeLine> b) {
    List<String> x = a.stream().map(CodeLine::text).toList();
    List<String> y = b.stream().map(CodeLine::text).toList();
    CommonSequence common = CommonSequence.of(x, y);
    for (int i = 0; i < left.length; i++) {
      left[i] = common.inFirst(i) ? Mark.SAME : Mark.ONLY;
    }
    for (int i = 0; i < right.length; i++) {
      right[i] = common.inSecond(i) ? Mark.SAME : Mark.ONLY;
    }
  }

  private void equations(List<CodeLine> a, List<CodeLine> b) {
    Map<Integer, Program.Equation> x = byId(a);
    Map<Integer, Program.Equation> y = byId(b);
    Map<Integer, Mark> marksLeft = new HashMap<>();
    Map<Integer, Mark> marksRight = new HashMap<>();
    List<Program.Equation> restLeft = new ArrayList<>();
    List<Program.Equation> restRight = new ArrayList<>();
    x.forEach((id, e) -> {
      Program.Equation other = y.get(id);
      if (other == null) {
        restLeft.add(e);
      } else {
        Mark mark = signature(e).equals(signature(other)) ? Mark.SAME : Mark.CHANGED;
        marksLeft.put(id, mark);
        marksRight.put(id, mark);
      }
    });
    y.forEach((id, e) -> {
      if (!x.containsKey(id)) {
        restRight.add(e);
      }
    });
    CommonSequence common =
        CommonSequence.of(
            restLeft.stream().map(StageDiff::signature).toList(),
            restRight.stream().map(StageDiff::signature).toList());
    for (int i = 0; i < restLeft.size(); i++) {
      marksLeft.put(restLeft.get(i).id(), common.inFirst(i) ? Mark.SAME : Mark.ONLY);
    }
    for (int i = 0; i < restRight.size(); i++) {
      marksRight.put(restRight.get(i).id(), common.inSecond(i) ? Mark.SAME : Mark.ONLY);
    }
    mark(a, left, marksLeft);
    mark(b, right, marksRight);
  }

  private static void mark(List<CodeLine> lines, Mark[] marks, Map<Integer, Mark> byEquation) {
    for (CodeLine line : lines) {
      if (line.equation() != null) {
        marks[line.number()] = byEquation.getOrDefault(line.equation().id(), Mark.SAME);
      }
    }
  }

  private static Map<Integer, Program.Equation> byId(List<CodeLine> lines) {
    Map<Integer, Program.Equation> all = new LinkedHashMap<>();
    for (CodeLine line : lines) {
      if (line.equation() != null) {
        all.putIfAbsent(line.equation().id(), line.equation());
      }
    }
    return all;
  }

  /// What an equation computes, whatever its variables are called; inner equations are compared on their own.
  private static String signature(Program.Equation e) {
    StringBuilder s = new StringBuilder(e.primitive());
    for (Program.Parameter p : e.parameters()) {
      s.append(' ').append(p.name()).append('=').append(p.jaxprs().isEmpty() ? p.text() : "{}");
    }
    e.inputs().stream().filter(i -> i.indexOf(':') >= 0).forEach(i -> s.append(' ').append(i));
    e.outputs().forEach(o -> s.append(' ').append(o.type()));
    return s.toString();
  }
}
