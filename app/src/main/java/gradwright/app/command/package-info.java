/// One catalogue of commands: what menus, tool bar, palette and keys are made of.
@NullMarked
package gradwright.app.command;

import org.jspecify.annotations.NullMarked;
