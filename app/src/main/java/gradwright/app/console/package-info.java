/// What a script wrote, what it reads, and a prompt on the names it left.
@NullMarked
package gradwright.app.console;

import org.jspecify.annotations.NullMarked;
