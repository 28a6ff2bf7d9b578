package gradwright.app.workbench;

import gradwright.app.workbench.LayoutNode.Documents;
import gradwright.app.workbench.LayoutNode.Split;
import gradwright.app.workbench.LayoutNode.Tabs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Orientation;
import javafx.geometry.Side;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import software.coley.bentofx.Bento;
import software.coley.bentofx.building.ControlsBuilding;
import software.coley.bentofx.building.HeaderFactory;
import software.coley.bentofx.control.Header;
import software.coley.bentofx.dockable.Dockable;
import software.coley.bentofx.dockable.DockableClickBehavior;
import software.coley.bentofx.layout.DockContainer;
import software.coley.bentofx.layout.container.DockContainerBranch;
import software.coley.bentofx.layout.container.DockContainerLeaf;
import software.coley.bentofx.layout.container.DockContainerRootBranch;

/// Shows a layout with panels that can be dragged, closed and opened again, and reads back what a person made of it.
public final class DockArea {
  private final Map<String, Panel> panels = new LinkedHashMap<>();
  private final Map<String, Region> views = new LinkedHashMap<>();
  private final Region documents;
  private final StackPane view = new StackPane();
  private final List<Runnable> onChange = new ArrayList<>();
  private Bento bento = docks();
  private @Nullable DockContainerRootBranch root;

  /// @param documents where files are edited
  public DockArea(List<Panel> panels, Region documents) {
    panels.forEach(p -> this.panels.put(p.id(), p));
    this.documents = documents;
    view.getStyleClass().add("dock-area");
    view.addEventFilter(MouseEvent.MOUSE_RELEASED, _ -> changed());
  }

  public Region view() {
    return view;
  }

  /// Runs when a person may have arranged something anew: after each panel that comes, goes or is moved, and whenever a mouse button
  /// is let go, as at the end of a divider's way.
  void onChange(Runnable changed) {
    onChange.add(changed);
  }

  private void changed() {
    onChange.forEach(Runnable::run);
  }

  /// Arranges the panels anew.
  public void show(LayoutNode layout) {
    bento = docks();
    nameHeaders(bento.controlsBuilding());
    bento.events().addDockableSelectListener((_, dockable) -> fill(dockable));
    bento.events().addDockableOpenListener((_, dockable) -> fillIfSelected(dockable));
    bento.events().addEventListener(_ -> changed());
    DockContainerRootBranch next = bento.dockBuilding().root("root");
    next.setPruneWhenEmpty(false);
    DockContainer content = build(layout);
    if (content instanceof DockContainerBranch branch) {
      next.setOrientation(branch.getOrientation());
    }
    next.addContainer(content);
    bento.registerRoot(next);
    root = next;
    view.getChildren().setAll(next);
    // Dividers can be placed only once the panes have their sizes.
    view.applyCss();
    view.layout();
    DockLayout.place(layout, content);
    changed();
  }

  private static Bento docks() {
    return new Bento() {
      @Override
      protected DockableClickBehavior newClickBehavior() {
        return new TabClicks();
      }
    };
  }

  /// A screen reader says which panel a header stands for.
  private static void nameHeaders(ControlsBuilding controls) {
    HeaderFactory usual = controls.getHeaderFactory();
    controls.setHeaderFactory((dockable, pane) -> {
      Header header = usual.newHeader(dockable, pane);
      header.setAccessibleRole(AccessibleRole.TAB_ITEM);
      header.setAccessibleText(dockable.getTitle());
      return header;
    });
  }

  private DockContainer build(LayoutNode node) {
    return switch (node) {
      case Documents _ -> documentsLeaf();
      case Tabs tabs -> leaf(tabs);
      case Split split -> {
        DockContainerBranch branch = bento.dockBuilding().branch();
        branch.setOrientation(split.sideBySide() ? Orientation.HORIZONTAL : Orientation.VERTICAL);
        split.children().forEach(c -> branch.addContainer(build(c)));
        yield branch;
      }
    };
  }

  private DockContainerLeaf documentsLeaf() {
    DockContainerLeaf leaf = bento.dockBuilding().leaf(DockLayout.DOCUMENTS);
    // Files have tabs of their own.
    leaf.setSide(null);
    leaf.setPruneWhenEmpty(false);
    leaf.setCanSplit(true);
    Dockable dockable = bento.dockBuilding().dockable(DockLayout.DOCUMENTS);
    dockable.setTitle("Editor");
    dockable.setNode(documents);
    dockable.setClosable(false);
    dockable.setCanBeDragged(false);
    dockable.setCanBeDroppedToNewWindow(false);
    dockable.setDragGroupMask(1 << 1);
    leaf.addDockable(dockable);
    return leaf;
  }

