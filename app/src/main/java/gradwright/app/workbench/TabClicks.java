package gradwright.app.workbench;

import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import software.coley.bentofx.control.Header;
import software.coley.bentofx.dockable.Dockable;
import software.coley.bentofx.dockable.DockableClickBehavior;
import software.coley.bentofx.layout.container.DockContainerLeaf;

/// A click on a panel's tab shows the panel and gives its tab the keyboard. On the tab in front it does no more than that: the
/// docking library would collapse the pane, which people do not expect of tabs and which no layout file remembers.
final class TabClicks implements DockableClickBehavior {
  @Override
  public void onMouseClick(DockContainerLeaf pane, Dockable panel, Header tab, MouseEvent event) {
    if (event.getButton() == MouseButton.PRIMARY) {
      if (pane.getSelectedDockable() != panel) {
        pane.selectDockable(panel);
      }
      tab.requestFocus();
    }
  }
}
