package gradwright.app.editor;

import gradwright.app.editor.document.DocumentModel;
import gradwright.app.editor.text.LineEdits;
import gradwright.app.editor.view.EditorView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// Makes the catalogue of what the editor can do.
final class EditorCommands {
  private final EditorArea area;
  private final EditorContext context;
  private final List<EditorCommand> commands = new ArrayList<>();
  private final Map<KeyCombination, EditorCommand> byKey = new HashMap<>();

  EditorCommands(EditorArea area, EditorContext context) {
    this.area = area;
    this.context = context;
  }

  /// Made when first asked for, since the area must exist.
  List<EditorCommand> all() {
    if (commands.isEmpty()) {
      files();
      editing();
      lines();
      searching();
      asking();
      viewing();
      commands.stream().filter(c -> !c.key().isEmpty()).forEach(c -> byKey.put(KeyCombination.valueOf(c.key()), c));
    }
    return List.copyOf(commands);
  }

  /// What the right mouse button offers in a text.
  ContextMenu menu() {
    ContextMenu menu = new ContextMenu();
    for (String id :
        List.of("cut", "copy", "paste", "", "comment", "", "documentation", "goToSymbol", "", "find", "replace")) {
      if (id.isEmpty()) {
        menu.getItems().add(new SeparatorMenuItem());
      }
      all().stream()
          .filter(c -> c.id().equals("editor." + id))
          .forEach(c -> {
            MenuItem item = new MenuItem(c.text());
            item.setOnAction(e -> c.run().run());
            item.disableProperty().bind(Bindings.not(c.enabled()));
            menu.getItems().add(item);
          });
    }
    return menu;
  }

  /// Runs the command that has the pressed key by default; returns whether there is one that can run.
  boolean dispatch(KeyEvent event) {
    all();
    for (Map.Entry<KeyCombination, EditorCommand> entry : byKey.entrySet()) {
      if (entry.getKey().match(event) && entry.getValue().enabled().get()) {
        entry.getValue().run().run();
        return true;
      }
    }
    return false;
  }

  private void files() {
    always("editor.new", "New File", "Shortcut+N", "fth-file-plus", area::openUntitled);
    always(
        "editor.open",
        "Open File…",
        "Shortcut+O",
        "fth-folder",
        () -> context.dialogs().askWhatToOpen().forEach(area::open));
    add("editor.save", "Save", "Shortcut+S", "fth-save", this::isSaveable, area::save);
    add("editor.saveAs", "Save As…", "Shortcut+Shift+S", "", v -> true, area::saveAs);
    always("editor.saveAll", "Save All", "Shortcut+Alt+S", "", area::saveAll);
    add("editor.reload", "Reload from Disk", "", "fth-refresh-cw", v -> v.document().file().isPresent(), area::reload);
    add("editor.close", "Close File", "Shortcut+W", "fth-x", v -> true, area::requestClose);
    always(
        "editor.closeAll", "Close All Files", "Shortcut+Shift+W", "", () -> area.views().forEach(area::requestClose));
    always("editor.nextTab", "Next File", "Ctrl+Page Down", "", () -> turn(1));
    always("editor.previousTab", "Previous File", "Ctrl+Page Up", "", () -> turn(-1));
  }

  private boolean isSaveable(EditorView view) {
    return view.document().isEditable() && (view.document().text().isDirty() || view.document().file().isEmpty());
  }

  private void turn(int by) {
    List<EditorView> views = area.views();
    area.current().ifPresent(v -> area.show(views.get(Math.floorMod(views.indexOf(v) + by, views.size()))));
  }

  private void editing() {
    add(
        "editor.undo",
        "Undo",
        "Shortcut+Z",
        "fth-corner-up-left",
        v -> v.document().text().undoableProperty().get(),
        v -> v.edits().undo());
    add(
        "editor.redo",
        "Redo",
        "Shortcut+Shift+Z",
        "fth-corner-up-right",
        v -> v.document().text().redoableProperty().get(),
        v -> v.edits().redo());
    add("editor.cut", "Cut", "Shortcut+X", "fth-scissors", this::isEditable, this::cut);
    add(
        "editor.copy",
        "Copy",
        "Shortcut+C",
        "fth-copy",
        v -> true,
        v -> context.clipboard().put(v.edits().selectedOrLine()));
    add(
        "editor.paste",
        "Paste",
        "Shortcut+V",
        "fth-clipboard",
        this::isEditable,
        v -> v.edits().insert(context.clipboard().text()));
    add("editor.selectAll", "Select All", "Shortcut+A", "", v -> true, v -> v.edits().selectAll());
  }

  private boolean isEditable(EditorView view) {
    return view.document().isEditable();
  }

  private void cut(EditorView view) {
    context.clipboard().put(view.edits().selectedOrLine());
    view.edits().delete();
  }

  private void lines() {
    line("editor.comment", "Toggle Comment", "Shortcut+Slash", v -> e -> e.toggleComment("#"));
    line("editor.indent", "Indent Lines", "Shortcut+Close Bracket", v -> e -> e.indent(v.edits().tabWidth()));
    line("editor.dedent", "Dedent Lines", "Shortcut+Open Bracket", v -> e -> e.dedent(v.edits().tabWidth()));
    line("editor.moveUp", "Move Lines Up", "Alt+Up", v -> LineEdits::moveUp);
    line("editor.moveDown", "Move Lines Down", "Alt+Down", v -> LineEdits::moveDown);
    line("editor.duplicate", "Duplicate Lines", "Shortcut+D", v -> LineEdits::duplicate);
    line("editor.deleteLines", "Delete Lines", "Shortcut+Shift+K", v -> LineEdits::delete);
    line("editor.joinLines", "Join Lines", "Shortcut+J", v -> LineEdits::join);
  }

