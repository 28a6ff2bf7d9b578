package gradwright.app.recompile;

import gradwright.profiler.recompile.FunctionHistory;
import java.util.function.ToDoubleFunction;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// What a function cost as a bar of tracing, lowering and compiling, as long as its share of the costliest function.
final class CostBar extends TableCell<FunctionHistory, FunctionHistory> {
  private final ToDoubleFunction<FunctionHistory> share;
  private final Region trace = part("cost-trace");
  private final Region lower = part("cost-lower");
  private final Region compile = part("cost-compile");
  private final HBox bar = new HBox(trace, lower, compile);
  private final Tooltip tip = new Tooltip();

  CostBar(ToDoubleFunction<FunctionHistory> share) {
    this.share = share;
    bar.getStyleClass().add("cost-bar");
    setText(null);
  }

  static Region part(String style) {
    Region r = new Region();
    r.getStyleClass().addAll("cost-part", style);
    return r;
  }

  @Override
  protected void updateItem(@Nullable FunctionHistory f, boolean empty) {
    super.updateItem(f, empty);
    if (empty || f == null) {
      setGraphic(null);
      setTooltip(null);
      return;
    }
    String words =
        "tracing "
            + RecompileModel.millis(f.traceNanos())
            + ", lowering "
            + RecompileModel.millis(f.lowerNanos())
            + ", compiling "
            + RecompileModel.millis(f.compileNanos());
    tip.setText(words);
    setTooltip(tip);
    setAccessibleText(words);
    setGraphic(bar);
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    FunctionHistory f = getItem();
    if (f != null && f.nanos() > 0) {
      double width = Math.max(2, (getWidth() - 14) * share.applyAsDouble(f));
      size(trace, width * f.traceNanos() / f.nanos());
      size(lower, width * f.lowerNanos() / f.nanos());
      size(compile, width * f.compileNanos() / f.nanos());
    } else {
      size(trace, 0);
      size(lower, 0);
      size(compile, 0);
    }
    super.layoutChildren();
  }

  private static void size(Region r, double width) {
    r.setMinWidth(width);
    r.setPrefWidth(width);
    r.setMaxWidth(width);
  }
}
