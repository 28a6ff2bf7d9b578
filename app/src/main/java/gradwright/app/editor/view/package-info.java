/// The editor on the screen. The text area's library is seen in this package only.
@NullMarked
package gradwright.app.editor.view;

import org.jspecify.annotations.NullMarked;
