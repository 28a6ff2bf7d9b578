package gradwright.app.console;

/// How a piece of console text looks.
///
/// @param foreground [#DEFAULT], 0..15 of the terminal's palette, or [#RGB] with 24 bits of colour
/// @param background the same
/// @param role who wrote it, which decides the default colour
public record TextStyle(int foreground, int background, boolean bold, boolean underlined, Role role) {
  public static final int DEFAULT = -1;
  public static final int RGB = 1 << 24;

  /// Who wrote a text.
  public enum Role {
    OUTPUT,
    ERROR,
    /// What the person typed.
    INPUT,
    /// What the app says about the run.
    NOTE
  }

  public static TextStyle of(Role role) {
    return new TextStyle(DEFAULT, DEFAULT, false, false, role);
  }

  TextStyle withForeground(int colour) {
    return new TextStyle(colour, background, bold, underlined, role);
  }

  TextStyle withBackground(int colour) {
    return new TextStyle(foreground, colour, bold, underlined, role);
  }

  TextStyle withBold(boolean on) {
    return new TextStyle(foreground, background, on, underlined, role);
  }

  TextStyle withUnderlined(boolean on) {
    return new TextStyle(foreground, background, bold, on, role);
  }
}
