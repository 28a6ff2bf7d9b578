package gradwright.core.batch;

import static gradwright.core.batch.Patterns.one;

import gradwright.core.batch.BatchTrace.Batched;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.Indexing.GatherDimensions;
import gradwright.core.prim.Indexing.Mode;
import gradwright.core.prim.Indexing.ScatterDimensions;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Batching rules of Indexing primitives: slices at batched places are gathers, writes there are scatters.
final class IndexingBatch {
  private IndexingBatch() {}

  static Batched batch(BatchTrace trace, Indexing p, List<Value> values, List<Integer> axes) {
    return switch (p) {
      case Indexing.Gather g -> gather(g, values.get(0), axes.get(0), values.get(1), axes.get(1));
      case Indexing.Scatter s -> scatter(s, values, axes);
      case Indexing.DynamicSlice s -> {
        Ints dims = Ints.range(0, s.sliceSizes().size());
        Starts starts = starts(values.subList(1, values.size()), axes.subList(1, axes.size()));
        GatherDimensions d = new GatherDimensions(dims, Ints.EMPTY, dims, Ints.EMPTY, Ints.EMPTY);
        yield gather(
            new Indexing.Gather(d, s.sliceSizes(), true, true, Mode.CLIP, null),
            values.get(0),
            axes.get(0),
            starts.indices,
            starts.axis);
      }
      case Indexing.DynamicUpdateSlice _ -> {
        Ints dims = Ints.range(0, values.get(1).rank() - (axes.get(1) == null ? 0 : 1));
        Starts starts = starts(values.subList(2, values.size()), axes.subList(2, axes.size()));
        ScatterDimensions d = new ScatterDimensions(dims, Ints.EMPTY, dims, Ints.EMPTY, Ints.EMPTY);
        List<Integer> scatterAxes = new ArrayList<>();
        scatterAxes.add(axes.get(0));
        scatterAxes.add(starts.axis);
        scatterAxes.add(axes.get(1));
        yield scatter(
            new Indexing.Scatter(Indexing.Combine.SET, d, true, true, Mode.CLIP),
            List.of(values.get(0), starts.indices, values.get(1)),
            scatterAxes);
      }
    };
  }

  /// Scalar start indices as one array of index vectors.
  private record Starts(Value indices, Integer axis) {}

  private static Starts starts(List<Value> starts, List<Integer> axes) {
    if (starts.isEmpty()) {
      return new Starts(Lax.full(Shape.of(0), HostScalar.of(DType.INT32, false, 0L)), null);
    }
    List<Value> parts = new ArrayList<>();
    if (axes.stream().allMatch(a -> a == null)) {
      starts.forEach(i -> parts.add(Lax.broadcastInDim(i, Shape.of(1), Ints.EMPTY)));
      return new Starts(Lax.concatenate(parts, 0), null);
    }
    int size = Vmap.size(starts, axes);
    for (int i = 0; i < starts.size(); i++) {
      parts.add(Lax.broadcastInDim(starts.get(i), Shape.of(size, 1), axes.get(i) == null ? Ints.EMPTY : Ints.of(0)));
    }
    return new Starts(Lax.concatenate(parts, 1), 0);
  }

  private static Batched gather(Indexing.Gather p, Value x, Integer axis, Value indices, Integer indexAxis) {
    GatherDimensions d = p.dimensions();
    if (indexAxis == null) {
      Value front = Lax.moveAxis(x, axis, 0);
      GatherDimensions moved =
          new GatherDimensions(
              up(d.offsetDims()).insert(0, 0),
              up(d.collapsedSliceDims()),
              up(d.startIndexMap()),
              up(d.operandBatchingDims()),
              d.startIndicesBatchingDims());
      Ints sizes = p.sliceSizes().insert(0, front.shape().size(0));
      return one(
          Lax.gather(front, indices, moved, sizes, p.indicesAreSorted(), p.uniqueIndices(), p.mode(), p.fillValue()),
          0);
    }
    if (axis == null) {
      Value indicesFront = Lax.moveAxis(indices, indexAxis, 0);
      GatherDimensions moved =
          new GatherDimensions(
              up(d.offsetDims()),
              d.collapsedSliceDims(),
              d.startIndexMap(),
              d.operandBatchingDims(),
              up(d.startIndicesBatchingDims()));
      // Examples may read the same places, in any order.
      return one(Lax.gather(x, indicesFront, moved, p.sliceSizes(), false, false, p.mode(), p.fillValue()), 0);
    }
    Value front = Lax.moveAxis(x, axis, 0);
    Value indicesFront = Lax.moveAxis(indices, indexAxis, 0);
    GatherDimensions moved =
        new GatherDimensions(
            up(d.offsetDims()),
            up(d.collapsedSliceDims()),
            up(d.startIndexMap()),
            up(d.operandBatchingDims()).insert(0, 0),
            up(d.startIndicesBatchingDims()).insert(0, 0));
    Ints sizes = p.sliceSizes().insert(0, Math.min(1, front.shape().size(0)));
    return one(
        Lax.gather(front, indicesFront, moved, sizes, p.indicesAreSorted(), p.uniqueIndices(), p.mode(), p.fillValue()),
        0);
  }

  private static Batched scatter(Indexing.Scatter p, List<Value> values, List<Integer> axes) {
    int size = Vmap.size(values, axes);
    Value x = Vmap.moveToFront(values.get(0), axes.get(0), size);
    Value updates = Vmap.moveToFront(values.get(2), axes.get(2), size);
    ScatterDimensions d = p.dimensions();
    if (axes.get(1) == null) {
      ScatterDimensions moved =
          new ScatterDimensions(
              up(d.updateWindowDims()).insert(0, 0),
              up(d.insertedWindowDims()),
              up(d.scatterDimsToOperandDims()),
              up(d.operandBatchingDims()),
              d.scatterIndicesBatchingDims());
      return one(
          Lax.scatter(p.combine(), x, values.get(1), updates, moved, p.indicesAreSorted(), p.uniqueIndices(), p.mode()),
          0);
    }
    Value indices = Vmap.moveToFront(values.get(1), axes.get(1), size);
    ScatterDimensions moved =
        new ScatterDimensions(
            up(d.updateWindowDims()),
            up(d.insertedWindowDims()),
            up(d.scatterDimsToOperandDims()),
            up(d.operandBatchingDims()).insert(0, 0),
            up(d.scatterIndicesBatchingDims()).insert(0, 0));
    return one(
        Lax.scatter(p.combine(), x, indices, updates, moved, p.indicesAreSorted(), p.uniqueIndices(), p.mode()), 0);
  }

  private static Ints up(Ints axes) {
    return axes.map(a -> a + 1);
  }
}
