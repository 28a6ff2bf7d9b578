package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Indexing;
import gradwright.core.types.Aval;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import java.util.List;

/// Types of gathers, scatters and dynamic slices. The result is weakly typed when the operand is.
final class IndexingTypes {
  private IndexingTypes() {}

  static Aval output(Indexing p, List<Aval> in) {
    return switch (p) {
      case Indexing.Gather g -> gather(g, in.get(0), in.get(1));
      case Indexing.Scatter s -> scatter(s, in.get(0), in.get(1), in.get(2));
      case Indexing.DynamicSlice s -> dynamicSlice(s, in);
      case Indexing.DynamicUpdateSlice _ -> dynamicUpdateSlice(in);
    };
  }

  private static Aval dynamicSlice(Indexing.DynamicSlice p, List<Aval> in) {
    Aval x = in.getFirst();
    Ints sizes = p.sliceSizes();
    if (sizes.size() != x.rank() || in.size() - 1 != x.rank()) {
      throw JaxError.type(
          "dynamic_slice slice_sizes must have the same length as start_indices, got start_inidices length %d and slice_sizes %s."
              .formatted(in.size() - 1, sizes));
    }
    for (int i = 0; i < x.rank(); i++) {
      if (sizes.get(i) > x.shape().size(i)) {
        throw JaxError.type(
            "slice slice_sizes must be less than or equal to operand shape, got slice_sizes "
                + sizes
                + " for operand shape "
                + x.shape().toTuple()
                + ".");
      }
    }
    for (int i = 0; i < x.rank(); i++) {
      if (sizes.get(i) < 0) {
        throw JaxError.type(
            "slice slice_sizes must be greater than or equal to zero, got slice_sizes of " + sizes + ".");
      }
    }
    indices("dynamic_slice", in.subList(1, in.size()));
    return x.withShape(sizes.toShape());
  }

  private static void indices(String name, List<Aval> starts) {
    for (Aval a : starts) {
      if (a.rank() != 0) {
        throw JaxError.type(
            name.equals("dynamic_slice")
                ? "start_indices arguments to dynamic_slice must be scalars,  got indices " + starts
                : "start_indices arguments to dynamic_update_slice must be scalars, got indices " + starts);
      }
    }
    for (Aval a : starts) {
      if (!a.dtype().isInteger() || a.dtype() != starts.getFirst().dtype()) {
        StringBuilder b = new StringBuilder();
        starts.forEach(s -> b.append(b.isEmpty() ? "" : ", ").append(s.dtype()));
        throw JaxError.type("index arguments to " + name + " must be integers of the same type, got " + b);
      }
    }
  }

  private static Aval dynamicUpdateSlice(List<Aval> in) {
    Aval x = in.get(0);
    Aval update = in.get(1);
    List<Aval> starts = in.subList(2, in.size());
    String got = "got update shape " + update.shape().toTuple() + " for operand shape " + x.shape().toTuple() + ".";
    if (x.rank() != update.rank()) {
      throw JaxError.type("dynamic_update_slice update must have the same rank as operand, " + got);
    }
    if (x.rank() != starts.size()) {
      throw JaxError.type(
          "dynamic_update_slice start_indices must have length equal to the rank of operand, got indices "
              + starts
              + " for operand shape "
              + x.shape().toTuple()
              + ".");
    }
    for (int i = 0; i < x.rank(); i++) {
      if (update.shape().size(i) > x.shape().size(i)) {
        throw JaxError.type("dynamic_update_slice update shape must be smaller than operand shape, " + got);
      }
    }
    Accepted.sameDTypes("dynamic_update_slice", List.of(x, update));
    indices("dynamic_update_slice", starts);
    return new Aval(x.dtype(), x.shape(), Accepted.allWeak(in));
  }

