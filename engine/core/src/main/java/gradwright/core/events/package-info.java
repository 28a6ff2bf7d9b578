/// What the engine tells about its stages to those who listen.
@NullMarked
package gradwright.core.events;

import org.jspecify.annotations.NullMarked;
