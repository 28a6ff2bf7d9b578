/// Tables of where time went.
@NullMarked
package gradwright.profiler.view.table;

import org.jspecify.annotations.NullMarked;
