package gradwright.core.device;

/// A place that holds arrays and runs work: `cpu:0`, and several virtual CPU devices for tests of pmap and sharding.
public interface Device {
  /// `cpu` or `gpu`.
  String platform();

  int id();

  Memory memory();

  /// Runs work in order after all that was submitted before. `expectedNanos` lets the device run short work at once.
  void submit(Runnable work, long expectedNanos);

  /// Waits until all submitted work is done.
  void synchronize();

  /// Ends the device's thread when its work is done.
  default void close() {}
}
