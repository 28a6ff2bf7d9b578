package gradwright.app.workbench;

import gradwright.app.settings.Settings.RunOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.stage.Window;

/// Small questions of the window.
final class Dialogs {
  private Dialogs() {}

  /// Makes a dialog look like the window.
  static void dress(Dialog<?> dialog, Scene scene) {
    Window owner = scene.getWindow();
    if (owner != null && owner.isShowing()) {
      dialog.initOwner(owner);
    }
    dialog.getDialogPane().getStylesheets().setAll(scene.getStylesheets());
    dialog.setHeaderText(null);
    dialog.setGraphic(null);
  }

  /// Arguments and environment of a script; empty when the person thinks better of it.
  static Optional<RunOptions> askForOptions(Scene scene, String script, RunOptions now) {
    Dialog<RunOptions> dialog = new Dialog<>();
    dress(dialog, scene);
    dialog.setTitle("Arguments and environment of " + script);
    TextField arguments = new TextField(now.arguments());
    arguments.setId("run-arguments");
    arguments.setAccessibleText("Arguments");
    arguments.setPromptText("as in a shell: 40 --name \"two words\"");
    TextArea environment =
        new TextArea(
            now.environment().entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .sorted()
                .collect(Collectors.joining("\n")));
    environment.setPrefRowCount(4);
    environment.setAccessibleText("Environment variables");
    environment.addEventFilter(KeyEvent.KEY_PRESSED, Dialogs::passTab);
    environment.setPromptText("NAME=value, one a line");
    TextField folder = new TextField(now.folder());
    folder.setAccessibleText("Working folder");
    folder.setPromptText("the script's own folder");
    GridPane grid = new GridPane();
    grid.getStyleClass().add("settings-page");
    grid.addRow(0, name("Arguments"), arguments);
    grid.addRow(1, name("Environment"), environment);
    grid.addRow(2, name("Working folder"), folder);
    arguments.setPrefColumnCount(36);
    dialog.getDialogPane().setContent(grid);
    dialog.getDialogPane().getButtonTypes().addAll(ButtonType.OK, ButtonType.CANCEL);
    dialog.setOnShown(_ -> arguments.requestFocus());
    dialog.setResultConverter(b ->
        b == ButtonType.OK
            ? new RunOptions(arguments.getText().strip(), variables(environment.getText()), folder.getText().strip())
            : null);
    return dialog.showAndWait();
  }

  private static Label name(String text) {
    Label label = new Label(text);
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  /// In a dialog, Tab goes on instead of being entered.
  private static void passTab(KeyEvent e) {
    if (e.getCode() == KeyCode.TAB && !e.isShortcutDown() && e.getSource() instanceof Node node) {
      node.requestFocusTraversal(e.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
      e.consume();
    }
  }

  private static Map<String, String> variables(String text) {
    Map<String, String> result = new LinkedHashMap<>();
    text.lines()
        .map(String::strip)
        .filter(l -> l.indexOf('=') > 0)
        .forEach(l -> result.put(l.substring(0, l.indexOf('=')).strip(), l.substring(l.indexOf('=') + 1)));
    return result;
  }

  static void inform(Scene scene, String title, String text) {
    Alert alert = new Alert(Alert.AlertType.INFORMATION);
    dress(alert, scene);
    alert.setTitle(title);
    alert.setContentText(text);
    alert.showAndWait();
  }
}
