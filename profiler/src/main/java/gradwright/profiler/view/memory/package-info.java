/// Memory over time.
@NullMarked
package gradwright.profiler.view.memory;

import org.jspecify.annotations.NullMarked;
