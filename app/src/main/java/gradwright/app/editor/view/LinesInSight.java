package gradwright.app.editor.view;

import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.Scene;
import org.fxmisc.richtext.CodeArea;
import org.jspecify.annotations.Nullable;

/// Which lines of a text area are in sight, asked for when it is cheap: after each layout.
final class LinesInSight {
  private final CodeArea area;
  private final List<Runnable> onViewport = new ArrayList<>();
  private final Runnable beforeLayout = this::prepare;
  private final Runnable afterLayout = this::look;
  private final List<Runnable> waiting = new ArrayList<>();
  private final FreshLines fresh;
  private LineRange seen = LineRange.NONE;
  private boolean viewportMoved;

  /// The line that is to be at the upper edge when the text is first in sight; -1 for none.
  private int wantedTop = -1;

  /// Whether something since the last layout may have brought other lines into sight.
  private boolean scrolling = true;

  LinesInSight(CodeArea area) {
    this.area = area;
    fresh = new FreshLines(area);
    area.viewportDirtyEvents().subscribe(e -> viewportMoved = true);
    area.sceneProperty().subscribe(this::watch);
  }

  private void watch(@Nullable Scene was, @Nullable Scene is) {
    if (was != null) {
      was.removePreLayoutPulseListener(beforeLayout);
      was.removePostLayoutPulseListener(afterLayout);
    }
    if (is != null) {
      is.addPreLayoutPulseListener(beforeLayout);
      is.addPostLayoutPulseListener(afterLayout);
    }
  }

  void dispose() {
    watch(area.getScene(), null);
  }

  private void prepare() {
    fresh.prepare(seen);
  }

  /// Only after a layout is it cheap to ask which lines are in sight: at other times it would make one.
  private void look() {
    LineRange now = now();
    scrolling = false;
    if (viewportMoved || !now.equals(seen)) {
      viewportMoved = false;
      seen = now;
      onViewport.forEach(Runnable::run);
    }
    if (wantedTop >= 0 && !now.isEmpty()) {
      area.showParagraphAtTop(Math.min(wantedTop, area.getParagraphs().size() - 1));
      wantedTop = -1;
      mayScroll();
    }
    List<Runnable> due = List.copyOf(waiting);
    waiting.clear();
    due.forEach(Runnable::run);
  }

  /// Runs a task when the next frame has its layout: at once would be within the same frame.
  void afterNextLayout(Runnable task) {
    waiting.add(task);
    Platform.requestNextPulse();
  }

  /// Runs after a layout that brought other lines into sight, or changed where they are.
  void onViewport(Runnable moved) {
    onViewport.add(moved);
  }

  /// Something happened that may bring other lines into sight.
  void mayScroll() {
    scrolling = true;
  }

  /// A line has new text or new styles.
  void changed(int line) {
    fresh.add(line);
  }

  /// Brings a line into sight unless it is: to the middle, or from nearby so that much of what is in sight stays there, since each line
  /// that comes into sight has to be made.
  void show(int line) {
    if (area.getHeight() > 0 && !contains(line)) {
      int height = seen.end() - seen.first();
      boolean near = line >= seen.first() - height / 2 && line < seen.end() + height / 2;
      if (scrolling || seen.isEmpty() || !near || area.isWrapText()) {
        area.showParagraphAtCenter(line);
      } else {
        area.showParagraphAtTop(Math.max(0, line - (line < seen.first() ? height / 4 : height * 3 / 4)));
      }
      mayScroll();
    }
  }

  /// To ask the area would make a layout now, in the middle of a change; what the last one showed is known.
  private boolean contains(int line) {
    return scrolling || seen.isEmpty() ? area.allParToVisibleParIndex(line).isPresent() : seen.contains(line);
  }

  /// Brings a line to the upper edge once the text is in sight.
  void showTop(int line) {
    wantedTop = line;
    Platform.requestNextPulse();
  }

  /// Lays the lines out that an edit made, so that those above them stay where they are. What follows the caret later would find
  /// the caret's line new and at the upper edge, and leave it there.
  void settle() {
    if (area.getHeight() > 0) {
      now();
      mayScroll();
    }
  }

  /// The line at the upper edge; -1 where the text was never in sight.
  int top() {
    return wantedTop >= 0 ? wantedTop : seen.isEmpty() ? -1 : seen.first();
  }

  /// The lines in sight; none before the first layout. Lays the text out when it changed since.
  LineRange now() {
    if (area.getVisibleParagraphs().isEmpty()) {
      return LineRange.NONE;
    }
    try {
      int first = Math.max(0, area.firstVisibleParToAllParIndex());
      int last = Math.min(area.lastVisibleParToAllParIndex(), area.getParagraphs().size() - 1);
      return new LineRange(first, last + 1);
    } catch (IllegalArgumentException e) {
      // Lines are being taken out of sight; the event that follows asks again.
      return LineRange.NONE;
    }
  }

  /// The lines that were in sight after the last layout.
  LineRange seen() {
    return seen;
  }
}
