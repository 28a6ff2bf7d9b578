package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.infer.TypeRules;
import gradwright.core.prim.RandomBits;
import gradwright.core.trace.EvalTrace;
import gradwright.core.trace.Interpreter;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.CustomGenerator;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Reference evaluation of the primitives on keys: threefry's in the partitionable scheme unless the configuration asks
/// for the older one, the others by `PhiloxKeys`.
final class RandomEvaluator {
  private RandomEvaluator() {}

  static List<Array> evaluate(RandomBits p, List<Array> in, Device device) {
    List<Aval> avals = TypeRules.outputs(p, in.stream().map(Array::aval).toList());
    Aval out = avals.getFirst();
    Array x = in.getFirst();
    CustomGenerator generator = p.generator(in.stream().map(Array::aval).toList());
    if (generator != null) {
      List<Value> made = Interpreter.run(generator.program(p, in.stream().map(Array::aval).toList()), in);
      return made.stream().map(v -> EvalTrace.toArray(v, device)).toList();
    }
    return switch (p) {
      case RandomBits.Seed s when s.keys() != DType.KEY_FRY -> List.of(PhiloxKeys.seed(x, out, device));
      case RandomBits.Split s when x.dtype() != DType.KEY_FRY ->
          List.of(PhiloxKeys.split(x, Math.toIntExact(s.shape().elements()), out, device));
      case RandomBits.FoldIn _ when x.dtype() != DType.KEY_FRY -> {
        Array data = in.get(1);
        yield List.of(
            PhiloxKeys.foldIn(broadcast(x, out), data.rank() == 0 ? data : broadcast(data, out), out, device));
      }
      case RandomBits.Bits b when x.dtype() != DType.KEY_FRY -> List.of(PhiloxKeys.bits(x, b, out, device));
      case RandomBits.Seed _ -> {
        long[] seeds = Blocks.longs(x);
        long[] keys = new long[seeds.length];
        boolean wide = x.dtype().bits() == 64;
        for (int i = 0; i < keys.length; i++) {
          keys[i] = Threefry.pack(wide ? (int) (seeds[i] >>> 32) : 0, (int) seeds[i]);
        }
        yield List.of(Blocks.store(out, device, keys));
      }
      case RandomBits.Split s -> List.of(split(x, Math.toIntExact(s.shape().elements()), out, device));
      case RandomBits.FoldIn _ -> {
        long[] keys = Blocks.longs(broadcast(x, out));
        long[] data = Blocks.longs(broadcast(in.get(1), out));
        long[] r = new long[keys.length];
        for (int i = 0; i < r.length; i++) {
          r[i] = Threefry.hash(keys[i], 0, (int) data[i]);
        }
        yield List.of(Blocks.store(out, device, r));
      }
      case RandomBits.Bits b -> List.of(bits(x, b, out, device));
      case RandomBits.Wrap _, RandomBits.Unwrap _ -> List.of(x.view(out));
      case RandomBits.Threefry2x32 _ -> threefry(in, avals, device);
      case RandomBits.Gamma g -> List.of(gamma(x, in.get(1), g.logSpace(), out, device));
    };
  }

  private static Array broadcast(Array a, Aval out) {
    return a.shape().equals(out.shape()) ? a : Strided.broadcast(a, out.shape());
  }

  private static boolean partitionable() {
    return Session.current().config().threefryPartitionable();
  }

  private static Array split(Array keys, int n, Aval out, Device device) {
    long[] from = Blocks.longs(keys);
    long[] r = new long[from.length * n];
    for (int k = 0; k < from.length; k++) {
      if (partitionable()) {
        for (int i = 0; i < n; i++) {
          r[k * n + i] = Threefry.split(from[k], i);
        }
      } else {
        int[] s = Threefry.stream(from[k], 2 * n);
        for (int i = 0; i < n; i++) {
          r[k * n + i] = Threefry.pack(s[2 * i], s[2 * i + 1]);
        }
      }
    }
    return Blocks.store(out, device, r);
  }

  private static Array bits(Array keys, RandomBits.Bits p, Aval out, Device device) {
    long[] from = Blocks.longs(keys);
    long n = p.shape().elements();
    Array result = Array.allocate(out, device);
    MemorySegment m = result.buffer().segment();
    for (int k = 0; k < from.length; k++) {
      if (!partitionable()) {
        olderBits(from[k], p.bitWidth(), Math.toIntExact(n), result, k * n);
        continue;
      }
      long key = from[k];
      long base = k * n;
      switch (p.bitWidth()) {
        case 32 -> {
          for (long i = 0; i < n; i++) {
            long h = Threefry.hash(key, i);
            m.setAtIndex(ValueLayout.JAVA_INT, base + i, Threefry.first(h) ^ Threefry.second(h));
          }
        }
        case 64 -> {
          for (long i = 0; i < n; i++) {
            long h = Threefry.hash(key, i);
            m.setAtIndex(ValueLayout.JAVA_LONG, base + i, Long.rotateLeft(h, 32));
          }
        }
        default -> {
          for (long i = 0; i < n; i++) {
            long h = Threefry.hash(key, i);
            result.setLong(base + i, Threefry.first(h) ^ Threefry.second(h));
          }
        }
      }
    }
    return result;
  }

  private static void olderBits(long key, int width, int n, Array result, long base) {
    int words = Math.toIntExact(((long) width * n + 31) / 32);
    int[] s = Threefry.stream(key, words);
    for (int i = 0; i < n; i++) {
      long v =
          switch (width) {
            case 64 -> (long) s[i] << 32 | (s[n + i] & 0xffffffffL);
            case 32 -> s[i];
            default -> s[i * width / 32] >>> (i * width % 32);
          };
      result.setLong(base + i, v);
    }
  }

  private static List<Array> threefry(List<Array> in, List<Aval> avals, Device device) {
    Aval out = avals.getFirst();
    int[][] v = new int[4][];
    for (int i = 0; i < 4; i++) {
      v[i] = (int[]) Blocks.load(broadcast(in.get(i), out));
    }
    int[] a = new int[v[0].length];
    int[] b = new int[v[0].length];
    for (int i = 0; i < a.length; i++) {
      long h = Threefry.hash(Threefry.pack(v[0][i], v[1][i]), v[2][i], v[3][i]);
      a[i] = Threefry.first(h);
      b[i] = Threefry.second(h);
    }
    return List.of(Blocks.store(out, device, a), Blocks.store(out, device, b));
  }

  /// The axes that alpha has beyond the keys' take keys split from theirs.
  private static Array gamma(Array keys, Array alpha, boolean logSpace, Aval out, Device device) {
    int count = Math.toIntExact(keys.elements());
    double[] a = Blocks.doubles(alpha);
    double[] r = new double[a.length];
    int each = count == 0 ? 0 : a.length / count;
    GammaDraw draw = new GammaDraw(alpha.dtype(), KeyRegisters.of(keys, GammaDraw.REGISTERS, partitionable()));
    for (int i = 0; i < a.length; i++) {
      r[i] = draw.next(i / each, i % each, each, a[i], logSpace);
      if ((i & 0xffff) == 0xffff) {
        Session.current().poll();
      }
    }
    return Blocks.ofDoubles(out, device, r);
  }
}
