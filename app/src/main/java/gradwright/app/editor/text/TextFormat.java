package gradwright.app.editor.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// How text is laid down in bytes.
///
/// @param mark whether the file begins with a byte order mark
public record TextFormat(Charset charset, boolean mark, LineEnd lineEnd) {
  /// What new files get.
  public static final TextFormat DEFAULT = new TextFormat(StandardCharsets.UTF_8, false, LineEnd.LF);

  /// As a status bar shows it, `UTF-8 BOM, CRLF`.
  public String title() {
    return charset.name() + (mark ? " BOM" : "") + ", " + lineEnd;
  }
}
