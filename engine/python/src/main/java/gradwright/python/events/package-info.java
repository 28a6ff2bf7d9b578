/// What the engine tells about itself, in the words of the protocol: events, stages of programs, types of values.
@NullMarked
package gradwright.python.events;

import org.jspecify.annotations.NullMarked;
