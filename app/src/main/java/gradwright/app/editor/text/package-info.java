/// Text in memory: lines, edits and their undoing, and how text is laid down in bytes. No toolkit.
@NullMarked
package gradwright.app.editor.text;

import org.jspecify.annotations.NullMarked;
