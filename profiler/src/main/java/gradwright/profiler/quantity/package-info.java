/// Durations, sizes and rates as text.
@NullMarked
package gradwright.profiler.quantity;

import org.jspecify.annotations.NullMarked;
