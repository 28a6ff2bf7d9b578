/// What the editor can say about names: completions, signatures, documentation. No toolkit but observable values.
@NullMarked
package gradwright.app.editor.insight;

import org.jspecify.annotations.NullMarked;
