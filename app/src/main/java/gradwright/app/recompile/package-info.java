/// Why functions were compiled again, and what to do about it.
@NullMarked
package gradwright.app.recompile;

import org.jspecify.annotations.NullMarked;
