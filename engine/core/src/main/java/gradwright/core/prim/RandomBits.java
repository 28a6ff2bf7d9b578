package gradwright.core.prim;

import gradwright.core.types.Aval;
import gradwright.core.types.CustomGenerator;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import java.util.List;

/// Counter-based random bits on typed keys, whose dtype says by which generator: threefry2x32 (partitionable), or Philox
/// with keys derived by threefry or by Philox itself.
public sealed interface RandomBits extends Primitive {
  /// The generator whose program this operation is, where the user's program defines it; null for the library's generators and for
  /// what is the same for all.
  default CustomGenerator generator(List<Aval> inputs) {
    return switch (this) {
      case Seed s -> s.keys().generator();
      case Split _, FoldIn _, Bits _ -> inputs.getFirst().dtype().generator();
      case Wrap _, Unwrap _, Threefry2x32 _, Gamma _ -> null;
    };
  }

  /// Input: integer seeds of any shape. Output: keys of that shape and of type `keys`.
  record Seed(DType keys) implements RandomBits {
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

  /// uint32[..., words of a key] to keys of type `keys`.
  record Wrap(DType keys) implements RandomBits {
    @Override
    public String primitiveName() {
      return "random_wrap";
    }
  }

  /// Keys to uint32[..., words of a key].
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
