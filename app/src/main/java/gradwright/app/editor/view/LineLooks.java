package gradwright.app.editor.view;

import gradwright.app.editor.marks.ProblemsModel;
import gradwright.app.editor.marks.TrackedLines;
import gradwright.app.editor.search.FindModel;
import gradwright.app.editor.search.Query.Match;
import gradwright.app.editor.text.Edit;
import gradwright.app.editor.text.TextBuffer;
import gradwright.app.editor.text.TextModel;
import gradwright.protocol.Insight.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What lies over the words of a line and stands in the gutter beside it: found text, problems, brackets, marks of runs.
final class LineLooks {
  private final TextModel text;
  private final FindModel find;
  private final ProblemsModel problems;
  private final TrackedLines<GutterLine.Mark> runMarks = new TrackedLines<>();
  private final BracketMarks brackets;

  LineLooks(TextModel text, FindModel find, ProblemsModel problems, BracketMarks brackets) {
    this.brackets = brackets;
    this.text = text;
    this.find = find;
    this.problems = problems;
  }

  void follow(Edit edit) {
    runMarks.follow(edit, text.buffer());
    brackets.follow(edit);
  }

  List<Decoration> decorations(int line) {
    List<Decoration> over = new ArrayList<>();
    TextBuffer buffer = text.buffer();
    int start = buffer.lineStart(line);
    int end = buffer.lineEnd(line);
    FindModel.Results results = find.resultsProperty().get();
    if (results.version() == text.version()) {
      for (Match match : within(results.matches(), start, end)) {
        over.add(new Decoration(Math.max(match.start() - start, 0), Math.min(match.end(), end) - start, "match"));
      }
    }
    for (Problem problem : problems.at(line)) {
      over.add(underline(problem, line, end - start));
    }
    over.addAll(brackets.within(start, end));
    return over;
  }

  private static List<Match> within(List<Match> matches, int start, int end) {
    int low = 0;
    int high = matches.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (matches.get(middle).end() <= start) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int last = low;
    while (last < matches.size() && matches.get(last).start() < end) {
      last++;
    }
    return matches.subList(low, last);
  }

  private static Decoration underline(Problem problem, int line, int length) {
    int from = Math.clamp(problem.column() - 1, 0, Math.max(0, length - 1));
    boolean same = problem.endLine() == problem.line() && problem.endColumn() > problem.column();
    int to = same ? Math.min(problem.endColumn() - 1, length) : length;
    return new Decoration(from, Math.max(to, from + 1), problem.severity().equals("warning") ? "doubt" : "fault");
  }

  List<GutterLine.Mark> marks(int line) {
    List<GutterLine.Mark> marks = new ArrayList<>();
    for (Problem problem : problems.at(line)) {
      marks.add(new GutterLine.Mark(problem.severity().equals("warning") ? "warning" : "error", problem.message()));
    }
    runMarks.at(line).forEach(m -> marks.add(m.value()));
    return marks;
  }

  /// Replaces the marks that the last run left; lines are 1-based.
  void setRunMarks(Map<Integer, GutterLine.Mark> marks) {
    runMarks.clear();
    marks.forEach((line, mark) -> runMarks.add(line - 1, mark));
  }
}
