/// Files of the editor: opening, crash-safe saving, changes made by others, and recovery of unsaved text.
@NullMarked
package gradwright.app.editor.file;

import org.jspecify.annotations.NullMarked;
