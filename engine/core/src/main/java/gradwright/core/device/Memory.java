package gradwright.core.device;

import gradwright.core.types.Aval;

/// A device's pool of buffers.
public interface Memory {
  /// A buffer of at least `bytes` bytes, 64-byte aligned and padded so that whole vectors may be read past the end.
  /// Errors with JAX's out-of-memory words, naming the shape and bytes, when it cannot be had.
  Buffer allocate(long bytes, Aval forWhat);

  /// Bytes held by live arrays.
  long liveBytes();

  /// Bytes kept for reuse.
  long pooledBytes();
}
