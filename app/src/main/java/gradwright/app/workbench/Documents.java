package gradwright.app.workbench;

import gradwright.app.command.Command;
import gradwright.app.run.Scripts;
import gradwright.profiler.recompile.QuickFix;
import gradwright.profiler.recompile.SourceTexts;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.layout.Region;

/// Where files are edited, as the rest of the window sees it.
interface Documents extends Scripts, SourceTexts {
  Region view();

  /// What the editor can do, for the catalogue.
  List<Command> commands();

  /// Opens a file or brings it to the front; goes to a 1-based line unless that is 0.
  void open(Path file, int line);

  /// Makes an edit that can be undone.
  void edit(QuickFix fix);

  /// Whether no file is open.
  ObservableBooleanValue emptyProperty();

  void focus();

  /// Opens again what was open or not saved when the window was last closed.
  void restore();

  /// Keeps what is open or not saved, for the next start.
  void shutDown();
}
