package gradwright.core.prim;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;

/// Operations that combine elements along axes.
public sealed interface Reduction extends Primitive {
  /// The associative operations of reductions, windows and cumulations.
  enum Op {
    SUM("sum"),
    PROD("prod"),
    MAX("max"),
    MIN("min"),
    AND("and"),
    OR("or"),
    XOR("xor"),
    LOGSUMEXP("logsumexp");

    private final String jaxName;

    Op(String jaxName) {
      this.jaxName = jaxName;
    }

    public String jaxName() {
      return jaxName;
    }
  }

  /// `reduce_sum`, `reduce_max`, ...: the axes disappear.
  record Reduce(Op op, Ints axes) implements Reduction {
    @Override
    public String primitiveName() {
      return "reduce_" + op.jaxName();
    }
  }

  /// Index of the first maximum (minimum) along one axis, which disappears; NaN wins.
  record ArgReduce(boolean max, int axis, DType indexDType) implements Reduction {
    @Override
    public String primitiveName() {
      return max ? "argmax" : "argmin";
    }
  }

  /// `cumsum`, `cumprod`, `cummax`, `cummin`, `cumlogsumexp`.
  record Cumulative(Op op, int axis, boolean reverse) implements Reduction {
    @Override
    public String primitiveName() {
      return "cum" + op.jaxName();
    }
  }

  /// `reduce_window_sum`, `_max`, `_min` over padded, dilated windows.
  record ReduceWindow(
      Op op,
      Ints windowDimensions,
      Ints windowStrides,
      Ints padLow,
      Ints padHigh,
      Ints baseDilation,
      Ints windowDilation)
      implements Reduction {
    @Override
    public String primitiveName() {
      return "reduce_window_" + op.jaxName();
    }
  }

  /// Inputs: tangents, operand. For each window, the tangent at the place where operand is largest (smallest).
  record SelectAndGatherAdd(
      boolean max,
      Ints windowDimensions,
      Ints windowStrides,
      Ints padLow,
      Ints padHigh,
      Ints baseDilation,
      Ints windowDilation)
      implements Reduction {
    @Override
    public String primitiveName() {
      return "select_and_gather_add";
    }
  }

  /// Inputs: source, operand. Adds each source element to the place its window selects.
  record SelectAndScatterAdd(boolean max, Ints windowDimensions, Ints windowStrides, Ints padLow, Ints padHigh)
      implements Reduction {
    @Override
    public String primitiveName() {
      return "select_and_scatter_add";
    }
  }

  /// Inputs: n operands, n scalar initial values. The computation takes two n-tuples of scalars to one.
  record ReduceGeneral(ClosedJaxpr computation, Ints dimensions) implements Reduction {
    @Override
    public String primitiveName() {
      return "reduce";
    }
  }

  /// Sorts n operands together along a dimension by the first `numKeys` of them; NaN last, -0 before 0 equal.
  record Sort(int dimension, boolean isStable, int numKeys) implements Reduction {
    @Override
    public String primitiveName() {
      return "sort";
    }
  }

  /// The k largest along an axis, and their int32 indices.
  record TopK(int k, int axis) implements Reduction {
    @Override
    public String primitiveName() {
      return "top_k";
    }
  }
}
