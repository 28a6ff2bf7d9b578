/// Where time went, added up by kernel, function, line and chain of calls; no window needed.
@NullMarked
package gradwright.profiler.table;

import org.jspecify.annotations.NullMarked;
