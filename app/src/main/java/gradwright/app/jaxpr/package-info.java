/// The programs of a run, stage by stage.
@NullMarked
package gradwright.app.jaxpr;

import org.jspecify.annotations.NullMarked;
