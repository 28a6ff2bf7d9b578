package gradwright.app.editor.python;

import java.util.Locale;

/// Kinds of words in Python source, as far as they look different or matter to the structure.
public enum TokenKind {
  KEYWORD,
  /// `None`, `True`, `False`, `...`
  CONSTANT,
  BUILTIN,
  /// `self` and `cls`
  SELF,
  /// The name that `def` or `class` gives.
  DEFINITION,
  DECORATOR,
  /// A name before a parenthesis.
  CALL,
  /// The name of a keyword argument.
  PARAMETER,
  NAME,
  /// A name after a dot.
  ATTRIBUTE,
  NUMBER,
  STRING,
  /// `\n` in a string.
  ESCAPE,
  /// The braces of a replacement field in an f-string.
  FIELD,
  COMMENT,
  OPERATOR,
  BRACKET,
  /// A string that is not closed.
  ERROR;

  private final String style = name().toLowerCase(Locale.ROOT);

  /// The style class.
  public String style() {
    return style;
  }

  public boolean isName() {
    return this == NAME || this == CALL || this == BUILTIN || this == SELF || this == DEFINITION || this == PARAMETER;
  }

  public boolean isText() {
    return this == STRING || this == ESCAPE || this == COMMENT || this == ERROR;
  }
}
