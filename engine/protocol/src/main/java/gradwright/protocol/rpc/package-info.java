/// The door as JSON-RPC over a stream of bytes: what is said, how it is written, and sessions whose engine stands behind such a
/// stream, in a process of this machine or anywhere else.
@NullMarked
package gradwright.protocol.rpc;

import org.jspecify.annotations.NullMarked;
