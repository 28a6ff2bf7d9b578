/// Canvases that follow the theme, and what all drawings need.
@NullMarked
package gradwright.profiler.view.canvas;

import org.jspecify.annotations.NullMarked;
