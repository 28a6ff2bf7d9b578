package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import java.lang.foreign.MemorySegment;

/// Rows of row-major arrays: contiguous memory along the leading axis.
final class LeadingSlices {
  private LeadingSlices() {}

  /// The sub-array at index `i` of the leading axis.
  static Array get(Array x, int i, Device device) {
    Aval row = x.aval().withShape(x.shape().remove(0));
    Array r = Array.allocate(row, device);
    copy(x, i, r, 0, row.bytes());
    return r;
  }

  /// Writes `row` at index `i` of the leading axis, during construction of `into`.
  static void set(Array into, int i, Array row) {
    copy(row, 0, into, i, row.aval().bytes());
  }

  /// Copies chunk `fromIndex` of one array to chunk `toIndex` of another, chunks being `bytes` long.
  static void copy(Array from, long fromIndex, Array to, long toIndex, long bytes) {
    if (bytes > 0) {
      MemorySegment.copy(from.memory(), fromIndex * bytes, to.buffer().segment(), toIndex * bytes, bytes);
    }
  }
}
