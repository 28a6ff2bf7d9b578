package gradwright.core.device;

import java.lang.foreign.MemorySegment;

/// Memory of one or more arrays. It returns to its pool when no array refers to it any more.
public interface Buffer {
  MemorySegment segment();

  default long address() {
    return segment().address();
  }
}
