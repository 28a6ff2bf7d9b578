package gradwright.core.eval;

import gradwright.core.prim.Indexing;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;

/// The windows that an array of indices selects in an operand, and where they lie in the gathered (or update) array.
/// Gathers and scatters are the same walk in two directions.
final class IndexedWindows {
  private final Shape operand;
  private final int[] windowSizes;
  private final long[] indices;
  private final int vector;
  private final Ints indexMap;
  private final Ints batchingDims;
  private final Ints indexBatchingDims;
  private final int[] batchSizes;
  private final long[] batchStrides;
  private final boolean clip;

  /// Sizes and strides of one window: in the operand, and in the other array.
  final int[] sizes;

  final long[] operandStrides;
  final long[] otherStrides;

  @FunctionalInterface
  interface Visitor {
    /// `operandAt` is -1 for a window out of bounds.
    void window(long operandAt, long otherAt);
  }

  /// `windowDims` are the axes of the other array that run over a window; `absentDims` the operand axes that it lacks.
  IndexedWindows(
      Shape operand,
      int[] windowSizes,
      Array indices,
      Ints indexMap,
      Ints batchingDims,
      Ints indexBatchingDims,
      Ints windowDims,
      Ints absentDims,
      Shape other,
      boolean clip) {
    this.operand = operand;
    this.windowSizes = windowSizes;
    this.indices = Blocks.longs(indices);
    this.indexMap = indexMap;
    this.batchingDims = batchingDims;
    this.indexBatchingDims = indexBatchingDims;
    this.clip = clip;
    int rank = indices.rank();
    vector = indices.shape().size(rank - 1);
    long[] otherAll = other.strides();
    long[] operandAll = operand.strides();
    batchSizes = new int[rank - 1];
    batchStrides = new long[rank - 1];
    int b = 0;
    for (int i = 0; i < other.rank(); i++) {
      if (!windowDims.contains(i)) {
        batchSizes[b] = indices.shape().size(b);
        batchStrides[b++] = otherAll[i];
      }
    }
    int w = windowDims.size();
    sizes = new int[w];
    operandStrides = new long[w];
    otherStrides = new long[w];
    int k = 0;
    for (int axis = 0; axis < operand.rank(); axis++) {
      if (!absentDims.contains(axis) && !batchingDims.contains(axis)) {
        sizes[k] = windowSizes[axis];
        operandStrides[k] = operandAll[axis];
        otherStrides[k] = otherAll[windowDims.get(k)];
        k++;
      }
    }
  }

  static IndexedWindows of(Indexing.Gather g, Shape operand, Array indices, Shape out) {
    Indexing.GatherDimensions d = g.dimensions();
    return new IndexedWindows(
        operand,
        g.sliceSizes().toArray(),
        indices,
        d.startIndexMap(),
        d.operandBatchingDims(),
        d.startIndicesBatchingDims(),
        d.offsetDims(),
        d.collapsedSliceDims(),
        out,
        g.mode() != Indexing.Mode.FILL_OR_DROP);
  }

  static IndexedWindows of(Indexing.Scatter s, Shape operand, Array indices, Shape updates) {
    Indexing.ScatterDimensions d = s.dimensions();
    int[] window = new int[operand.rank()];
    int k = 0;
    for (int axis = 0; axis < window.length; axis++) {
      boolean absent = d.insertedWindowDims().contains(axis) || d.operandBatchingDims().contains(axis);
      window[axis] = absent ? 1 : updates.size(d.updateWindowDims().get(k++));
    }
    return new IndexedWindows(
        operand,
        window,
        indices,
        d.scatterDimsToOperandDims(),
        d.operandBatchingDims(),
        d.scatterIndicesBatchingDims(),
        d.updateWindowDims(),
        d.insertedWindowDims(),
        updates,
        s.mode() == Indexing.Mode.CLIP);
  }

  /// Visits the windows in the row-major order of the indices.
  void forEach(Visitor visitor) {
    long count = 1;
    for (int s : batchSizes) {
      count *= s;
    }
    long[] strides = operand.strides();
    int[] at = new int[batchSizes.length];
    long other = 0;
    for (long b = 0; b < count; b++) {
      long place = 0;
      for (int i = 0; i < vector; i++) {
        int axis = indexMap.get(i);
        long v = indices[(int) (b * vector + i)];
        int last = operand.size(axis) - windowSizes[axis];
        if (clip) {
          v = IndexingEvaluator.clamp(v, last);
        } else if (v < 0 || v > last) {
          place = -1;
          break;
        }
        place += v * strides[axis];
      }
      if (place >= 0) {
        for (int i = 0; i < batchingDims.size(); i++) {
          place += at[indexBatchingDims.get(i)] * strides[batchingDims.get(i)];
        }
      }
      visitor.window(place, other);
      for (int i = at.length - 1; i >= 0; i--) {
        other += batchStrides[i];
        if (++at[i] < batchSizes[i]) {
          break;
        }
        other -= batchStrides[i] * batchSizes[i];
        at[i] = 0;
      }
    }
  }

  /// Elements of one window.
  int windowElements() {
    int n = 1;
    for (int s : sizes) {
      n *= s;
    }
    return n;
  }

  /// Whether a window is one run of memory in both arrays.
  boolean contiguous() {
    long expected = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      if (sizes[i] != 1) {
        if (operandStrides[i] != expected || otherStrides[i] != expected) {
          return false;
        }
        expected *= sizes[i];
      }
    }
    return true;
  }

  /// Places of a window's elements relative to its first, in row-major order: in the operand if `inOperand`.
  int[] offsets(boolean inOperand) {
    long[] strides = inOperand ? operandStrides : otherStrides;
    int[] r = new int[windowElements()];
    int[] at = new int[sizes.length];
    long place = 0;
    for (int e = 0; e < r.length; e++) {
      r[e] = (int) place;
      for (int i = sizes.length - 1; i >= 0; i--) {
        place += strides[i];
        if (++at[i] < sizes[i]) {
          break;
        }
        place -= strides[i] * sizes[i];
        at[i] = 0;
      }
    }
    return r;
  }
}
