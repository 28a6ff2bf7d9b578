/// The flame view.
@NullMarked
package gradwright.profiler.view.flame;

import org.jspecify.annotations.NullMarked;
