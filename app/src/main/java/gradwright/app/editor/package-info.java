/// The text editor: tabs of open files, each a view over a document.
@NullMarked
package gradwright.app.editor;

import org.jspecify.annotations.NullMarked;
