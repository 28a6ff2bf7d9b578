package gradwright.app.jaxpr;

import java.util.Locale;

/// Characters of one colour.
public record CodeToken(Style style, String text) {

  /// How a token looks; the style sheet names them in lower case with `code-` in front.
  public enum Style {
    PLAIN,
    VARIABLE,
    TYPE,
    PRIMITIVE,
    PARAMETER,
    LITERAL,
    KEYWORD,
    PUNCTUATION,
    COMMENT,
    LABEL;

    String css() {
      return "code-" + name().toLowerCase(Locale.ROOT);
    }
  }
}
