package gradwright.app.workbench;

import java.util.function.Supplier;
import javafx.scene.layout.Region;

/// A panel that can be docked. Its view is made when it is first shown, so that the window opens sooner.
///
/// @param icon an Ikonli literal
/// @param view called once
public record Panel(String id, String title, String icon, Supplier<Region> view) {}
