package gradwright.app.jaxpr;

import gradwright.protocol.Place;
import gradwright.protocol.Program;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/// A row of code: fold mark, kernel mark, coloured tokens. Its nodes are reused from line to line.
final class CodeCell extends ListCell<CodeLine> {
  private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");
  private static final PseudoClass ONLY = PseudoClass.getPseudoClass("only");
  private static final PseudoClass FOCUS = PseudoClass.getPseudoClass("in-focus");
  private static final int LONGEST = 2_000;

  private final StageModel model;
  private final CodePalette palette;
  private final HBox row = new HBox();
  private final Text fold = new Text();
  private final Text kernel = new Text();
  private final HBox foldBox = new HBox(fold);
  private final HBox kernelBox = new HBox(kernel);
  private final Text indent = new Text();
  private final HBox code = new HBox();

  CodeCell(StageModel model, CodePalette palette) {
    this.model = model;
    this.palette = palette;
    getStyleClass().add("code-cell");
    fold.getStyleClass().add("code-fold");
    kernel.getStyleClass().add("code-kernel");
    indent.getStyleClass().add("code-text");
    foldBox.setMinWidth(16);
    foldBox.setMaxWidth(16);
    foldBox.setAlignment(Pos.CENTER);
    foldBox.setOnMouseClicked(e -> {
      if (getItem() != null && getItem().isFoldable()) {
        model.toggle(getItem());
        e.consume();
      }
    });
    kernelBox.setMinWidth(0);
    kernelBox.setAlignment(Pos.CENTER_LEFT);
    code.setAlignment(Pos.CENTER_LEFT);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getChildren().addAll(foldBox, kernelBox, indent, code);
    row.setMinWidth(Region.USE_PREF_SIZE);
    model.looks().addListener((o, a, b) -> refreshLooks());
  }

  @Override
  protected void updateItem(@Nullable CodeLine line, boolean empty) {
    super.updateItem(line, empty);
    if (empty || line == null) {
      setGraphic(null);
      setTooltip(null);
      setAccessibleText(null);
    } else {
      indent.setText(" ".repeat(line.indent()));
      fill(line);
      setGraphic(row);
      setAccessibleText(line.text());
    }
    refreshLooks();
  }

  private void fill(CodeLine line) {
    boolean collapsed = model.isCollapsed(line);
    fold.setText(line.isFoldable() ? (collapsed ? "▸" : "▾") : "");
    double gutter = model.isText() ? 34 : 0;
    kernelBox.setMinWidth(gutter);
    kernelBox.setMaxWidth(gutter);
    kernel.setText(line.linkStart() ? "k" + line.kernels().getFirst() : "");
    int used = 0;
    int characters = 0;
    for (CodeToken token : line.tokens()) {
      used = put(used, token);
      characters += token.text().length();
      if (characters > LONGEST) {
        break;
      }
    }
    if (collapsed) {
      for (CodeToken token : line.folded()) {
        used = put(used, token);
      }
    }
    for (int i = used; i < code.getChildren().size(); i++) {
      show(code.getChildren().get(i), false);
    }
  }

  private int put(int index, CodeToken token) {
    if (token.text().isEmpty()) {
      return index;
    }
    Text node;
    if (index < code.getChildren().size()) {
      node = (Text) code.getChildren().get(index);
    } else {
      node = new Text();
      code.getChildren().add(node);
    }
    show(node, true);
    String text = token.text();
    node.setText(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    palette.paint(node, token.style());
    return index + 1;
  }

  /// Nodes that a line does not need stay for the next: a node that is added is styled anew.
  private static void show(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }

  private void refreshLooks() {
    CodeLine line = isEmpty() ? null : getItem();
    StageDiff.Mark mark = line == null ? StageDiff.Mark.SAME : model.mark(line);
    pseudoClassStateChanged(CHANGED, mark == StageDiff.Mark.CHANGED);
    pseudoClassStateChanged(ONLY, mark == StageDiff.Mark.ONLY);
    pseudoClassStateChanged(FOCUS, line != null && model.isHighlighted(line));
  }

  /// What hovering shows of a line: its source, kernels and parameters in full.
  static @Nullable String details(CodeLine line, @Nullable ProgramStages stages) {
    Program.Equation e = line.equation();
    if (e == null) {
      return line.kernels().isEmpty() ? null : "kernel " + line.kernels().getFirst();
    }
    StringBuilder s = new StringBuilder(e.primitive());
    e.outputs().forEach(o -> s.append("\n    ").append(o.name()).append(": ").append(o.type()));
    for (Program.Parameter p : e.parameters()) {
      String value =
          p.jaxprs().isEmpty() ? p.text() : p.jaxprs().size() == 1 ? "a jaxpr" : p.jaxprs().size() + " jaxprs";
      s.append("\n    ").append(p.name()).append(" = ").append(value);
    }
    if (stages != null && !stages.kernelsOf(e.id()).isEmpty()) {
      s.append("\n    computed by kernel ")
          .append(String.join(", ", stages.kernelsOf(e.id()).stream().map(String::valueOf).toList()));
    }
    for (Place.Frame f : e.place().frames().stream().limit(6).toList()) {
      s.append("\n").append(f.file()).append(':').append(f.line()).append(" in ").append(f.function());
    }
    return s.toString();
  }

  /// One tooltip a list, filled when it is about to be shown.
  static Tooltip tooltip() {
    Tooltip tip = new Tooltip();
    tip.getStyleClass().add("code-tooltip");
    return tip;
  }
}
