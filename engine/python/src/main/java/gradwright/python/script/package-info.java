/// A Python interpreter that runs scripts on the engine: its caches, packages, source texts, and the reports of errors from outside Python.
@NullMarked
package gradwright.python.script;

import org.jspecify.annotations.NullMarked;
