package gradwright.app.workbench;

import gradwright.app.settings.JsonFile;
import gradwright.app.workbench.LayoutNode.Documents;
import gradwright.app.workbench.LayoutNode.Split;
import gradwright.app.workbench.LayoutNode.Tabs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps the arrangement of the window. A file that is broken, of another version or that does not fit is left aside and the default
/// is used.
public final class LayoutFile {
  private static final int VERSION = 1;

  private final JsonFile<Saved> file;
  private final Set<String> panels;

  /// The window as it is kept.
  ///
  /// @param x of the window in pixels, not a number where the system chooses
  public record Arrangement(LayoutNode layout, double x, double y, double width, double height, boolean maximised) {}

  /// As JSON holds it.
  record Saved(int version, @Nullable Node layout, double x, double y, double width, double height, boolean maximised) {
    static final Saved NONE = new Saved(VERSION, null, -1, -1, 0, 0, false);
  }

  /// One node; which components there are says which kind it is.
  record Node(
      @Nullable String kind,
      @Nullable List<Node> children,
      @Nullable List<Double> sizes,
      @Nullable List<String> panels,
      @Nullable String selected) {}

  /// @param panels those that exist
  public LayoutFile(Path path, Set<String> panels) {
    this.file = new JsonFile<>(path, Saved.class, Saved.NONE);
    this.panels = Set.copyOf(panels);
  }

  public Optional<Arrangement> load() {
    Saved saved = file.load().value();
    if (saved.version() != VERSION || saved.layout() == null) {
      return Optional.empty();
    }
    try {
      LayoutNode layout = LayoutNode.checked(read(saved.layout()), panels);
      return Optional.of(
          new Arrangement(layout, saved.x(), saved.y(), saved.width(), saved.height(), saved.maximised()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public void save(Arrangement a) throws IOException {
    file.save(new Saved(VERSION, write(a.layout()), a.x(), a.y(), a.width(), a.height(), a.maximised()));
  }

  private static LayoutNode read(Node node) {
    return switch (node.kind() == null ? "" : node.kind()) {
      case "documents" -> new Documents();
      case "tabs" -> new Tabs(present(node.panels()), node.selected() == null ? "" : node.selected());
      case "columns", "rows" ->
          new Split(
              "columns".equals(node.kind()),
              present(node.children()).stream().map(LayoutFile::read).toList(),
              present(node.sizes()));
      default -> throw new IllegalArgumentException("no kind of layout: " + node.kind());
    };
  }

  private static <T> List<T> present(@Nullable List<T> list) {
    if (list == null || list.contains(null)) {
      throw new IllegalArgumentException("a list is missing or has gaps");
    }
    return list;
  }

  private static Node write(LayoutNode node) {
    return switch (node) {
      case Documents _ -> new Node("documents", null, null, null, null);
      case Tabs t -> new Node("tabs", null, null, t.panels(), t.selected());
      case Split s ->
          new Node(
              s.sideBySide() ? "columns" : "rows",
              s.children().stream().map(LayoutFile::write).toList(),
              s.sizes(),
              null,
              null);
    };
  }
}
