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

  /// Says that others than the array that it was made for use it from now on, so that it can never be given away.
  default void share() {}

  /// Whether others than one array may use it. Memory of somebody else's always is.
  default boolean isShared() {
    return true;
  }

  /// Gives the memory back to its pool at once: its only array is deleted and nothing that was queued uses it.
  default void release() {}
}
