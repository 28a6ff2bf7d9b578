/// Memory over time, without its window.
@NullMarked
package gradwright.profiler.memory;

import org.jspecify.annotations.NullMarked;
