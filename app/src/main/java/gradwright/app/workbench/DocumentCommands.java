package gradwright.app.workbench;

import gradwright.app.command.Command;
import gradwright.app.editor.EditorArea;
import gradwright.app.editor.EditorCommand;
import java.util.List;
import java.util.Set;

/// What the editor can do, as commands of the window: in which menu, and why not now.
final class DocumentCommands {
  /// Commands of whole files stand in the menu File, all others in Edit.
  private static final Set<String> FILE_COMMANDS =
      Set.of(
          "editor.new",
          "editor.open",
          "editor.save",
          "editor.saveAs",
          "editor.saveAll",
          "editor.reload",
          "editor.close",
          "editor.closeAll");

  private final EditorArea area;

  DocumentCommands(EditorArea area) {
    this.area = area;
  }

  List<Command> all() {
    return area.commands().stream().map(this::command).toList();
  }

  private Command command(EditorCommand c) {
    return new Command(
        c.id(),
        FILE_COMMANDS.contains(c.id()) ? "File" : "Edit",
        c.text(),
        c.icon(),
        c.key(),
        Reasons.of(() -> c.enabled().get() ? "" : whyNot(c.id()), c.enabled(), area.currentProperty()),
        c.run());
  }

  private String whyNot(String id) {
    if (area.current().isEmpty()) {
      return "No file is open";
    }
    return switch (id) {
      case "editor.save" -> "Everything is saved";
      case "editor.undo" -> "There is nothing to undo";
      case "editor.redo" -> "There is nothing to redo";
      case "editor.reload" -> "This text has no file yet";
      default -> "This text cannot be changed";
    };
  }
}