  private DockContainerLeaf leaf(Tabs tabs) {
    DockContainerLeaf leaf = bento.dockBuilding().leaf();
    leaf.setSide(Side.TOP);
    SplitPane.setResizableWithParent(leaf, false);
    for (String id : tabs.panels()) {
      leaf.addDockable(dockable(panel(id)));
    }
    leaf.getDockables().stream().filter(d -> d.getIdentifier().equals(tabs.selected())).forEach(leaf::selectDockable);
    Dockable front = leaf.getSelectedDockable();
    if (front != null) {
      fill(front);
    }
    return leaf;
  }

  private Panel panel(String id) {
    Panel panel = panels.get(id);
    if (panel == null) {
      throw new IllegalArgumentException("no panel is called " + id);
    }
    return panel;
  }

  private Dockable dockable(Panel panel) {
    Dockable dockable = bento.dockBuilding().dockable(panel.id());
    dockable.setTitle(panel.title());
    dockable.setIconFactory(_ -> new FontIcon(panel.icon()));
    dockable.setNode(new StackPane());
    return dockable;
  }

  private void fillIfSelected(Dockable dockable) {
    DockContainerLeaf leaf = dockable.getContainer();
    if (leaf != null && leaf.getSelectedDockable() == dockable) {
      fill(dockable);
    }
  }

  /// Puts the panel's view into its dockable, when it comes to the front for the first time.
  private void fill(Dockable dockable) {
    Panel panel = panels.get(dockable.getIdentifier());
    if (panel != null && dockable.getNode() instanceof StackPane holder) {
      Region content = views.computeIfAbsent(panel.id(), _ -> panel.view().get());
      if (holder.getChildren().isEmpty()) {
        holder.getChildren().add(content);
      }
    }
  }

  /// What a person made of the layout. Panels in windows of their own stand with those that they stand with in `home`.
  public LayoutNode layout(LayoutNode home) {
    if (root == null) {
      throw new IllegalStateException("no layout is shown");
    }
    LayoutNode layout = DockLayout.read(root).orElseThrow();
    for (String id : panels.keySet()) {
      if (isOpen(id) && !LayoutNode.panels(layout).contains(id)) {
        layout = LayoutNode.with(layout, id, companions(home, id));
      }
    }
    return layout;
  }

  private Optional<Dockable> find(String id) {
    return bento.getRootContainers().stream()
        .flatMap(r -> r.getDockables().stream())
        .filter(d -> d.getIdentifier().equals(id))
        .findFirst();
  }

  public boolean isOpen(String id) {
    return find(id).isPresent();
  }

  /// Brings a panel to the front; a closed one is opened beside those that it stands with in `home`.
  public void reveal(String id, LayoutNode home) {
    Optional<Dockable> open = find(id);
    if (open.isPresent()) {
      Dockable dockable = open.get();
      dockable.inContainer((DockContainerLeaf leaf) -> leaf.selectDockable(dockable));
      fill(dockable);
      return;
    }
    Optional<DockContainerLeaf> leaf =
        companions(home, id).stream()
            .flatMap(c -> find(c).stream())
            .flatMap(d -> Optional.ofNullable(d.getContainer()).stream())
            .findFirst();
    if (leaf.isPresent()) {
      Dockable dockable = dockable(panel(id));
      leaf.get().addDockable(dockable);
      leaf.get().selectDockable(dockable);
      fill(dockable);
    } else {
      // None of its companions is open: the default arrangement of this panel with what is open now.
      List<String> wanted = new ArrayList<>(LayoutNode.panels(layout(home)));
      wanted.add(id);
      show(LayoutNode.checked(home, Set.copyOf(wanted)));
      reveal(id, home);
    }
  }

  private static List<String> companions(LayoutNode node, String id) {
    return switch (node) {
      case Documents _ -> List.of();
      case Tabs t -> t.panels().contains(id) ? t.panels() : List.of();
      case Split s -> s.children().stream().flatMap(c -> companions(c, id).stream()).toList();
    };
  }

  public void close(String id) {
    find(id).ifPresent(d -> d.inContainer((DockContainerLeaf leaf) -> leaf.closeDockable(d)));
  }

  /// Closes the panel that has the keyboard; returns whether there was one.
  public boolean closeFocused() {
    Node owner = view.getScene() == null ? null : view.getScene().getFocusOwner();
    Optional<String> focused =
        views.entrySet().stream()
            .filter(e -> PaneFocus.isWithin(owner, e.getValue()))
            .map(Map.Entry::getKey)
            .findFirst();
    focused.ifPresent(this::close);
    return focused.isPresent();
  }

  /// Moves the keyboard to the pane after the one that has it.
  public void focusNext(boolean forward) {
    List<Node> panes = new ArrayList<>();
    if (root != null) {
      root.getDockables().stream()
          .filter(d -> d.getContainer() != null && d.getContainer().getSelectedDockable() == d)
          .forEach(d -> panes.add(d.getNode()));
    }
    new PaneFocus(panes).move(forward);
  }

  /// The view of a panel that was shown.
  public Optional<Node> shown(String id) {
    return Optional.ofNullable(views.get(id));
  }
}
