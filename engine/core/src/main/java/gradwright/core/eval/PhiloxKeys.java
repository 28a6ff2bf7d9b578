package gradwright.core.eval;

import gradwright.core.device.Device;
import gradwright.core.prim.RandomBits;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Keys of JAX's generators `rbg` and `unsafe_rbg`: four words that are a Philox state. Both draw bits by Philox, and where
/// a whole array of keys draws, all come from its first key's stream, as XLA's generator has it. `rbg` derives keys by
/// threefry on each half, `unsafe_rbg` by Philox: every tenth block of a stream is a key.
final class PhiloxKeys {
  private static final int WORDS = 4;
  private static final int SKIP = 10;

  private PhiloxKeys() {}

  static Array seed(Array seeds, Aval out, Device device) {
    long[] from = Blocks.longs(seeds);
    boolean wide = seeds.dtype().bits() == 64;
    int[] keys = new int[WORDS * from.length];
    for (int i = 0; i < from.length; i++) {
      seed(from[i], wide, keys, WORDS * i);
    }
    return store(keys, out, device);
  }

  private static void seed(long seed, boolean wide, int[] keys, int at) {
    for (int half = 0; half < 2; half++) {
      keys[at + 2 * half] = wide ? (int) (seed >>> 32) : 0;
      keys[at + 2 * half + 1] = (int) seed;
    }
  }

  static Array split(Array keys, int n, Aval out, Device device) {
    int[] from = words(keys);
    int count = from.length / WORDS;
    int[] to = new int[from.length * n];
    boolean threefry = keys.dtype() == DType.KEY_RBG;
    boolean partitionable = Session.current().config().threefryPartitionable();
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < n; i++) {
        int at = k * n + i;
        if (threefry) {
          split(from, WORDS * k, i, n, partitionable, to, WORDS * at);
        } else {
          block(from, 0, (long) SKIP * at, to, WORDS * at);
        }
      }
    }
    return store(to, out, device);
  }

  /// The i-th of n keys that threefry splits off each half of the key at `key`.
  static void split(int[] keys, int key, int i, int n, boolean partitionable, int[] to, int at) {
    for (int half = 0; half < WORDS; half += 2) {
      long from = Threefry.pack(keys[key + half], keys[key + half + 1]);
      long one = Threefry.split(from, i, n, partitionable);
      to[at + half] = Threefry.first(one);
      to[at + half + 1] = Threefry.second(one);
    }
  }

  /// `keys` have the output's shape; `data` too, or a single element.
  static Array foldIn(Array keys, Array data, Aval out, Device device) {
    int[] from = words(keys);
    long[] numbers = Blocks.longs(data);
    int[] to = new int[from.length];
    boolean threefry = keys.dtype() == DType.KEY_RBG;
    int[] first = new int[WORDS];
    if (!threefry && numbers.length > 0) {
      seed(numbers[0], false, first, 0);
    }
    int[] bits = new int[WORDS];
    for (int k = 0; k < from.length / WORDS; k++) {
      int which = numbers.length == 1 ? 0 : k;
      int at = WORDS * k;
      if (threefry) {
        for (int half = 0; half < WORDS; half += 2) {
          long hash = Threefry.hash(Threefry.pack(from[at + half], from[at + half + 1]), 0, (int) numbers[which]);
          to[at + half] = Threefry.first(hash);
          to[at + half + 1] = Threefry.second(hash);
        }
      } else {
        Philox.block(first, 0, (long) SKIP * which + SKIP - 1, bits);
        for (int w = 0; w < WORDS; w++) {
          to[at + w] = from[at + w] ^ bits[w];
        }
      }
    }
    return store(to, out, device);
  }

  static Array bits(Array keys, RandomBits.Bits p, Aval out, Device device) {
    Array result = Array.allocate(out, device);
    long n = out.shape().elements();
    if (n == 0) {
      return result;
    }
    int[] key = words(keys);
    int[] block = new int[4];
    MemorySegment m = result.buffer().segment();
    int width = p.bitWidth();
    int each = width == 64 ? 2 : 4;
    for (long at = 0; at < n; at += each) {
      Philox.block(key, 0, at / each, block);
      int count = (int) Math.min(each, n - at);
      for (int i = 0; i < count; i++) {
        if (width == 32) {
          m.setAtIndex(ValueLayout.JAVA_INT, at + i, block[i]);
        } else if (width == 64) {
          result.setLong(at + i, block[2 * i] & 0xffffffffL | (long) block[2 * i + 1] << 32);
        } else {
          result.setLong(at + i, block[i]);
        }
      }
    }
    return result;
  }

  static int[] words(Array keys) {
    int[] words = new int[Math.toIntExact(WORDS * keys.elements())];
    MemorySegment.copy(keys.memory(), ValueLayout.JAVA_INT, 0, words, 0, words.length);
    java.lang.ref.Reference.reachabilityFence(keys);
    return words;
  }

  private static void block(int[] keys, int key, long number, int[] to, int at) {
    int[] block = new int[4];
    Philox.block(keys, key, number, block);
    System.arraycopy(block, 0, to, at, WORDS);
  }

  private static Array store(int[] words, Aval out, Device device) {
    Array keys = Array.allocate(out, device);
    MemorySegment.copy(words, 0, keys.buffer().segment(), ValueLayout.JAVA_INT, 0, words.length);
    return keys;
  }
}
