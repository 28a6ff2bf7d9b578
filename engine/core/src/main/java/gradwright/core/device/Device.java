package gradwright.core.device;

import java.util.function.BooleanSupplier;

/// A place that holds arrays and runs work: `cpu:0`, and several virtual CPU devices for tests of pmap and sharding.
public interface Device {
  /// `cpu` or `gpu`.
  String platform();

  int id();

  Memory memory();

  /// Runs work in order after all that was submitted before. `expectedNanos` lets the device run short work at once.
  void submit(Runnable work, long expectedNanos);

  /// Has the calling thread, which waits for something, do submitted work that no thread has begun, in its order, until `done`
  /// says that there is no more need: that is sooner than another thread wakes. Returns when there is nothing to do.
  default void assist(BooleanSupplier done) {}

  /// Waits until all submitted work is done.
  void synchronize();

  /// Ends the device's thread when its work is done.
  default void close() {}
}
