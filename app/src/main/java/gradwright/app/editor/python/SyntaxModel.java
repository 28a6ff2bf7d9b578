package gradwright.app.editor.python;

import gradwright.app.editor.text.Edit;
import gradwright.app.editor.text.TextBuffer;
import java.util.ArrayList;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/// The words of a text's lines, kept up to date edit by edit. A quote or a bracket may change all lines below it, so that lines are
/// split again when they are next asked for: the lines in sight at once, those far below when somebody needs them.
public final class SyntaxModel {
  private static final LineTokens PLACEHOLDER = new LineTokens.Builder().build();

  private final TextBuffer text;
  private final @Nullable PythonLexer lexer;
  private final ArrayList<LineTokens> lines = new ArrayList<>();

  /// The states in which lines began when they were split; null for those that were edited since.
  private final ArrayList<@Nullable LexState> starts = new ArrayList<>();

  private final ArrayList<LexState> ends = new ArrayList<>();

  /// So many lines from the top are as the text is now.
  private int settled;

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
    fill(0, text.lineCount());
    settle(text.lineCount() - 1);
  }

  private void fill(int at, int count) {
    lines.addAll(at, Collections.nCopies(count, PLACEHOLDER));
    starts.addAll(at, Collections.nCopies(count, null));
    ends.addAll(at, Collections.nCopies(count, LexState.START));
  }

  /// Follows an edit that the text has already taken.
  public void update(Edit edit) {
    int first = text.lineAt(edit.position());
    int removed = newlines(edit.removed());
    int inserted = newlines(edit.inserted());
    if (removed > inserted) {
      int end = first + removed - inserted;
      lines.subList(first, end).clear();
      starts.subList(first, end).clear();
      ends.subList(first, end).clear();
    } else {
      fill(first, inserted - removed);
    }
    Collections.fill(starts.subList(first, first + inserted + 1), null);
    settled = Math.min(settled, first);
  }

  /// Splits what has to be split again of the lines up to `last`.
  private void settle(int last) {
    if (lexer == null) {
      return;
    }
    for (; settled <= last; settled++) {
      LexState start = settled == 0 ? LexState.START : ends.get(settled - 1);
      if (!start.equals(starts.get(settled))) {
        lines.set(settled, lexer.lex(text.line(settled), start));
        starts.set(settled, start);
        ends.set(settled, lexer.endState());
      }
    }
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
    settle(line);
    return lines.get(line);
  }

  /// The state in which a line begins.
  public LexState startState(int line) {
    return line == 0 ? LexState.START : endState(line - 1);
  }

  public LexState endState(int line) {
    settle(line);
    return ends.get(line);
  }

  /// The text of a word.
  public String word(int line, int token) {
    int start = text.lineStart(line);
    LineTokens words = tokens(line);
    return text.substring(start + words.start(token), start + words.end(token));
  }
}
