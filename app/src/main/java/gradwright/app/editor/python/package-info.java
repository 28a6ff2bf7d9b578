/// What the editor knows about Python source by itself: words, structure, names and imports. No toolkit.
@NullMarked
package gradwright.app.editor.python;

import org.jspecify.annotations.NullMarked;
