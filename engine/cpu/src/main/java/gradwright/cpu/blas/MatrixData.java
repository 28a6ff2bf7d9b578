package gradwright.cpu.blas;

import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import java.lang.foreign.MemorySegment;

/// A row-major array in native memory, as a library call sees it.
///
/// @param type  the element type
/// @param shape its sizes; the last two are the matrix, those before are batches
/// @param data  at least `shape.elements()` elements
public record MatrixData(DType type, Shape shape, MemorySegment data) {
  int fromEnd(int k) {
    return shape.size(shape.rank() - k);
  }

  /// The number of matrices; of vectors if the last `axes` is 1.
  long batches(int axes) {
    long count = 1;
    for (int i = 0; i < shape.rank() - axes; i++) {
      count *= shape.size(i);
    }
    return count;
  }

  /// The elements of part `index` if there are `parts` equal ones.
  MemorySegment part(long index, long parts) {
    long bytes = shape.elements() / Math.max(1, parts) * type.byteSize();
    return data.asSlice(index * bytes, bytes);
  }
}
