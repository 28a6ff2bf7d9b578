/// Colours and fonts of the whole window.
@NullMarked
package gradwright.app.theme;

import org.jspecify.annotations.NullMarked;
