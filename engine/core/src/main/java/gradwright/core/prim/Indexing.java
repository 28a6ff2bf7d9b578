package gradwright.core.prim;

import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;

/// Reads and writes at computed places.
public sealed interface Indexing extends Primitive {
  /// What happens at indices out of bounds.
  enum Mode {
    CLIP,
    FILL_OR_DROP,
    PROMISE_IN_BOUNDS
  }

  /// How a scatter combines.
  enum Combine {
    SET("scatter"),
    ADD("scatter-add"),
    SUB("scatter-sub"),
    MUL("scatter-mul"),
    MIN("scatter-min"),
    MAX("scatter-max");

    private final String jaxName;

    Combine(String jaxName) {
      this.jaxName = jaxName;
    }

    public String jaxName() {
      return jaxName;
    }
  }

  record GatherDimensions(
      Ints offsetDims,
      Ints collapsedSliceDims,
      Ints startIndexMap,
      Ints operandBatchingDims,
      Ints startIndicesBatchingDims) {
    /// Of the scatter that writes the places this gather reads.
    public ScatterDimensions inverse() {
      return new ScatterDimensions(
          offsetDims, collapsedSliceDims, startIndexMap, operandBatchingDims, startIndicesBatchingDims);
    }
  }

  record ScatterDimensions(
      Ints updateWindowDims,
      Ints insertedWindowDims,
      Ints scatterDimsToOperandDims,
      Ints operandBatchingDims,
      Ints scatterIndicesBatchingDims) {
    /// Of the gather that reads the places this scatter writes.
    public GatherDimensions inverse() {
      return new GatherDimensions(
          updateWindowDims,
          insertedWindowDims,
          scatterDimsToOperandDims,
          operandBatchingDims,
          scatterIndicesBatchingDims);
    }

    /// Slice sizes of that gather.
    public Ints inverseSliceSizes(int operandRank, Shape updates) {
      int[] sizes = new int[operandRank];
      int window = 0;
      for (int i = 0; i < operandRank; i++) {
        boolean single = insertedWindowDims.contains(i) || operandBatchingDims.contains(i);
        sizes[i] = single ? 1 : updates.size(updateWindowDims.get(window++));
      }
      return Ints.of(sizes);
    }
  }

  /// Inputs: operand, start indices (last axis is the index vector). `fillValue` null takes NaN, the smallest integer,
  /// the largest unsigned, or true.
  record Gather(
      GatherDimensions dimensions,
      Ints sliceSizes,
      boolean indicesAreSorted,
      boolean uniqueIndices,
      Mode mode,
      HostScalar fillValue)
      implements Indexing {
    @Override
    public String primitiveName() {
      return "gather";
    }
  }

  /// Inputs: operand, indices, updates.
  record Scatter(
      Combine combine, ScatterDimensions dimensions, boolean indicesAreSorted, boolean uniqueIndices, Mode mode)
      implements Indexing {
    @Override
    public String primitiveName() {
      return combine.jaxName();
    }
  }

  /// Inputs: operand, one scalar index an axis. Starts clamp so that the slice fits.
  record DynamicSlice(Ints sliceSizes) implements Indexing {
    @Override
    public String primitiveName() {
      return "dynamic_slice";
    }
  }

  /// Inputs: operand, update, one scalar index an axis.
  record DynamicUpdateSlice() implements Indexing {
    @Override
    public String primitiveName() {
      return "dynamic_update_slice";
    }
  }
}
