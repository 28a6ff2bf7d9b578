/// The user's mistakes, under the names that JAX gives them.
@NullMarked
package gradwright.core.errors;

import org.jspecify.annotations.NullMarked;
