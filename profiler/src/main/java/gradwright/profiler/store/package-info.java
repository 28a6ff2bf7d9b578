/// What engines did, kept in bounded memory: columns for what comes often, objects for what comes seldom.
@NullMarked
package gradwright.profiler.store;

import org.jspecify.annotations.NullMarked;
