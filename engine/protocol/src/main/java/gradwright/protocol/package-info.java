/// The door between an engine and what shows it: one interface, plain data, no engine classes.
@NullMarked
package gradwright.protocol;

import org.jspecify.annotations.NullMarked;
