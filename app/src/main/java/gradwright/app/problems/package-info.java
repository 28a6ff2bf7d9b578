/// The list of what is wrong: in the open files, in the last run, and what the engine warns of.
@NullMarked
package gradwright.app.problems;

import org.jspecify.annotations.NullMarked;
