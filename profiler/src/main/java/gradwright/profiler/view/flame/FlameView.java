package gradwright.profiler.view.flame;

import gradwright.profiler.focus.Focus;
import gradwright.profiler.focus.FocusModel;
import gradwright.profiler.quantity.Places;
import gradwright.profiler.quantity.Quantities;
import gradwright.profiler.store.ProfileSource;
import gradwright.profiler.table.FlameModel;
import gradwright.profiler.table.FlameModel.Box;
import gradwright.profiler.table.FlameNode;
import gradwright.profiler.table.FlameTree;
import gradwright.profiler.timeline.SliceFacts.Fact;
import gradwright.profiler.view.canvas.Background;
import gradwright.profiler.view.canvas.HoverCard;
import gradwright.profiler.view.canvas.ThemedCanvas;
import gradwright.profiler.view.canvas.Tools;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Which calls the time went to, as a flame graph. A click looks at a node, a double click makes it as wide as the view;
/// arrows, Enter, Z and Backspace do the same by keys.
public final class FlameView extends BorderPane {
  private final FocusModel focus;
  private final FlameModel model = new FlameModel();
  private final FlameCanvas canvas = new FlameCanvas(model);
  private final HoverCard card = new HoverCard();
  private final Label where = new Label();
  private final StackPane area;
  private final Background<FlameNode> adding;

  public FlameView(ProfileSource source, FocusModel focus) {
    this.focus = focus;
    adding = new Background<>(() -> FlameTree.of(source.recording()), model::show);
    canvas.setId("flame");
    canvas.setAccessibleText("Flame graph");
    canvas.setAccessibleHelp("Arrows go from node to node, Enter looks at one, Z zooms to it, Backspace zooms out");
    ScrollPane scroll = new ScrollPane(canvas);
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    Pane overlay = new Pane(card);
    overlay.setMouseTransparent(true);
    area = new StackPane(scroll, overlay);
    setTop(bar());
    setCenter(area);
    canvas.setOnMouseMoved(this::moved);
    canvas.setOnMouseExited(_ -> model.hover(null));
    canvas.setOnMouseClicked(this::clicked);
    canvas.setOnKeyPressed(this::keyPressed);
    model.listen(this::changed);
    focus.listen((next, _) -> canvas.setFocusShown(next));
    canvas.setFocusShown(focus.focus());
    source.listen(adding::request);
    adding.request();
  }

  private HBox bar() {
    HBox bar =
        new HBox(
            Tools.button(Feather.ZOOM_OUT, "One level out (Backspace)", model::zoomOut),
            Tools.button(Feather.MAXIMIZE, "Show everything (F)", model::reset),
            where);
    bar.getStyleClass().add("gw-bar");
    bar.getStylesheets().add(ThemedCanvas.stylesheet());
    return bar;
  }

  /// Whether anybody sees this view; while nobody does it does no work.
  public void setActive(boolean seen) {
    adding.setActive(seen);
  }

  public FlameModel model() {
    return model;
  }

  private void open(Box box) {
    Focus next = box.node().focus();
    if (!(next instanceof Focus.None)) {
      focus.set(next, this);
    }
  }

  private void moved(MouseEvent event) {
    model.hover(canvas.at(event.getX(), event.getY()));
    if (model.hovered() != null) {
      var point = area.sceneToLocal(event.getSceneX(), event.getSceneY());
      card.placeBeside(point.getX(), point.getY(), area.getWidth(), area.getHeight());
    }
  }

  private void clicked(MouseEvent event) {
    canvas.requestFocus();
    Box box = canvas.at(event.getX(), event.getY());
    model.choose(box);
    if (box != null && event.getClickCount() > 1) {
      model.zoomTo(box.node());
    } else if (box != null) {
      open(box);
    }
  }

  private void keyPressed(KeyEvent event) {
    if (event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
      return;
    }
    Box chosen = model.chosen();
    switch (event.getCode()) {
      case LEFT -> model.chooseNext(-1, 0);
      case RIGHT -> model.chooseNext(1, 0);
      case UP -> model.chooseNext(0, -1);
      case DOWN -> model.chooseNext(0, 1);
      case ENTER, SPACE -> {
        if (chosen != null) {
          open(chosen);
        }
      }
      case Z, W -> {
        if (chosen != null) {
          model.zoomTo(chosen.node());
        }
      }
      case BACK_SPACE, S -> model.zoomOut();
      case F, HOME -> model.reset();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void changed() {
    Box box = model.hovered();
    if (box == null) {
      card.hide();
    } else {
      card.show(box.node().name(), facts(box.node()));
    }
    Box named = box != null ? box : model.chosen();
    where.setText(named == null ? describe(model.top()) : describe(named.node()));
    canvas.setAccessibleRoleDescription(where.getText());
  }

  private String describe(@Nullable FlameNode node) {
    if (node == null || node.nanos() <= 0) {
      return "";
    }
    return node.name()
        + "   "
        + Quantities.duration(node.nanos())
        + "   "
        + Quantities.percent(node.nanos() / model.root().nanos());
  }

  private List<Fact> facts(FlameNode node) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("time", Quantities.duration(node.nanos())));
    facts.add(new Fact("share", Quantities.percent(node.nanos() / model.root().nanos())));
    if (node.count() > 0 && node.type() != FlameNode.Type.FRAME) {
      facts.add(new Fact(node.type() == FlameNode.Type.KERNEL ? "runs" : "times", Quantities.count(node.count())));
      facts.add(new Fact("mean", Quantities.duration(node.nanos() / node.count())));
    }
    if (node.place().isKnown()) {
      facts.add(new Fact("line", Places.line(node.place())));
    }
    return facts;
  }
}
