/// The command line: finds out what is asked for, runs it as `python` would, and reports how it ended.
@NullMarked
package gradwright.python.cli;

import org.jspecify.annotations.NullMarked;