  private static Aval gather(Indexing.Gather g, Aval x, Aval indices) {
    Indexing.GatherDimensions d = g.dimensions();
    String op = "gather";
    int vector = indices.rank() - 1;
    if (vector < 0) {
      throw JaxError.type(
          "Gather index leaf dimension must be within [0, rank(indices) + 1). rank(indices) is 0 and gather index leaf"
              + " dimension is -1.");
    }
    sorted(d.offsetDims(), op, "offset_dims");
    distinct(d.offsetDims(), op, "offset_dims");
    int outRank = d.offsetDims().size() + vector;
    for (int i = 0; i < d.offsetDims().size(); i++) {
      int o = d.offsetDims().get(i);
      if (o < 0 || o >= outRank) {
        throw JaxError.type(
            "Offset dimension %d in gather op is out of bounds; got %d, but should have been in [0, %d)"
                .formatted(i, o, outRank));
      }
    }
    if (d.startIndexMap().size() != indices.shape().size(vector)) {
      throw JaxError.type(
          ("Gather op has %d elements in start_index_map and the bound of dimension index_vector_dim=%d of indices is"
                  + " %d. These two numbers must be equal.")
              .formatted(d.startIndexMap().size(), vector, indices.shape().size(vector)));
    }
    for (int i = 0; i < d.startIndexMap().size(); i++) {
      int axis = d.startIndexMap().get(i);
      if (axis < 0 || axis >= x.rank()) {
        throw JaxError.type("Invalid start_index_map; domain is [0, %d), got: %d->%d.".formatted(x.rank(), i, axis));
      }
    }
    distinct(d.startIndexMap(), op, "start_index_map");
    sorted(d.collapsedSliceDims(), op, "collapsed_slice_dims");
    inRange(d.collapsedSliceDims(), x.rank(), op, "collapsed_slice_dims");
    distinct(d.collapsedSliceDims(), op, "collapsed_slice_dims");
    distinct(d.operandBatchingDims(), op, "operand_batching_dims");
    sorted(d.operandBatchingDims(), op, "operand_batching_dims");
    inRange(d.operandBatchingDims(), x.rank(), op, "operand_batching_dims");
    disjoint(d.collapsedSliceDims(), d.operandBatchingDims(), op, "collapsed_slice_dims", "operand_batching_dims");
    disjoint(d.startIndexMap(), d.operandBatchingDims(), op, "start_index_map", "operand_batching_dims");
    batching(
        "Gather", op, x, indices, d.operandBatchingDims(), d.startIndicesBatchingDims(), "start_indices_batching_dims");
    Ints sizes = g.sliceSizes();
    if (x.rank() != sizes.size()) {
      throw JaxError.type(
          "Gather op must have one slice size for every input dimension; got: len(slice_sizes)=%d, input_shape.rank=%d"
              .formatted(sizes.size(), x.rank()));
    }
    if (sizes.size() != d.offsetDims().size() + d.collapsedSliceDims().size() + d.operandBatchingDims().size()) {
      throw JaxError.type(
          ("All components of the offset index in a gather op must either be a offset dimension or explicitly"
                  + " collapsed/batching; got len(slice_sizes)=%d, output_slice_sizes=%s, collapsed_slice_dims=%s,"
                  + " operand_batching_dims=%s.")
              .formatted(sizes.size(), d.offsetDims(), d.collapsedSliceDims(), d.operandBatchingDims()));
    }
    for (int i = 0; i < sizes.size(); i++) {
      if (indices.shape().elements() != 0 && (sizes.get(i) < 0 || sizes.get(i) > x.shape().size(i))) {
        throw JaxError.type(
            "Slice size at index %d in gather op is out of range, must be within [0, %d + 1), got %d."
                .formatted(i, x.shape().size(i), sizes.get(i)));
      }
    }
    for (int i = 0; i < d.collapsedSliceDims().size(); i++) {
      int axis = d.collapsedSliceDims().get(i);
      if (sizes.get(axis) != 1) {
        throw JaxError.type(
            "Gather op can only collapse slice dims with bound 1, but bound is %d for index %d at position %d."
                .formatted(sizes.get(axis), axis, i));
      }
    }
    for (int i = 0; i < d.operandBatchingDims().size(); i++) {
      int axis = d.operandBatchingDims().get(i);
      if (sizes.get(axis) > 1) {
        throw JaxError.type(
            "Gather op can only have operand batching dims with bound 0/1, but bound is %d for index %d at position %d."
                .formatted(sizes.get(axis), axis, i));
      }
    }
    int[] shape = new int[outRank];
    int batch = 0;
    int offset = 0;
    for (int i = 0; i < outRank; i++) {
      if (d.offsetDims().contains(i)) {
        while (d.collapsedSliceDims().contains(offset) || d.operandBatchingDims().contains(offset)) {
          offset++;
        }
        shape[i] = sizes.get(offset++);
      } else {
        shape[i] = indices.shape().size(batch++);
      }
    }
    integers(indices);
    return x.withShape(Shape.of(shape));
  }

