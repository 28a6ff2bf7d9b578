/// The first page.
@NullMarked
package gradwright.app.welcome;

import org.jspecify.annotations.NullMarked;
