/// The workbench.
@NullMarked
package gradwright.app;

import org.jspecify.annotations.NullMarked;
