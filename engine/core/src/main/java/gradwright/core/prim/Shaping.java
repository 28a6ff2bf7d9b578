package gradwright.core.prim;

import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.types.Sharding;

/// Operations that move elements without computing on them, and those that make arrays from nothing.
public sealed interface Shaping extends Primitive {
  /// The elements in another shape, after a transpose by `dimensions` (null: none). `sharding` (null: as it follows from the
  /// operand's) changes the result's type only, here and in the other operations.
  record Reshape(Shape newSizes, Ints dimensions, Sharding sharding) implements Shaping {
    public Reshape(Shape newSizes) {
      this(newSizes, null, null);
    }

    public Reshape(Shape newSizes, Ints dimensions) {
      this(newSizes, dimensions, null);
    }

    @Override
    public String primitiveName() {
      return "reshape";
    }
  }

  /// `permutation[i]` is the input axis that becomes output axis i.
  record Transpose(Ints permutation) implements Shaping {
    @Override
    public String primitiveName() {
      return "transpose";
    }
  }

  /// Operand axis i becomes output axis `broadcastDimensions[i]`; size 1 stretches.
  record BroadcastInDim(Shape shape, Ints broadcastDimensions, Sharding sharding) implements Shaping {
    public BroadcastInDim(Shape shape, Ints broadcastDimensions) {
      this(shape, broadcastDimensions, null);
    }

    @Override
    public String primitiveName() {
      return "broadcast_in_dim";
    }
  }

  record Squeeze(Ints dimensions) implements Shaping {
    @Override
    public String primitiveName() {
      return "squeeze";
    }
  }

  /// `strides` null means all ones (and prints as None).
  record Slice(Ints start, Ints limit, Ints strides) implements Shaping {
    @Override
    public String primitiveName() {
      return "slice";
    }

    public int stride(int axis) {
      return strides == null ? 1 : strides.get(axis);
    }
  }

  /// Inputs: operand, padding value (scalar). Negative low/high trim.
  record Pad(Ints low, Ints high, Ints interior) implements Shaping {
    @Override
    public String primitiveName() {
      return "pad";
    }
  }

  record Concatenate(int dimension) implements Shaping {
    @Override
    public String primitiveName() {
      return "concatenate";
    }
  }

  /// Joins arrays of one shape along a new axis.
  record Stack(int axis) implements Shaping {
    @Override
    public String primitiveName() {
      return "stack";
    }
  }

  /// The inverse of stack: one output for each index of `axis`.
  record Unstack(int axis) implements Shaping {
    @Override
    public String primitiveName() {
      return "unstack";
    }
  }

  /// One output for each size along `axis`.
  record Split(int axis, Ints sizes) implements Shaping {
    @Override
    public String primitiveName() {
      return "split";
    }
  }

  record Rev(Ints dimensions) implements Shaping {
    @Override
    public String primitiveName() {
      return "rev";
    }
  }

  record Tile(Ints reps) implements Shaping {
    @Override
    public String primitiveName() {
      return "tile";
    }
  }

  /// No inputs: counts along `dimension`.
  record Iota(DType dtype, Shape shape, int dimension) implements Shaping {
    @Override
    public String primitiveName() {
      return "iota";
    }
  }

  /// The same elements, divided otherwise.
  record Reshard(Sharding sharding) implements Shaping {
    @Override
    public String primitiveName() {
      return sharding.mesh().hasExplicit() || sharding.isUndivided() ? "reshard" : "sharding_constraint";
    }
  }

  /// No inputs: a scalar whose value nobody reads.
  record Empty(DType dtype) implements Shaping {
    @Override
    public String primitiveName() {
      return "empty2";
    }
  }
}
