/// The open folder: its files, whether it is trusted, samples.
@NullMarked
package gradwright.app.project;

import org.jspecify.annotations.NullMarked;
