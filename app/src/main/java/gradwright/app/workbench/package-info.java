/// The window: docking, menus, tool bar, status bar, and how the panels are tied together.
@NullMarked
package gradwright.app.workbench;

import org.jspecify.annotations.NullMarked;
