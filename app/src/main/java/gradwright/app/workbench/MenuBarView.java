package gradwright.app.workbench;

import gradwright.app.command.Command;
import gradwright.app.command.CommandCatalogue;
import gradwright.app.command.CommandControls;
import java.util.List;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.SeparatorMenuItem;

/// The menus, made of the catalogue: one for each category, in this order. A group's name in an id (`run.` of `run.file`) puts a
/// line between groups.
final class MenuBarView {
  private static final List<String> MENUS = List.of("File", "Edit", "Run", "View", "Console", "Help");

  private final MenuBar bar = new MenuBar();

  MenuBarView(CommandCatalogue commands, CommandControls controls, RecentMenu recent) {
    bar.setUseSystemMenuBar(true);
    bar.setAccessibleText("Menus");
    for (String title : MENUS) {
      Menu menu = new Menu("_" + title);
      menu.setId("menu-" + title);
      String group = "";
      for (Command command : commands.ofCategory(title)) {
        String next = command.id().substring(0, Math.max(0, command.id().lastIndexOf('.')));
        if (!group.isEmpty() && !next.equals(group)) {
          menu.getItems().add(new SeparatorMenuItem());
        }
        group = next;
        menu.getItems().add(controls.item(command));
        if (command.id().equals("file.openFolder")) {
          menu.getItems().add(recent.menu());
        }
      }
      if (!menu.getItems().isEmpty()) {
        bar.getMenus().add(menu);
      }
    }
  }

  MenuBar view() {
    return bar;
  }
}
