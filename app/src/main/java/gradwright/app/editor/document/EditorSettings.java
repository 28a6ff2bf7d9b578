package gradwright.app.editor.document;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// How people want their editors. Whoever keeps settings binds these.
public final class EditorSettings {
  private final StringProperty fontFamily = new SimpleStringProperty(this, "fontFamily", "");
  private final IntegerProperty fontSize = new SimpleIntegerProperty(this, "fontSize", 13);
  private final IntegerProperty tabWidth = new SimpleIntegerProperty(this, "tabWidth", 4);
  private final BooleanProperty wrapLines = new SimpleBooleanProperty(this, "wrapLines", false);
  private final BooleanProperty autosave = new SimpleBooleanProperty(this, "autosave", false);
  private final BooleanProperty inlays = new SimpleBooleanProperty(this, "inlays", true);
  private final BooleanProperty checkWhileTyping = new SimpleBooleanProperty(this, "checkWhileTyping", true);
  private final BooleanProperty completeWhileTyping = new SimpleBooleanProperty(this, "completeWhileTyping", true);
  private final BooleanProperty closeBrackets = new SimpleBooleanProperty(this, "closeBrackets", true);

  /// A monospaced family; empty takes the first that this machine has of those that suit code.
  public StringProperty fontFamilyProperty() {
    return fontFamily;
  }

  /// In pixels at 100 %.
  public IntegerProperty fontSizeProperty() {
    return fontSize;
  }

  /// How many spaces a step of indentation has.
  public IntegerProperty tabWidthProperty() {
    return tabWidth;
  }

  public BooleanProperty wrapLinesProperty() {
    return wrapLines;
  }

  /// Saves documents that have a file a second after typing stops.
  public BooleanProperty autosaveProperty() {
    return autosave;
  }

  /// Shows types of the last run's values beside their lines.
  public BooleanProperty inlaysProperty() {
    return inlays;
  }

  public BooleanProperty checkWhileTypingProperty() {
    return checkWhileTyping;
  }

  /// Offers completions after a dot without being asked.
  public BooleanProperty completeWhileTypingProperty() {
    return completeWhileTyping;
  }

  /// Types the closing bracket or quote with the opening one.
  public BooleanProperty closeBracketsProperty() {
    return closeBrackets;
  }
}
