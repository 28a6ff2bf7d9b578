/// What a person prefers, kept as JSON in the user's folder.
@NullMarked
package gradwright.app.settings;

import org.jspecify.annotations.NullMarked;