  private static Aval scatter(Indexing.Scatter s, Aval x, Aval indices, Aval updates) {
    Indexing.ScatterDimensions d = s.dimensions();
    String op = "scatter";
    int vector = indices.rank() - 1;
    if (vector < 0) {
      throw JaxError.type(
          "Scatter index leaf dimension must be within [0, rank(indices) + 1). rank(indices) is 0 and scatter index"
              + " leaf dimension is -1.");
    }
    int rank = vector + d.updateWindowDims().size();
    if (updates.rank() != rank) {
      throw JaxError.type("Updates tensor must be of rank " + rank + "; got " + updates.rank() + ".");
    }
    sorted(d.updateWindowDims(), op, "update_window_dims");
    distinct(d.updateWindowDims(), op, "update_window_dims");
    inRange(d.updateWindowDims(), updates.rank(), op, "update_window_dims");
    sorted(d.insertedWindowDims(), op, "inserted_window_dims");
    distinct(d.insertedWindowDims(), op, "inserted_window_dims");
    inRange(d.insertedWindowDims(), x.rank(), op, "inserted_window_dims");
    sorted(d.operandBatchingDims(), op, "operand_batching_dims");
    distinct(d.operandBatchingDims(), op, "operand_batching_dims");
    inRange(d.operandBatchingDims(), x.rank(), op, "operand_batching_dims");
    disjoint(d.insertedWindowDims(), d.operandBatchingDims(), op, "inserted_window_dims", "operand_batching_dims");
    disjoint(
        d.scatterDimsToOperandDims(),
        d.operandBatchingDims(),
        op,
        "scatter_dims_to_operand_dims",
        "operand_batching_dims");
    batching(
        "Scatter",
        op,
        x,
        indices,
        d.operandBatchingDims(),
        d.scatterIndicesBatchingDims(),
        "scatter_indices_batching_dims");
    int window = d.updateWindowDims().size() + d.insertedWindowDims().size() + d.operandBatchingDims().size();
    if (x.rank() != window) {
      throw JaxError.type(
          "Scatter op has window of size " + window + "; doesn't match operand of rank " + x.rank() + ".");
    }
    if (d.scatterDimsToOperandDims().size() != indices.shape().size(vector)) {
      throw JaxError.type(
          ("Scatter op has %d elements in scatter_dims_to_operand_dims and the bound of dimension index_vector_dim=%d"
                  + " of indices is %d. These two numbers must be equal")
              .formatted(d.scatterDimsToOperandDims().size(), vector, indices.shape().size(vector)));
    }
    for (int i = 0; i < d.scatterDimsToOperandDims().size(); i++) {
      int axis = d.scatterDimsToOperandDims().get(i);
      if (axis < 0 || axis >= x.rank()) {
        throw JaxError.type(
            "Invalid scatter_dims_to_operand_dims mapping; domain is [0, %d), got: %d->%d."
                .formatted(x.rank(), i, axis));
      }
    }
    distinct(d.scatterDimsToOperandDims(), op, "scatter_dims_to_operand_dims");
    int k = 0;
    for (int axis = 0; axis < x.rank(); axis++) {
      if (d.insertedWindowDims().contains(axis) || d.operandBatchingDims().contains(axis)) {
        continue;
      }
      int size = updates.shape().size(d.updateWindowDims().get(k++));
      if (size > x.shape().size(axis)) {
        throw JaxError.type(
            ("Bounds of the window dimensions of updates must not exceed the bounds of the corresponding dimensions of"
                    + " operand. For dimension %d, updates bound is %d, operand bound is %d.")
                .formatted(d.updateWindowDims().get(k - 1), size, x.shape().size(axis)));
      }
    }
    int batch = 0;
    for (int i = 0; i < updates.rank(); i++) {
      if (d.updateWindowDims().contains(i)) {
        continue;
      }
      if (updates.shape().size(i) != indices.shape().size(batch)) {
        throw JaxError.type(
            ("Bounds of the scatter dimensions of updates must be the same as the bounds of the corresponding"
                    + " dimensions of scatter indices. For scatter dimension %d, updates bound is %d, indices"
                    + " bound is %d.")
                .formatted(i, updates.shape().size(i), indices.shape().size(batch)));
      }
      batch++;
    }
    integers(indices);
    Accepted.sameDTypes("scatter", List.of(x, updates));
    return x;
  }

  private static void integers(Aval indices) {
    if (!indices.dtype().isInteger()) {
      throw JaxError.value("indices must have an integer type");
    }
  }

  private static void sorted(Ints dims, String op, String name) {
    for (int i = 1; i < dims.size(); i++) {
      if (dims.get(i) < dims.get(i - 1)) {
        throw JaxError.type(name + " in " + op + " op must be sorted; got " + dims);
      }
    }
  }

  private static void distinct(Ints dims, String op, String name) {
    if (ShapingTypes.duplicates(dims)) {
      throw JaxError.type(name + " in " + op + " op must not repeat; got: " + dims + ".");
    }
  }

  private static void inRange(Ints dims, int rank, String op, String name) {
    for (int d : dims.toArray()) {
      if (d < 0 || d >= rank) {
        throw JaxError.type("Invalid %s set in %s op; valid range is [0, %d); got: %d.".formatted(name, op, rank, d));
      }
    }
  }

  private static void disjoint(Ints a, Ints b, String op, String nameA, String nameB) {
    for (int d : a.toArray()) {
      if (b.contains(d)) {
        throw JaxError.type("%s and %s in %s op must be disjoint; got: %s and %s.".formatted(nameA, nameB, op, a, b));
      }
    }
  }

  private static void batching(
      String title, String op, Aval x, Aval indices, Ints operandDims, Ints indexDims, String indexName) {
    distinct(indexDims, op, indexName);
    inRange(indexDims, indices.rank(), op, indexName);
    if (indexDims.contains(indices.rank() - 1)) {
      throw JaxError.type(
          title + " op cannot have the index vector dimension as a batching dimension; got " + indexDims + ".");
    }
    if (operandDims.size() != indexDims.size()) {
      throw JaxError.type(
          "%s op requires equal numbers of operand_batching_dims and %s, got %s and %s."
              .formatted(title, indexName, operandDims, indexDims));
    }
    Ints a = operandDims.map(x.shape()::size);
    Ints b = indexDims.map(indices.shape()::size);
    if (!a.equals(b)) {
      throw JaxError.type(
          "%s op requires operand batching dimensions and indices batching dimensions to have the same shape, got %s and %s."
              .formatted(title, a, b));
    }
  }
}
