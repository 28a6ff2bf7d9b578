package gradwright.app.editor.view;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.Node;
import javafx.scene.Parent;
import org.fxmisc.richtext.CodeArea;

/// Makes the lines that were changed ready before the layout that shows them. The text area throws a changed line's nodes away and
/// makes them anew in the middle of the next layout: they turn up without a size or a place, for which it forgets what it knew of
/// the line's height, asks all that depend on that, and lays everything out a second time. A key took twice as long.
final class FreshLines {
  private final CodeArea area;
  private final Set<Integer> changed = new TreeSet<>();

  FreshLines(CodeArea area) {
    this.area = area;
  }

  /// A line has new text or new styles.
  void add(int line) {
    changed.add(line);
  }

  /// Makes the changed lines ready that are in sight.
  void prepare(LineRange seen) {
    boolean any = false;
    for (int line : changed) {
      if (seen.contains(line) && line < area.getParagraphs().size() && !area.isFolded(line)) {
        // Asking for anything that only the line's nodes know makes them.
        area.getParagraphLinesCount(line);
        any = true;
      }
    }
    changed.clear();
    if (any && area.lookup(".paragraph-box") instanceof Node line && line.getParent() != null) {
      place(line.getParent().getChildrenUnmodifiable());
    }
  }

  /// Lines are in the order of the text, so that each begins where the one before it ends.
  private static void place(List<Node> lines) {
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i) instanceof Parent line && line.isNeedsLayout()) {
        Node before = lines.get(i - 1);
        line.setLayoutY(before.getLayoutY() + before.getLayoutBounds().getHeight());
        line.layout();
      }
    }
  }
}
