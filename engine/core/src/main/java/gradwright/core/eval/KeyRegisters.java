package gradwright.core.eval;

import gradwright.core.types.DType;
import gradwright.core.value.Array;

/// A few PRNG keys by number, for draws that derive keys as they go.
interface KeyRegisters {
  /// The register becomes the i-th of n keys split from the k-th of the array's.
  void load(int k, int i, int n, int register);

  /// Register `to` becomes the i-th of n keys split from that in `from`.
  void split(int from, int i, int n, int to);

  /// The first random number of a width under a key.
  long bits(int register, int width);

  /// Registers for the keys of an array.
  static KeyRegisters of(Array keys, int registers, boolean partitionable) {
    return keys.dtype() == DType.KEY_FRY
        ? new ThreefryRegisters(Blocks.longs(keys), registers, partitionable)
        : new PhiloxRegisters(keys.dtype(), PhiloxKeys.words(keys), registers, partitionable);
  }
}
