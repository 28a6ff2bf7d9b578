package gradwright.app.editor;

import gradwright.app.editor.view.EditorView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;

/// The tabs of the editors and which of them is in front.
final class EditorTabs {
  private final TabPane pane = new TabPane();
  private final List<EditorTab> open = new ArrayList<>();
  private final ReadOnlyObjectWrapper<Optional<EditorView>> current =
      new ReadOnlyObjectWrapper<>(this, "current", Optional.empty());

  /// `keys` answers key presses before the text does; it returns whether it did.
  EditorTabs(Predicate<KeyEvent> keys) {
    pane.setTabClosingPolicy(TabPane.TabClosingPolicy.ALL_TABS);
    pane.setTabDragPolicy(TabPane.TabDragPolicy.REORDER);
    pane.getStyleClass().add("editor-area");
    pane.setAccessibleText("Open files");
    pane.getSelectionModel()
        .selectedItemProperty()
        .addListener(
            (o, was, is) -> current.set(open.stream().filter(t -> t.tab() == is).findFirst().map(EditorTab::view)));
    pane.addEventFilter(
        KeyEvent.KEY_PRESSED,
        e -> {
          if (keys.test(e)) {
            e.consume();
          }
        });
  }

  Region node() {
    return pane;
  }

  /// The editor in front; nothing when none is open.
  ReadOnlyObjectProperty<Optional<EditorView>> currentProperty() {
    return current.getReadOnlyProperty();
  }

  /// All editors, in the order of their tabs.
  List<EditorView> views() {
    return pane.getTabs().stream()
        .flatMap(tab -> open.stream().filter(t -> t.tab() == tab))
        .map(EditorTab::view)
        .toList();
  }

  Optional<EditorView> viewOf(Path file) {
    Path wanted = file.toAbsolutePath().normalize();
    return open.stream()
        .map(EditorTab::view)
        .filter(v -> v.document().file().filter(wanted::equals).isPresent())
        .findFirst();
  }

  /// Adds a tab at a place among the others; it does not come to the front unless it is the only one.
  void add(EditorTab tab, int place) {
    open.add(tab);
    pane.getTabs().add(Math.min(place, pane.getTabs().size()), tab.tab());
  }

  /// Removes tabs at once, so that none of them comes to the front for a moment.
  void remove(List<EditorView> views) {
    List<EditorTab> closing = open.stream().filter(t -> views.contains(t.view())).toList();
    open.removeAll(closing);
    pane.getTabs().removeAll(closing.stream().map(EditorTab::tab).toList());
  }

  void select(EditorView view) {
    open.stream().filter(t -> t.view() == view).findFirst().ifPresent(t -> pane.getSelectionModel().select(t.tab()));
  }
}
