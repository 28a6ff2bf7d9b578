/// The arrays of a finished run: statistics, and views of any slice.
@NullMarked
package gradwright.app.arrays;

import org.jspecify.annotations.NullMarked;
