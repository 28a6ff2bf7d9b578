package gradwright.app.settings;

import gradwright.app.command.CommandCatalogue;
import gradwright.app.command.KeyBindingsModel;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// The settings; each change is in force at once.
public final class SettingsDialog {
  private static final String SYSTEM_FONT = "(monospaced font of the system)";

  private final SettingsModel settings;
  private final Dialog<Void> dialog = new Dialog<>();
  private final TabPane pages = new TabPane();

  /// @param scene whose looks the dialog takes
  public SettingsDialog(SettingsModel settings, CommandCatalogue commands, KeyBindingsModel keys, Scene scene) {
    this.settings = settings;
    dialog.setTitle("Settings");
    if (scene.getWindow() != null) {
      dialog.initOwner(scene.getWindow());
    }
    Tab general = new Tab("General", general());
    general.setId("general");
    Tab keyPage = new Tab("Keys", new KeysPage(commands, keys).view());
    keyPage.setId("keys");
    pages.getTabs().addAll(general, keyPage);
    pages.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    pages.setAccessibleText("Pages of the settings");
    pages.setPrefSize(760, 540);
    dialog.getDialogPane().getStylesheets().setAll(scene.getStylesheets());
    dialog.getDialogPane().getStyleClass().add("settings-dialog");
    dialog.getDialogPane().setContent(pages);
    dialog.getDialogPane().getButtonTypes().add(ButtonType.CLOSE);
    dialog.setResizable(true);
  }

  /// Shows a page, `general` or `keys`, without waiting until it is closed.
  public void show(String page) {
    pages.getTabs().stream().filter(t -> page.equals(t.getId())).forEach(pages.getSelectionModel()::select);
    dialog.show();
  }

  private GridPane general() {
    Settings now = settings.get();
    GridPane grid = new GridPane();
    grid.getStyleClass().add("settings-page");

    ChoiceBox<ThemeChoice> theme = new ChoiceBox<>();
    theme.setId("setting-theme");
    theme.getItems().setAll(ThemeChoice.values());
    theme.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable ThemeChoice choice) {
            return choice == null ? "" : choice.text();
          }

          @Override
          public ThemeChoice fromString(String text) {
            return List.of(ThemeChoice.values()).stream()
                .filter(c -> c.text().equals(text))
                .findFirst()
                .orElse(ThemeChoice.SYSTEM);
          }
        });
    theme.setValue(now.theme());
    theme.setOnAction(_ -> settings.change(s -> s.withTheme(theme.getValue())));
    row(grid, 0, "Theme", theme, "");

    ComboBox<String> font = new ComboBox<>();
    font.getItems().add(SYSTEM_FONT);
    font.getItems().addAll(Font.getFamilies());
    font.setValue(now.font().isEmpty() ? SYSTEM_FONT : now.font());
    font.setOnAction(_ ->
        settings.change(s -> s.withFont(font.getValue().equals(SYSTEM_FONT) ? "" : font.getValue(), s.fontSize())));
    row(grid, 1, "Font of code", font, "");

    Spinner<Integer> size = new Spinner<>(8, 40, now.fontSize());
    size.setEditable(true);
    size.valueProperty().subscribe(v -> settings.change(s -> s.withFont(s.font(), v)));
    row(grid, 2, "Size of code", size, "pixels");

    Spinner<Integer> memory = new Spinner<>(0, 1 << 20, now.engineMemory(), 256);
    memory.setEditable(true);
    memory.valueProperty().subscribe(v -> settings.change(s -> s.withEngineMemory(v)));
    row(
        grid,
        3,
        "Memory of the engine",
        memory,
        "MiB of heap at most; 0 leaves it to Java. Holds from the next restart of the engine.");

    CheckBox autosave = new CheckBox("Save files by themselves, and before a run");
    autosave.setSelected(now.autosave());
    autosave.setOnAction(_ -> settings.change(s -> s.withAutosave(autosave.isSelected())));
    autosave.setAccessibleText("Save files by themselves, and before a run");
    grid.add(autosave, 1, 4);

    TextField samples = new TextField(now.sampleFolder());
    samples.setPromptText("Gradwright/sample-projects in the home folder");
    samples.setPrefColumnCount(30);
    samples.textProperty().subscribe(t -> settings.change(s -> s.withSampleFolder(t.strip())));
    row(grid, 5, "Folder for samples", samples, "");
    return grid;
  }

  private static void row(GridPane grid, int row, String name, javafx.scene.control.Control control, String note) {
    Label label = new Label(name);
    label.setLabelFor(control);
    label.setMinWidth(Region.USE_PREF_SIZE);
    control.setAccessibleText(name);
    VBox box = new VBox(3, control);
    if (!note.isEmpty()) {
      Label hint = new Label(note);
      hint.getStyleClass().add("text-muted");
      hint.setWrapText(true);
      box.getChildren().add(hint);
    }
    grid.addRow(row, label, box);
    GridPane.setValignment(label, javafx.geometry.VPos.TOP);
    label.setPadding(new javafx.geometry.Insets(6, 0, 0, 0));
  }
}
