package gradwright.cpu.library;

import gradwright.core.prim.Indexing;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import java.util.ArrayList;
import java.util.List;

/// Where the windows of a gather or scatter lie, planned from types alone: in the operand (by the indices) and in the
/// other array, the gathered one or the updates. All places count elements.
final class IndexedPlaces {
  private final DType indexType;
  private final int vector;
  private final long[] limits;
  private final long[] strides;
  private final boolean clip;
  private final int[] sizes;
  private final long[] otherSteps;
  private final long[] placeSteps;
  private final boolean apart;

  /// Sizes and strides of a window.
  final int[] windowSizes;

  final long[] operandStrides;
  final long[] otherStrides;

  /// Windows there are.
  final long count;

  private IndexedPlaces(
      Shape operand,
      int[] window,
      Aval indices,
      Ints indexMap,
      Ints batchingDims,
      Ints indexBatchingDims,
      Ints windowDims,
      Ints absentDims,
      Shape other,
      boolean clip) {
    this.indexType = indices.dtype();
    this.clip = clip;
    int batchRank = indices.rank() - 1;
    vector = indices.shape().size(batchRank);
    long[] own = operand.strides();
    limits = new long[vector];
    strides = new long[vector];
    boolean single = true;
    for (int i = 0; i < vector; i++) {
      int axis = indexMap.get(i);
      limits[i] = operand.size(axis) - window[axis];
      strides[i] = own[axis];
      single &= window[axis] == 1;
    }
    apart = single;
    long[] otherAll = other.strides();
    sizes = new int[batchRank];
    otherSteps = new long[batchRank];
    placeSteps = new long[batchRank];
    long all = 1;
    int b = 0;
    for (int i = 0; i < other.rank(); i++) {
      if (!windowDims.contains(i)) {
        sizes[b] = indices.shape().size(b);
        all *= sizes[b];
        otherSteps[b++] = otherAll[i];
      }
    }
    count = all;
    for (int i = 0; i < batchingDims.size(); i++) {
      placeSteps[indexBatchingDims.get(i)] += own[batchingDims.get(i)];
    }
    int w = windowDims.size();
    windowSizes = new int[w];
    operandStrides = new long[w];
    otherStrides = new long[w];
    int k = 0;
    for (int axis = 0; axis < operand.rank(); axis++) {
      if (!absentDims.contains(axis) && !batchingDims.contains(axis)) {
        windowSizes[k] = window[axis];
        operandStrides[k] = own[axis];
        otherStrides[k] = otherAll[windowDims.get(k)];
        k++;
      }
    }
  }

