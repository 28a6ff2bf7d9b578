package gradwright.core.device;

import gradwright.core.ir.Source;
import gradwright.core.types.Aval;
import java.util.List;
import java.util.function.Supplier;

/// A device's pool of buffers.
public interface Memory {
  /// A buffer of at least `bytes` bytes, 64-byte aligned and padded so that whole vectors may be read past the end.
  /// Errors with JAX's out-of-memory words, naming the shape and bytes, when it cannot be had.
  Buffer allocate(long bytes, Aval forWhat, Owner owner);

  /// Who asks for memory: the device that works with it and the user's line that makes the array.
  record Owner(Device device, Source creator) {}

  /// Memory in use now, in order of allocation.
  List<LiveBuffer> live();

  /// Tells an observer of each buffer from now on; null tells nobody.
  void observe(Observer observer);

  /// Hears of memory being given and coming back. Called while the pool is locked: it must be quick and allocate nothing.
  interface Observer {
    void allocated(Supplier<LiveBuffer> buffer);

    void freed(long number);
  }

  /// Bytes held by live arrays.
  long liveBytes();

  /// Bytes kept for reuse.
  long pooledBytes();

  /// Gives memory that nothing refers to back to the system, and the rest as soon as that is so.
  default void close() {}
}
