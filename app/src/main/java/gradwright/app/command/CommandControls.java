package gradwright.app.command;

import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// Makes menu items and buttons of commands; they follow the command's state and key.
public final class CommandControls {
  private final KeyBindingsModel keys;

  public CommandControls(KeyBindingsModel keys) {
    this.keys = keys;
  }

  public MenuItem item(Command command) {
    MenuItem item = new MenuItem(command.text());
    // A letter with an underscore would become a mnemonic.
    item.setMnemonicParsing(false);
    item.setId("menu-" + command.id().replace('.', '-'));
    if (!command.icon().isEmpty()) {
      item.setGraphic(new FontIcon(command.icon()));
    }
    item.setOnAction(_ -> command.run());
    command.unavailable().subscribe(why -> item.setDisable(!why.isEmpty()));
    keys.versionProperty().subscribe(_ -> item.setAccelerator(combination(command)));
    return item;
  }

  private @Nullable KeyCombination combination(Command command) {
    return keys.key(command).flatMap(KeyPress::combination).orElse(null);
  }

  public Menu menu(String title, Command... commands) {
    Menu menu = new Menu(title);
    for (Command c : commands) {
      menu.getItems().add(item(c));
    }
    return menu;
  }

  /// A button in a pane of its own, since a disabled button shows no tooltip and this one says why it is disabled.
  public StackPane button(Command command, boolean withText) {
    Button button = new Button(withText ? command.text() : null, new FontIcon(command.icon()));
    button.setId("button-" + command.id().replace('.', '-'));
    button.setMnemonicParsing(false);
    button.setContentDisplay(withText ? ContentDisplay.LEFT : ContentDisplay.GRAPHIC_ONLY);
    button.setAccessibleText(command.text());
    button.setOnAction(_ -> command.run());
    StackPane pane = new StackPane(button);
    Tooltip tooltip = new Tooltip();
    Tooltip.install(pane, tooltip);
    command
        .unavailable()
        .subscribe(why -> {
          button.setDisable(!why.isEmpty());
          describe(command, button, tooltip);
        });
    keys.versionProperty().subscribe(_ -> describe(command, button, tooltip));
    return pane;
  }

  private void describe(Command command, Button button, Tooltip tooltip) {
    String why = command.unavailable().get();
    String key = keys.key(command).map(k -> " (" + k.display() + ")").orElse("");
    String text = command.text() + key + (why.isEmpty() ? "" : "\n" + why);
    tooltip.setText(text);
    button.setAccessibleHelp(why);
  }
}
