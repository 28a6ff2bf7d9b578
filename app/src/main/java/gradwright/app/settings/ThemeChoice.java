package gradwright.app.settings;

/// Which colours a person wants.
public enum ThemeChoice {
  SYSTEM("Follow the system"),
  LIGHT("Light"),
  DARK("Dark");

  private final String text;

  ThemeChoice(String text) {
    this.text = text;
  }

  /// As shown in the settings.
  public String text() {
    return text;
  }
}
