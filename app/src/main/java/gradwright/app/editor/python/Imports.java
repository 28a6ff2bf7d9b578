package gradwright.app.editor.python;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which modules, functions and classes the names of a file stand for, by its import statements.
public final class Imports {
  private static final int FARTHEST = 40;

  private final Map<String, String> meanings = new HashMap<>();

  private Imports() {}

  public static Imports of(SyntaxModel syntax) {
    Imports imports = new Imports();
    for (int line = 0; line < syntax.lineCount(); line++) {
      LineTokens words = syntax.tokens(line);
      if (words.size() > 1 && words.kind(0) == TokenKind.KEYWORD && syntax.startState(line).isStatement()) {
        String first = syntax.word(line, 0);
        if (first.equals("import")) {
          imports.modules(statement(syntax, line).substring("import".length()));
        } else if (first.equals("from")) {
          imports.members(statement(syntax, line).substring("from".length()));
        }
      }
    }
    return imports;
  }

  /// A statement on one line, without comments and brackets.
  private static String statement(SyntaxModel syntax, int first) {
    StringBuilder statement = new StringBuilder();
    int line = first;
    do {
      LineTokens words = syntax.tokens(line);
      for (int i = 0; i < words.size(); i++) {
        String word = syntax.word(line, i);
        if (words.kind(i) != TokenKind.COMMENT && !word.equals("(") && !word.equals(")") && !word.equals("\\")) {
          boolean apart = i > 0 && words.start(i) > words.end(i - 1);
          statement.append(apart || i == 0 && line > first ? " " : "").append(word);
        }
      }
      line++;
    } while (line < syntax.lineCount() && line < first + FARTHEST && !syntax.startState(line).isStatement());
    return statement.toString();
  }

  private void modules(String list) {
    for (String part : list.split(",")) {
      String[] words = part.strip().split("\\s+");
      if (words.length == 3 && words[1].equals("as")) {
        meanings.put(words[2], words[0]);
      } else if (words.length == 1 && !words[0].isEmpty()) {
        String root = words[0].split("\\.", 2)[0];
        meanings.put(root, root);
      }
    }
  }

  private void members(String clause) {
    int at = clause.indexOf(" import");
    if (at < 0) {
      return;
    }
    String module = clause.substring(0, at).strip();
    for (String part : clause.substring(at + " import".length()).split(",")) {
      String[] words = part.strip().split("\\s+");
      if (words.length == 3 && words[1].equals("as")) {
        meanings.put(words[2], module + "." + words[0]);
      } else if (words.length == 1 && !words[0].isEmpty() && !words[0].equals("*")) {
        meanings.put(words[0], module + "." + words[0]);
      }
    }
  }

  /// What a dotted name stands for: `jnp.linalg` is `jax.numpy.linalg`. Nothing when its first part is not imported.
  public Optional<String> resolve(String dotted) {
    int dot = dotted.indexOf('.');
    String first = dot < 0 ? dotted : dotted.substring(0, dot);
    return Optional.ofNullable(meanings.get(first)).map(m -> dot < 0 ? m : m + dotted.substring(dot));
  }

  /// The imported names and what they stand for.
  public Map<String, String> meanings() {
    return Map.copyOf(meanings);
  }
}
