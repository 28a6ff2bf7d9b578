/// Why functions were traced and compiled again, what it cost, and what to do about it.
@NullMarked
package gradwright.profiler.recompile;

import org.jspecify.annotations.NullMarked;
