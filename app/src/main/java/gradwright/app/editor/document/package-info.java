/// Open documents: texts that belong to files, their saving, their drafts, and what others did to the files.
@NullMarked
package gradwright.app.editor.document;

import org.jspecify.annotations.NullMarked;
