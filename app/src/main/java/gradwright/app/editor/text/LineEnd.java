package gradwright.app.editor.text;

/// How a file ends its lines.
public enum LineEnd {
  LF("\n"),
  CRLF("\r\n"),
  CR("\r");

  private final String characters;

  LineEnd(String characters) {
    this.characters = characters;
  }

  public String characters() {
    return characters;
  }
}
