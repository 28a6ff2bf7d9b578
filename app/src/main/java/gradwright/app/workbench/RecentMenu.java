package gradwright.app.workbench;

import gradwright.app.settings.Settings;
import gradwright.app.settings.SettingsModel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.kordamp.ikonli.javafx.FontIcon;

/// The folders and files that were open lately.
final class RecentMenu {
  private final Menu menu = new Menu("Open Recent", new FontIcon("fth-clock"));
  private final Consumer<Path> open;

  /// @param open opens a folder or a file
  RecentMenu(SettingsModel settings, Consumer<Path> open) {
    this.open = open;
    settings.settingsProperty().subscribe(this::show);
  }

  Menu menu() {
    return menu;
  }

  private void show(Settings now) {
    menu.getItems().setAll(items(now.recentProjects(), "fth-folder"));
    if (!now.recentProjects().isEmpty() && !now.recentFiles().isEmpty()) {
      menu.getItems().add(new SeparatorMenuItem());
    }
    menu.getItems().addAll(items(now.recentFiles(), "fth-file-text"));
    menu.setDisable(menu.getItems().isEmpty());
  }

  private List<MenuItem> items(List<String> paths, String icon) {
    return paths.stream()
        .map(p -> {
          MenuItem item = new MenuItem(p, new FontIcon(icon));
          item.setMnemonicParsing(false);
          item.setOnAction(_ -> open.accept(Path.of(p)));
          return item;
        })
        .toList();
  }
}
