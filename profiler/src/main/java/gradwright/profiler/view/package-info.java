/// The profiler's panel as a whole.
@NullMarked
package gradwright.profiler.view;

import org.jspecify.annotations.NullMarked;
