/// Profiles in files: our own format, and that of Chrome and Perfetto.
@NullMarked
package gradwright.profiler.trace;

import org.jspecify.annotations.NullMarked;
