package gradwright.app.settings;

import gradwright.app.command.Command;
import gradwright.app.command.CommandCatalogue;
import gradwright.app.command.FuzzyMatch;
import gradwright.app.command.KeyBindingsModel;
import gradwright.app.command.KeyChord;
import gradwright.app.command.KeyPress;
import gradwright.app.layout.FilterField;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// All commands with their keys. Enter on a row waits for the new key; Delete takes the key away; keys that two commands have are
/// marked.
final class KeysPage {
  private final KeyBindingsModel keys;
  private final TableView<Command> table = new TableView<>();
  private final FilterField filter = new FilterField("Find a command");
  private final Label message = new Label();
  private final VBox view;
  private @Nullable Command waiting;

  KeysPage(CommandCatalogue commands, KeyBindingsModel keys) {
    this.keys = keys;
    FilteredList<Command> shown = new FilteredList<>(FXCollections.observableArrayList(commands.all()));
    filter.textProperty().subscribe(q -> shown.setPredicate(c -> FuzzyMatch.of(q, name(c)).isPresent()));
    table.setItems(shown);
    table.setId("keys-table");
    table.setAccessibleText("Commands and their keys");
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setPlaceholder(new Label("No command has these letters in this order."));
    column("Command", 300, KeysPage::name);
    column("Key", 150, c -> keys.key(c).map(KeyChord::display).orElse(""));
    TableColumn<Command, String> conflicts = column("Also the key of", 230, this::conflicts);
    conflicts.setCellFactory(_ -> new ConflictCell());
    table.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    table.setOnMouseClicked(e -> {
      if (e.getClickCount() == 2) {
        listen();
      }
    });
    keys.versionProperty().subscribe(_ -> refresh());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox buttons =
        new HBox(
            8,
            button("Change Key (Enter)", this::listen),
            button("No Key (Delete)", () -> selected(keys::unbind)),
            button("Default Key", () -> selected(keys::reset)),
            space,
            button("All Defaults", keys::resetAll));
    message.setWrapText(true);
    message.setMinHeight(20);
    VBox.setVgrow(table, Priority.ALWAYS);
    view = new VBox(10, filter, table, buttons, message);
    view.getStyleClass().add("settings-page");
    refresh();
  }

  Region view() {
    return view;
  }

  private static String name(Command command) {
    return command.category() + ": " + command.text();
  }

  private TableColumn<Command, String> column(String title, int width, Function<Command, String> text) {
    TableColumn<Command, String> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setSortable(false);
    column.setCellValueFactory(f -> new ReadOnlyStringWrapper(text.apply(f.getValue())));
    table.getColumns().add(column);
    return column;
  }

  private static Button button(String text, Runnable action) {
    Button button = new Button(text);
    button.setOnAction(_ -> action.run());
    return button;
  }

  private void selected(Consumer<Command> action) {
    Command command = table.getSelectionModel().getSelectedItem();
    if (command != null) {
      action.accept(command);
    }
  }

  private String conflicts(Command command) {
    return keys.conflicts(command).stream().map(Command::text).collect(Collectors.joining(", "));
  }

  private void listen() {
    selected(c -> {
      waiting = c;
      message.setText("Press the new key for " + c.text() + "; Escape leaves it as it is.");
      table.requestFocus();
    });
  }

  private void key(KeyEvent event) {
    Command command = waiting;
    if (command == null) {
      switch (event.getCode()) {
        case ENTER -> listen();
        case DELETE, BACK_SPACE -> selected(keys::unbind);
        default -> {
          return;
        }
      }
      event.consume();
      return;
    }
    event.consume();
    if (event.getCode() == KeyCode.ESCAPE) {
      waiting = null;
      refresh();
      return;
    }
    KeyPress.chord(event)
        .ifPresent(chord -> {
          waiting = null;
          keys.bind(command, chord);
          List<Command> others = keys.conflicts(command);
          if (!others.isEmpty()) {
            message.setText(
                chord.display()
                    + " is also the key of "
                    + conflicts(command)
                    + ". What you chose yourself comes first.");
          }
        });
  }

  private void refresh() {
    table.refresh();
    int conflicts = keys.allConflicts().size();
    message.setText(
        conflicts == 0
            ? "No key is given twice."
            : conflicts == 1 ? "One key is given twice." : conflicts + " keys are given twice.");
  }

  private static final class ConflictCell extends TableCell<Command, String> {
    ConflictCell() {
      getStyleClass().add("conflict");
    }

    @Override
    protected void updateItem(@Nullable String text, boolean empty) {
      super.updateItem(text, empty);
      setText(empty ? null : text);
    }
  }
}
