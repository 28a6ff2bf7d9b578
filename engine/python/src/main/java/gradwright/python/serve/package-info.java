/// The engine's side of the door: runs scripts for a client at the other end of a stream, and answers its questions about them.
@NullMarked
package gradwright.python.serve;

import org.jspecify.annotations.NullMarked;
