/// The timeline without its window: lanes, what a row of pixels shows, zoom, selection, sums.
@NullMarked
package gradwright.profiler.timeline;

import org.jspecify.annotations.NullMarked;
