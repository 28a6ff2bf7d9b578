package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.prim.Indexing;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Gathers: copies of windows. A window out of bounds is clamped into them, or filled.
final class Gathering {
  private Gathering() {}

  static Array gather(Indexing.Gather g, Array x, Array indices, Aval out, Device device) {
    Array result = Array.allocate(out, device);
    int bytes = out.dtype().byteSize();
    if (out.shape().elements() == 0 || bytes == 0) {
      return result;
    }
    IndexedWindows w = IndexedWindows.of(g, x.shape(), indices, out.shape());
    MemorySegment from = x.memory();
    MemorySegment to = result.buffer().segment();
    MemorySegment fill =
        g.mode() == Indexing.Mode.FILL_OR_DROP ? fill(g.fillValue(), out.dtype(), device).memory() : null;
    long[] still = new long[w.sizes.length];
    if (w.windowElements() == 1 && bytes == 4) {
      w.forEach((place, other) ->
          to.setAtIndex(
              ValueLayout.JAVA_INT,
              other,
              place < 0 ? fill.get(ValueLayout.JAVA_INT, 0) : from.getAtIndex(ValueLayout.JAVA_INT, place)));
    } else if (w.contiguous()) {
      long run = (long) w.windowElements() * bytes;
      w.forEach((place, other) -> {
        if (place >= 0) {
          MemorySegment.copy(from, place * bytes, to, other * bytes, run);
        } else {
          Strided.copy(fill, 0, still, to, other, w.otherStrides, w.sizes, bytes);
        }
      });
    } else {
      w.forEach((place, other) -> {
        boolean inside = place >= 0;
        Strided.copy(
            inside ? from : fill,
            inside ? place : 0,
            inside ? w.operandStrides : still,
            to,
            other,
            w.otherStrides,
            w.sizes,
            bytes);
      });
    }
    return result;
  }

  /// The fill value as a scalar array; by default NaN, the smallest integer, the largest unsigned, or true.
  private static Array fill(HostScalar value, DType t, Device device) {
    Array a = Array.allocate(Aval.of(t, Shape.SCALAR), device);
    if (value != null) {
      return a.fill(value.aval().dtype() == t ? value : value.to(t, false));
    }
    switch (t.kind()) {
      case FLOAT, COMPLEX -> a.setComplex(0, Double.NaN, 0);
      case SIGNED -> a.setLong(0, -1L << (t.bits() - 1));
      case BOOL -> a.setLong(0, 1);
      default -> a.setLong(0, -1);
    }
    return a;
  }
}
