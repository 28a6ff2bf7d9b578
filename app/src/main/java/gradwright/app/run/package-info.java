/// Runs scripts in an engine and tells the window about it.
@NullMarked
package gradwright.app.run;

import org.jspecify.annotations.NullMarked;
