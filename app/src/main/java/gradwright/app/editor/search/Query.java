package gradwright.app.editor.search;

import gradwright.app.editor.text.Change;
import gradwright.app.editor.text.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What is looked for.
///
/// @param regex whether `text` is a regular expression, in which `^` and `$` are the ends of lines
public record Query(String text, boolean regex, boolean matchCase, boolean wholeWords) {
  private static final long PATIENCE_NANOS = 2_000_000_000L;
  private static final int MOST = 100_000;

  /// Characters `start` to `end` (exclusive).
  public record Match(int start, int end) {}

  /// @param problem why there are none, or not all; empty when all were found
  public record Found(List<Match> matches, String problem) {}

  /// All matches; takes up to two seconds for expressions that go astray.
  public Found in(String where) {
    return in(where, PATIENCE_NANOS);
  }

  Found in(String where, long patience) {
    if (text.isEmpty()) {
      return new Found(List.of(), "");
    }
    List<Match> matches = new ArrayList<>();
    try {
      Matcher matcher = pattern().matcher(new Impatient(where, System.nanoTime() + patience));
      while (matcher.find()) {
        if (matcher.end() > matcher.start()) {
          matches.add(new Match(matcher.start(), matcher.end()));
        }
        if (matches.size() == MOST) {
          return new Found(matches, "only the first " + MOST + " are shown");
        }
      }
      return new Found(matches, "");
    } catch (PatternSyntaxException e) {
      return new Found(List.of(), e.getDescription());
    } catch (OutOfPatience | StackOverflowError e) {
      return new Found(matches, "this expression takes too long");
    }
  }

  /// The change that replaces the given matches of a text; `$1` and `\1` are groups in a regular expression.
  ///
  /// @throws IllegalArgumentException with a message for a person when the replacement names a group that does not exist
  public Optional<Change> replace(String where, List<Match> matches, String with) {
    if (matches.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder fresh = new StringBuilder();
    int start = matches.getFirst().start();
    int at = start;
    for (Match match : matches) {
      fresh.append(where, at, match.start()).append(replacement(where, match, with));
      at = match.end();
    }
    return Optional.of(new Change(start, at, fresh.toString(), Selection.at(start + fresh.length())));
  }

  private String replacement(String where, Match match, String with) {
    if (!regex) {
      return with;
    }
    Matcher matcher = pattern().matcher(where);
    matcher.useTransparentBounds(true).useAnchoringBounds(false).region(match.start(), match.end());
    if (!matcher.lookingAt()) {
      return with;
    }
    StringBuilder filled = new StringBuilder();
    for (int i = 0; i < with.length(); i++) {
      char c = with.charAt(i);
      char next = i + 1 < with.length() ? with.charAt(i + 1) : '\0';
      if ((c == '$' || c == '\\') && next >= '0' && next <= '9') {
        if (next - '0' > matcher.groupCount()) {
          throw new IllegalArgumentException("There is no group " + next + ".");
        }
        String group = matcher.group(next - '0');
        filled.append(group == null ? "" : group);
        i++;
      } else if (c == '\\' && "nt\\$".indexOf(next) >= 0) {
        filled.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
        i++;
      } else {
        filled.append(c);
      }
    }
    return filled.toString();
  }

  private Pattern pattern() {
    String plain = regex ? text : Pattern.quote(text);
    String bounded = wholeWords ? "(?<!\\w)(?:" + plain + ")(?!\\w)" : plain;
    int flags = Pattern.MULTILINE | (matchCase ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    return Pattern.compile(bounded, flags);
  }

  private static final class OutOfPatience extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfPatience() {
      super(null, null, false, false);
    }
  }

  /// Text that is no longer given out after a moment in time, which ends searches that would take for ever.
  private static final class Impatient implements CharSequence {
    private final String text;
    private final long until;
    private int reads;

    Impatient(String text, long until) {
      this.text = text;
      this.until = until;
    }

    @Override
    public char charAt(int index) {
      if ((++reads & 0xFFF) == 0 && System.nanoTime() > until) {
        throw new OutOfPatience();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
