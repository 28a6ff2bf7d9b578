package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.infer.TypeRules;
import gradwright.core.prim.Indexing;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Reference evaluation of reads and writes at computed places.
final class IndexingEvaluator {
  private IndexingEvaluator() {}

  static Array evaluate(Indexing p, List<Array> in, Device device) {
    Aval out = TypeRules.outputs(p, in.stream().map(Array::aval).toList()).getFirst();
    Array x = in.getFirst();
    return switch (p) {
      case Indexing.Gather g -> Gathering.gather(g, x, in.get(1), out, device);
      case Indexing.Scatter s -> Scattering.scatter(s, x, in.get(1), in.get(2), device);
      case Indexing.DynamicSlice _ ->
          Strided.gather(x, out, start(x, out.shape().toArray(), in.subList(1, in.size())), x.shape().strides());
      case Indexing.DynamicUpdateSlice _ -> {
        Array update = in.get(1);
        Array result = copy(x, out, device);
        Strided.copy(
            update.memory(),
            0,
            update.shape().strides(),
            result.buffer().segment(),
            start(x, update.shape().toArray(), in.subList(2, in.size())),
            x.shape().strides(),
            update.shape().toArray(),
            x.dtype().byteSize());
        yield result;
      }
    };
  }

  static Array copy(Array x, Aval aval, Device device) {
    Array r = Array.allocate(aval, device);
    MemorySegment.copy(x.memory(), 0, r.buffer().segment(), 0, aval.bytes());
    return r;
  }

  /// The place of a slice's first element, its start clamped so that the slice fits.
  private static long start(Array x, int[] sizes, List<Array> starts) {
    long[] strides = x.shape().strides();
    long at = 0;
    for (int i = 0; i < sizes.length; i++) {
      at += clamp(index(starts.get(i), 0), x.shape().size(i) - sizes[i]) * strides[i];
    }
    return at;
  }

  private static long index(Array a, long i) {
    long v = a.getLong(i);
    return a.dtype().isUnsigned() && v < 0 ? Long.MAX_VALUE : v;
  }

  static long clamp(long v, long max) {
    return Math.max(0, Math.min(v, max));
  }
}
