/// What stands beside and behind the lines of a text: problems, marks of runs, types of values.
@NullMarked
package gradwright.app.editor.marks;

import org.jspecify.annotations.NullMarked;
