/// The command line: profiles a script.
@NullMarked
package gradwright.profiler.cli;

import org.jspecify.annotations.NullMarked;
