/// Finding and replacing in a text. No toolkit.
@NullMarked
package gradwright.app.editor.search;

import org.jspecify.annotations.NullMarked;
