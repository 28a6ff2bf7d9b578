/// Embedded Python: the entry of the program and what connects scripts to the engine.
@NullMarked
package gradwright.python;

import org.jspecify.annotations.NullMarked;
