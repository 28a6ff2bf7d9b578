/// What is selected, across panels.
@NullMarked
package gradwright.profiler.focus;

import org.jspecify.annotations.NullMarked;
