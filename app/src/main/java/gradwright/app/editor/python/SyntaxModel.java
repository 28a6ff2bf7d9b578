package gradwright.app.editor.python;

import gradwright.app.editor.text.Edit;
import gradwright.app.editor.text.TextBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words of a text's lines, kept up to date edit by edit.
public final class SyntaxModel {
  private static final LineTokens PLACEHOLDER = new LineTokens.Builder().build();

  private final TextBuffer text;
  private final @Nullable PythonLexer lexer;
  private final ArrayList<LineTokens> lines = new ArrayList<>();
  private final ArrayList<LexState> ends = new ArrayList<>();

  /// Lines from `first` to `end` (exclusive).
  public record Lines(int first, int end) {}

  /// Of Python source.
  public SyntaxModel(TextBuffer text) {
    this(text, new PythonLexer());
  }

  /// Of a text in which nothing is known.
  public static SyntaxModel plain(TextBuffer text) {
    return new SyntaxModel(text, null);
  }

  private SyntaxModel(TextBuffer text, @Nullable PythonLexer lexer) {
    this.text = text;
    this.lexer = lexer;
    lines.addAll(Collections.nCopies(text.lineCount(), PLACEHOLDER));
    ends.addAll(Collections.nCopies(text.lineCount(), LexState.START));
    lex(0, text.lineCount());
  }

  /// Follows an edit that the text has already taken.
  ///
  /// @return the lines whose words may look different now
  public Lines update(Edit edit) {
    int first = text.lineAt(edit.position());
    int removed = newlines(edit.removed());
    int inserted = newlines(edit.inserted());
    LexState before = ends.get(first + removed);
    resize(first, removed, inserted);
    ends.set(first + inserted, before);
    return new Lines(first, lex(first, first + inserted + 1));
  }

  private void resize(int first, int removed, int inserted) {
    if (inserted > removed) {
      lines.addAll(first, Collections.nCopies(inserted - removed, PLACEHOLDER));
      ends.addAll(first, Collections.nCopies(inserted - removed, LexState.START));
    } else if (removed > inserted) {
      lines.subList(first, first + removed - inserted).clear();
      ends.subList(first, first + removed - inserted).clear();
    }
  }

  /// Splits lines from `first` until `least` and beyond, while the state at their ends is not what it was.
  ///
  /// @return the first line that was not changed
  private int lex(int first, int least) {
    int changed = least;
    if (lexer == null) {
      return changed;
    }
    for (int line = first; line < lines.size(); line++) {
      LineTokens words = lexer.lex(text.line(line), startState(line));
      if (line >= least && !words.equals(lines.get(line))) {
        changed = line + 1;
      }
      lines.set(line, words);
      LexState end = lexer.endState();
      boolean same = end.equals(ends.get(line));
      ends.set(line, end);
      if (same && line + 1 >= least) {
        break;
      }
    }
    return changed;
  }

  private static int newlines(String text) {
    int count = 0;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      count++;
    }
    return count;
  }

  /// Whether this is Python source.
  public boolean isPython() {
    return lexer != null;
  }

  public TextBuffer text() {
    return text;
  }

  public int lineCount() {
    return lines.size();
  }

  public LineTokens tokens(int line) {
    return lines.get(line);
  }

  /// The state in which a line begins.
  public LexState startState(int line) {
    return line == 0 ? LexState.START : ends.get(line - 1);
  }

  public LexState endState(int line) {
    return ends.get(line);
  }

  /// The states at the ends of all lines, for comparing.
  List<LexState> endStates() {
    return Collections.unmodifiableList(ends);
  }

  /// The text of a word.
  public String word(int line, int token) {
    int start = text.lineStart(line);
    LineTokens words = lines.get(line);
    return text.substring(start + words.start(token), start + words.end(token));
  }
}