  private void line(
      String id,
      String text,
      String key,
      Function<EditorView, Function<LineEdits, Optional<gradwright.app.editor.text.Change>>> edit) {
    add(id, text, key, "", this::isEditable, v -> v.edits().edit(edit.apply(v)));
  }

  private void searching() {
    add("editor.find", "Find…", "Shortcut+F", "fth-search", v -> true, v -> v.finder().open(false));
    add("editor.replace", "Replace…", "Shortcut+H", "", this::isEditable, v -> v.finder().open(true));
    add("editor.findNext", "Find Next", "F3", "", v -> true, v -> v.finder().next());
    add("editor.findPrevious", "Find Previous", "Shift+F3", "", v -> true, v -> v.finder().previous());
    add("editor.goToLine", "Go to Line…", "Shortcut+G", "", v -> true, this::goToLine);
    add(
        "editor.goToSymbol",
        "Go to Symbol…",
        "Shortcut+Shift+O",
        "fth-list",
        v -> v.syntax().isPython(),
        v -> v.jumps().toSymbol());
    add(
        "editor.goToBracket",
        "Go to Matching Bracket",
        "Shortcut+Shift+Back Slash",
        "",
        v -> true,
        v -> v.jumps().toPartner());
  }

  private void goToLine(EditorView view) {
    context
        .dialogs()
        .askForText("Go to Line", "Line, or line:column", String.valueOf(view.caretLine()))
        .ifPresent(answer -> {
          String[] parts = answer.strip().split(":", 2);
          if (parts[0].matches("\\d{1,9}")) {
            boolean column = parts.length == 2 && parts[1].matches("\\d{1,9}");
            view.goTo(Integer.parseInt(parts[0]), column ? Integer.parseInt(parts[1]) : 1);
            view.focus();
          }
        });
  }

  private void asking() {
    add("editor.complete", "Complete Name", "Ctrl+Space", "", this::isEditable, EditorView::complete);
    add(
        "editor.documentation",
        "Show Documentation",
        "Shift+F1",
        "fth-help-circle",
        v -> true,
        EditorView::showDocumentation);
    add("editor.parameters", "Show Parameters", "Shortcut+P", "", v -> true, EditorView::showParameters);
  }

  private void viewing() {
    add("editor.fold", "Fold", "Shortcut+Shift+Open Bracket", "", v -> true, v -> v.folding().fold());
    add("editor.unfold", "Unfold", "Shortcut+Shift+Close Bracket", "", v -> true, v -> v.folding().unfold());
    add("editor.foldAll", "Fold All Definitions", "", "", v -> true, v -> v.folding().foldDefinitions());
    add("editor.unfoldAll", "Unfold All", "", "", v -> true, v -> v.folding().unfoldAll());
    add("editor.zoomIn", "Larger Text", "Shortcut+Equals", "fth-zoom-in", v -> true, v -> v.zoom(1));
    add("editor.zoomOut", "Smaller Text", "Shortcut+Minus", "fth-zoom-out", v -> true, v -> v.zoom(-1));
    always(
        "editor.zoomReset", "Normal Text Size", "Shortcut+0", "", () -> context.settings().fontSizeProperty().set(13));
  }

  private void always(String id, String text, String key, String icon, Runnable run) {
    commands.add(new EditorCommand(id, text, key, icon, run, new ReadOnlyBooleanWrapper(true)));
  }

  private void add(
      String id,
      String text,
      String key,
      String icon,
      Function<EditorView, Boolean> enabled,
      Consumer<EditorView> run) {
    commands.add(new EditorCommand(id, text, key, icon, () -> area.current().ifPresent(run), enabled(enabled)));
  }

  /// Asks again whenever another editor is seen or its text changes.
  private ObservableBooleanValue enabled(Function<EditorView, Boolean> condition) {
    ReadOnlyBooleanWrapper enabled = new ReadOnlyBooleanWrapper();
    Runnable ask = () -> enabled.set(area.current().map(condition).orElse(false));
    ChangeListener<Object> change = (o, was, is) -> ask.run();
    ChangeListener<Optional<EditorView>> other =
        (o, was, is) -> {
          was.ifPresent(v -> follow(v.document(), change, false));
          is.ifPresent(v -> follow(v.document(), change, true));
          ask.run();
        };
    area.currentProperty().addListener(other);
    area.current().ifPresent(v -> follow(v.document(), change, true));
    ask.run();
    return enabled.getReadOnlyProperty();
  }

  private static void follow(DocumentModel document, ChangeListener<Object> change, boolean on) {
    for (javafx.beans.value.ObservableValue<?> value :
        List.of(
            document.text().dirtyProperty(),
            document.text().undoableProperty(),
            document.text().redoableProperty(),
            document.fileProperty())) {
      if (on) {
        value.addListener(change);
      } else {
        value.removeListener(change);
      }
    }
  }
}
