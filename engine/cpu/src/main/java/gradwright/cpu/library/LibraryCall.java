package gradwright.cpu.library;

/// One operation on arrays of known types, ready to run any number of times.
@FunctionalInterface
public interface LibraryCall {
  /// Computes from the row-major arrays at `inputs` into those at `outputs`, which overlap no input.
  ///
  /// @throws java.util.concurrent.CancellationException if the workers were told to stop
  void run(long[] inputs, long[] outputs, Workers workers);
}