  static IndexedPlaces of(Indexing.Gather g, Shape operand, Aval indices, Shape out) {
    Indexing.GatherDimensions d = g.dimensions();
    return new IndexedPlaces(
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

  static IndexedPlaces of(Indexing.Scatter s, Shape operand, Aval indices, Shape updates) {
    Indexing.ScatterDimensions d = s.dimensions();
    return new IndexedPlaces(
        operand,
        d.inverseSliceSizes(operand.rank(), updates).toArray(),
        indices,
        d.scatterDimsToOperandDims(),
        d.operandBatchingDims(),
        d.scatterIndicesBatchingDims(),
        d.updateWindowDims(),
        d.insertedWindowDims(),
        updates,
        s.mode() == Indexing.Mode.CLIP);
  }

  /// Whether windows at different places never overlap.
  boolean apart() {
    return apart;
  }

  /// Elements of one window.
  long windowElements() {
    long n = 1;
    for (int s : windowSizes) {
      n *= s;
    }
    return n;
  }

  /// Elements of the longest run that a window's innermost axes form in both arrays.
  int run() {
    long expected = 1;
    for (int i = windowSizes.length - 1; i >= 0; i--) {
      if (windowSizes[i] != 1) {
        if (operandStrides[i] != expected || otherStrides[i] != expected) {
          break;
        }
        expected *= windowSizes[i];
      }
    }
    return (int) expected;
  }

  /// Windows that are single runs, found by one int32 index each, and evenly spaced in the other array.
  ///
  /// @param length elements of a row
  /// @param indexedStride elements from one row of the operand to the next
  /// @param otherStride elements from one row of the other array to the next
  /// @param last the largest index
  record Rows(long length, long indexedStride, long otherStride, long last) {
    /// Whether an operand of so many elements is such rows and nothing else.
    boolean fill(long elements) {
      return (last + 1) * indexedStride == elements;
    }
  }

  /// The windows as rows; null when they are not that simple.
  Rows rows() {
    if (vector != 1 || indexType != DType.INT32 || run() != windowElements()) {
      return null;
    }
    long step = 0;
    long below = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      if (placeSteps[i] != 0) {
        return null;
      }
      if (sizes[i] != 1) {
        if (below > 1 && otherSteps[i] != step * below) {
          return null;
        }
        step = below == 1 ? otherSteps[i] : step;
        below *= sizes[i];
      }
    }
    return new Rows(windowElements(), strides[0], step, limits[0]);
  }

  /// Whether indices out of bounds are brought into them.
  boolean clips() {
    return clip;
  }

  /// Where the runs of a window begin relative to its first element: in the operand, or in the other array.
  long[] runs(boolean inOperand) {
    int run = run();
    List<int[]> axes = new ArrayList<>();
    long inner = 1;
    for (int i = windowSizes.length - 1; i >= 0; i--) {
      if (inner < run) {
        inner *= windowSizes[i];
      } else {
        axes.addFirst(new int[] {i});
      }
    }
    long[] steps = inOperand ? operandStrides : otherStrides;
    long[] r = {0};
    for (int[] axis : axes) {
      int n = windowSizes[axis[0]];
      long[] next = new long[r.length * n];
      for (int i = 0; i < r.length; i++) {
        for (int j = 0; j < n; j++) {
          next[i * n + j] = r[i] + j * steps[axis[0]];
        }
      }
      r = next;
    }
    return r;
  }

  /// The place of each window `lo` to `hi` in the operand, or -1 when it is out of bounds, and in the other array.
  void places(long indices, long lo, int n, long[] place, long[] other) {
    int last = sizes.length - 1;
    int done = 0;
    while (done < n) {
      long b = lo + done;
      long base = 0;
      long at = 0;
      long left = n - done;
      if (last >= 0) {
        long rest = b;
        for (int i = last; i >= 0; i--) {
          long k = rest % sizes[i];
          rest /= sizes[i];
          base += k * placeSteps[i];
          at += k * otherSteps[i];
          left = i == last ? Math.min(left, sizes[i] - k) : left;
        }
      }
      long placeStep = last >= 0 ? placeSteps[last] : 0;
      long otherStep = last >= 0 ? otherSteps[last] : 0;
      for (int j = 0; j < left; j++) {
        place[done + j] = base + j * placeStep;
        other[done + j] = at + j * otherStep;
      }
      done += (int) left;
    }
    if (vector == 1 && indexType == DType.INT32) {
      one(indices + 4 * lo, n, place);
      return;
    }
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < vector; i++) {
        long v = index(indices, (lo + j) * vector + i);
        if (clip) {
          v = Math.max(0, Math.min(v, limits[i]));
        } else if (v < 0 || v > limits[i]) {
          place[j] = -1;
          break;
        }
        place[j] += v * strides[i];
      }
    }
  }

  private void one(long from, int n, long[] place) {
    long limit = limits[0];
    long stride = strides[0];
    int[] index = new int[n];
    Raw.load(from, index, 0, n);
    if (clip) {
      for (int j = 0; j < n; j++) {
        place[j] += Math.max(0, Math.min(index[j], limit)) * stride;
      }
      return;
    }
    for (int j = 0; j < n; j++) {
      long v = index[j];
      place[j] = v < 0 || v > limit ? -1 : place[j] + v * stride;
    }
  }

  private long index(long indices, long i) {
    return readIndex(indexType, indices, i);
  }

  static long readIndex(DType t, long at, long i) {
    return switch (t.code()) {
      case INT32 -> Raw.intAt(at + 4 * i);
      case INT64, UINT64 -> Raw.longAt(at + 8 * i);
      case UINT32 -> Raw.intAt(at + 4 * i) & 0xffffffffL;
      case INT16 -> Raw.shortAt(at + 2 * i);
      case UINT16 -> Raw.shortAt(at + 2 * i) & 0xffff;
      case INT8 -> Raw.byteAt(at + i);
      default -> Raw.byteAt(at + i) & 0xff;
    };
  }
}
