/// The timeline's view.
@NullMarked
package gradwright.profiler.view.timeline;

import org.jspecify.annotations.NullMarked;
