package gradwright.app.editor.insight;

import gradwright.app.editor.marks.InlaysModel;
import gradwright.app.editor.marks.ProblemsModel;
import gradwright.app.editor.python.Imports;
import gradwright.app.editor.python.SyntaxModel;
import gradwright.protocol.Insight.Entry;
import gradwright.protocol.Insight.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Says what a name is, and which parameters the call around a position has.
public final class ExplainModel {
  private final SyntaxModel syntax;
  private final Knowledge knowledge;
  private final ProblemsModel problems;
  private final InlaysModel inlays;

  /// @param title of a function, its name and parameters
  /// @param where the whole name, which may be empty
  public record Explanation(String title, String where, String text) {}

  /// @param active the parameter that the caret is at, -1 for none
  public record Call(int open, String name, Signature signature, int active, String summary) {
    /// Whether only the active parameter differs.
    public boolean isSameBut(Call other) {
      return equals(new Call(other.open, other.name, other.signature, active, other.summary));
    }
  }

  public ExplainModel(SyntaxModel syntax, Knowledge knowledge, ProblemsModel problems, InlaysModel inlays) {
    this.syntax = syntax;
    this.knowledge = knowledge;
    this.problems = problems;
    this.inlays = inlays;
  }

  /// Explains what is at a position; `answer` is not called when there is nothing to say.
  public void explain(int position, Consumer<Explanation> answer) {
    int line = syntax.text().lineAt(position);
    List<Problem> wrong = problems.at(line);
    if (!wrong.isEmpty()) {
      answer.accept(new Explanation(wrong.getFirst().message(), "", ""));
      return;
    }
    Optional<NameAt> name = NameAt.around(syntax, position);
    if (name.isEmpty() || !syntax.isPython()) {
      return;
    }
    Optional<Entry> known = find(name.get());
    if (known.isPresent()) {
      answer.accept(explanation(known.get()));
      return;
    }
    String owner = name.get().owner();
    if (!owner.equals(NameAt.UNKNOWN)) {
      knowledge.names(
          owner.isEmpty() ? "" : owner + ".",
          entries ->
              entries.stream()
                  .filter(e -> e.name().equals(name.get().name()))
                  .findFirst()
                  .map(ExplainModel::explanation)
                  .or(() -> type(name.get(), line))
                  .ifPresent(answer));
    }
  }

  private Optional<Explanation> type(NameAt name, int line) {
    return inlays
        .at(line)
        .filter(i -> i.text().contains(name.name() + ": "))
        .map(i -> new Explanation(i.text(), i.stale() ? "before the last edit" : "in the last run", ""));
  }

  private static Explanation explanation(Entry entry) {
    String text = entry.documentation().isEmpty() ? entry.summary() : entry.documentation();
    return new Explanation(entry.name() + entry.signature(), entry.qualified(), text);
  }

  /// An entry of the catalogue or of the file.
  private Optional<Entry> find(NameAt name) {
    Optional<Entry> known = Imports.of(syntax).resolve(name.dotted()).flatMap(q -> knowledge.catalogue().find(q));
    return known.isPresent() || !name.owner().isEmpty() ? known : Definitions.find(syntax, name.name());
  }

  /// The call around a position, when its function is known.
  public Optional<Call> call(int position) {
    return CallAt.around(syntax, position)
        .flatMap(call ->
            find(call.function())
                .filter(e -> !e.signature().isEmpty())
                .map(e -> {
                  Signature signature = Signature.parse(e.signature());
                  int active = signature.active(call.position(), call.keyword());
                  return new Call(call.open(), e.name(), signature, active, e.summary());
                }));
  }
}
