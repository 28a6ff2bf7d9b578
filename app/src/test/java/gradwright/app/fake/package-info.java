/// An engine session that tests answer for.
@NullMarked
package gradwright.app.fake;

import org.jspecify.annotations.NullMarked;
