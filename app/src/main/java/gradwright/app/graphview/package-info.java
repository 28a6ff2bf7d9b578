/// A jaxpr as a graph.
@NullMarked
package gradwright.app.graphview;

import org.jspecify.annotations.NullMarked;
