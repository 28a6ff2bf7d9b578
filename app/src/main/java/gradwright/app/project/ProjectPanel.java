package gradwright.app.project;

import gradwright.app.project.ProjectFiles.FileEntry;
import gradwright.app.project.ProjectModel.Presence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// The files of the open folder. Enter or a double click opens one.
public final class ProjectPanel {
  private final ProjectModel project;
  private final TreeView<FileEntry> tree = new TreeView<>();
  private final StackPane view = new StackPane();
  private final Label message = new Label();
  private final Button openFolder = new Button("Open Folder…");
  private final VBox empty = new VBox(12, message, openFolder);

  /// @param openFile opens a file for editing
  /// @param chooseFolder asks for a folder and opens it
  public ProjectPanel(ProjectModel project, Consumer<Path> openFile, Runnable chooseFolder) {
    this.project = project;
    tree.setAccessibleText("Project files");
    tree.setShowRoot(true);
    tree.setCellFactory(_ -> new Cell());
    tree.setOnMouseClicked(e -> {
      if (e.getButton() == MouseButton.PRIMARY && e.getClickCount() == 2) {
        selectedFile().ifPresent(openFile);
      }
    });
    tree.setOnKeyPressed(e -> {
      if (e.getCode() == KeyCode.ENTER) {
        selectedFile().ifPresent(openFile);
      }
    });
    message.setWrapText(true);
    message.getStyleClass().add("empty-state");
    empty.getStyleClass().add("empty-box");
    openFolder.setOnAction(_ -> chooseFolder.run());
    BorderPane content = new BorderPane(tree);
    view.getChildren().addAll(content, empty);
    view.getStyleClass().add("project-panel");
    project.treeProperty().subscribe(this::show);
    project.presenceProperty().subscribe(this::explain);
  }

  public Region view() {
    return view;
  }

  /// The file that is selected in the tree.
  public Optional<Path> selectedFile() {
    return Optional.ofNullable(tree.getSelectionModel().getSelectedItem())
        .map(TreeItem::getValue)
        .filter(e -> !e.folder())
        .map(FileEntry::path);
  }

  public void focus() {
    tree.requestFocus();
    if (tree.getSelectionModel().isEmpty()) {
      tree.getSelectionModel().select(0);
    }
  }

  private void explain(Presence presence) {
    message.setText(
        switch (presence) {
          case NONE -> "No folder is open. Open one to see its files here.";
          case READING -> "Reading the folder …";
          case GONE ->
              "The folder "
                  + project.rootProperty().get()
                  + " is gone. Put it back and it appears again, or open another.";
          case PRESENT -> "";
        });
    empty.setVisible(presence != Presence.PRESENT);
    openFolder.setVisible(presence != Presence.READING);
    tree.setVisible(presence == Presence.PRESENT);
  }

  private void show(@Nullable FileEntry root) {
    if (root == null) {
      tree.setRoot(null);
      return;
    }
    TreeItem<FileEntry> item = tree.getRoot();
    if (item == null || !item.getValue().path().equals(root.path())) {
      item = new TreeItem<>(root);
      tree.setRoot(item);
      item.setExpanded(true);
    }
    merge(item, root);
  }

  /// Changes only what is different, so that what is expanded and selected stays.
  private static void merge(TreeItem<FileEntry> item, FileEntry entry) {
    if (item.getValue().equals(entry) && item.getChildren().size() == entry.children().size()) {
      return;
    }
    item.setValue(entry);
    Map<Path, TreeItem<FileEntry>> had = new HashMap<>();
    item.getChildren().forEach(c -> had.put(c.getValue().path(), c));
    List<TreeItem<FileEntry>> children = new ArrayList<>();
    for (FileEntry child : entry.children()) {
      TreeItem<FileEntry> existing = had.get(child.path());
      TreeItem<FileEntry> next =
          existing != null && existing.getValue().folder() == child.folder() ? existing : new TreeItem<>(child);
      merge(next, child);
      children.add(next);
    }
    if (!children.equals(item.getChildren())) {
      item.getChildren().setAll(children);
    }
  }

  private static final class Cell extends TreeCell<FileEntry> {
    private final FontIcon icon = new FontIcon();

    @Override
    protected void updateItem(@Nullable FileEntry entry, boolean empty) {
      super.updateItem(entry, empty);
      if (empty || entry == null) {
        setText(null);
        setGraphic(null);
        return;
      }
      setText(entry.name() + (entry.complete() ? "" : "  (not all shown)"));
      icon.setIconLiteral(icon(entry));
      setGraphic(icon);
    }

    private static String icon(FileEntry entry) {
      if (entry.folder()) {
        return "fth-folder";
      }
      String name = entry.name();
      return name.endsWith(".py")
          ? "fth-file-text"
          : name.endsWith(".csv") || name.endsWith(".gz") ? "fth-database" : "fth-file";
    }
  }
}
