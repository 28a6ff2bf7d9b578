/// Index expressions: where each element of a kernel comes from.
@NullMarked
package gradwright.compiler.index;

import org.jspecify.annotations.NullMarked;
