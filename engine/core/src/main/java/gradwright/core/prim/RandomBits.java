package gradwright.core.prim;

import gradwright.core.types.Shape;

/// Counter-based random bits (threefry2x32, partitionable) on typed keys.
public sealed interface RandomBits extends Primitive {
  /// Input: integer seeds of any shape. Output: keys of that shape.
  record Seed() implements RandomBits {
    @Override
    public String primitiveName() {
      return "random_seed";
    }
  }

  /// Input: keys. Output: keys with `shape` appended.
  record Split(Shape shape) implements RandomBits {
    @Override
    public String primitiveName() {
      return "random_split";
    }
  }

  /// Inputs: keys, uint32 data of the same shape.
  record FoldIn() implements RandomBits {
    @Override
    public String primitiveName() {
      return "random_fold_in";
    }
  }

  /// Input: keys. Output: unsigned integers with `shape` appended.
  record Bits(int bitWidth, Shape shape) implements RandomBits {
    @Override
    public String primitiveName() {
      return "random_bits";
    }
  }

  /// uint32[..., 2] to keys.
  record Wrap() implements RandomBits {
    @Override
    public String primitiveName() {
      return "random_wrap";
    }
  }

  /// Keys to uint32[..., 2].
  record Unwrap() implements RandomBits {
    @Override
    public String primitiveName() {
      return "random_unwrap";
    }
  }

  /// Inputs k1, k2, x1, x2 (uint32, one shape). Outputs: two uint32 arrays.
  record Threefry2x32() implements RandomBits {
    @Override
    public String primitiveName() {
      return "threefry2x32";
    }
  }

  /// Inputs: keys, alpha (same shape). Gamma draws (or their logarithms).
  record Gamma(boolean logSpace) implements RandomBits {
    @Override
    public String primitiveName() {
      return "random_gamma";
    }
  }
}
