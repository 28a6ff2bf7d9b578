package gradwright.core.device;

import java.lang.foreign.MemorySegment;

/// Memory of one or more arrays. It returns to its pool when no array refers to it any more.
public interface Buffer {
  MemorySegment segment();

  /// Its number in events, given to no other buffer of this process; 0 for memory of somebody else's.
  default long number() {
    return 0;
  }

  default long address() {
    return segment().address();
  }
}
