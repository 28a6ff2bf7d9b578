/// How panels divide their room.
@NullMarked
package gradwright.app.layout;

import org.jspecify.annotations.NullMarked;
