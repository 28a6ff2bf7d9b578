package gradwright.numpy.ndarray;

import gradwright.core.errors.JaxError;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What `a[index]` sees: a view for whole numbers and slices, else positions that arrays of indices tell.
public final class Indexing {
  private final NdArray a;
  private final List<Integer> shape = new ArrayList<>();
  private final List<Long> strides = new ArrayList<>();
  private final List<NdArray> many = new ArrayList<>();
  private final List<Integer> manyAxes = new ArrayList<>();
  private long offset;
  private int axis;
  private int first = -1;
  private boolean apart;
  private boolean closed;
  private boolean masked;

  private Indexing(NdArray a) {
    this.a = a;
    this.offset = a.offset;
  }

  /// Reads an index of `a`.
  private static Indexing of(NdArray a, List<IndexItem> items) {
    Indexing x = new Indexing(a);
    int used = 0;
    boolean ellipsis = false;
    boolean arrays = false;
    for (IndexItem i : items) {
      switch (i) {
        case IndexItem.At n -> used++;
        case IndexItem.Range r -> used++;
        case IndexItem.Many m -> {
          used += m.array().type == ElementType.BOOL ? m.array().rank() : 1;
          arrays = true;
        }
        case IndexItem.Ellipsis e -> {
          if (ellipsis) {
            throw JaxError.index("an index can only have a single ellipsis ('...')");
          }
          ellipsis = true;
        }
        case IndexItem.NewAxis n -> {}
      }
    }
    if (used > a.rank()) {
      throw JaxError.index(
          "too many indices for array: array is " + a.rank() + "-dimensional, but " + used + " were indexed");
    }
    for (IndexItem i : items) {
      switch (i) {
        case IndexItem.At n -> x.at(n.index(), arrays);
        case IndexItem.Range r -> x.range(r);
        case IndexItem.NewAxis n -> {
          x.shape.add(1);
          x.strides.add(0L);
          x.close();
        }
        case IndexItem.Ellipsis e -> {
          x.whole(a.rank() - used);
          x.close();
        }
        case IndexItem.Many m -> x.arrays(m.array());
      }
    }
    if (!ellipsis) {
      x.whole(a.rank() - used);
    }
    return x;
  }

  private void close() {
    closed = first >= 0;
  }

  private void whole(int n) {
    for (int i = 0; i < n; i++) {
      shape.add(a.shape[axis]);
      strides.add(a.strides[axis++]);
    }
    if (n > 0) {
      close();
    }
  }

  private static long checked(long i, int axis, int size) {
    if (i < -size || i >= size) {
      throw JaxError.index("index " + i + " is out of bounds for axis " + axis + " with size " + size);
    }
    return i < 0 ? i + size : i;
  }

  private void at(long i, boolean arrays) {
    if (arrays) {
      add(Copies.scalar(ElementType.INT64, i));
      return;
    }
    offset += checked(i, axis, a.shape[axis]) * a.strides[axis];
    axis++;
  }

  private void range(IndexItem.Range r) {
    int n = a.shape[axis];
    long step = r.step();
    if (step == 0) {
      throw JaxError.value("slice step cannot be zero");
    }
    long low = step > 0 ? 0 : -1;
    long high = step > 0 ? n : n - 1;
    long start = bound(r.start(), step > 0 ? 0 : n - 1, n, low, high);
    long stop = bound(r.stop(), step > 0 ? n : -1, n, low, high);
    long size = step > 0 ? (stop - start + step - 1) / step : (start - stop - step - 1) / -step;
    size = step > 0 && stop <= start || step < 0 && stop >= start ? 0 : size;
    if (size > 0) {
      offset += start * a.strides[axis];
    }
    shape.add((int) size);
    strides.add(a.strides[axis] * step);
    axis++;
    close();
  }

  private static long bound(Long given, long otherwise, int n, long low, long high) {
    if (given == null) {
      return otherwise;
    }
    long i = given < 0 ? given + n : given;
    return Math.max(low, Math.min(high, i));
  }

  private void arrays(NdArray m) {
    if (m.type == ElementType.BOOL) {
      masked = true;
      if (m.rank() == 0) {
        many.add(
            Copies.get(m, m.offset).equals(true)
                ? NdArray.zeros(ElementType.INT64, 1)
                : NdArray.zeros(ElementType.INT64, 0));
        manyAxes.add(-1);
        place();
        return;
      }
      for (int i = 0; i < m.rank(); i++) {
        if (m.shape[i] != a.shape[axis + i]) {
          throw JaxError.index(
              "boolean index did not match indexed array along axis "
                  + (axis + i)
                  + "; size of axis is "
                  + a.shape[axis + i]
                  + " but size of corresponding boolean axis is "
                  + m.shape[i]);
        }
      }
      for (NdArray i : Searching.nonzero(m)) {
        add(i);
      }
      return;
    }
    if (!m.type.isInteger() && m.size() > 0) {
      throw JaxError.index("arrays used as indices must be of integer (or boolean) type");
    }
    add(m);
  }

  private void add(NdArray index) {
    many.add(index);
    manyAxes.add(axis++);
    place();
  }

  private void place() {
    if (first < 0) {
      first = shape.size();
    } else if (closed) {
      apart = true;
    }
    closed = false;
  }

  private NdArray view() {
    return a.view(
        offset,
        shape.stream().mapToInt(Integer::intValue).toArray(),
        strides.stream().mapToLong(Long::longValue).toArray(),
        a.type);
  }

  /// `a[items]`.
  public static NdArray get(NdArray a, List<IndexItem> items) {
    Indexing x = of(a, items);
    if (x.many.isEmpty()) {
      return x.view();
    }
    Places p = x.places();
    NdArray out = NdArray.allocate(a.type, p.shape);
    if (a.type.isReference()) {
      int k = 0;
      for (long before : p.before) {
        for (long at : p.chosen) {
          for (long after : p.after) {
            out.references[k++] = a.references[(int) ((before + at + after) / a.type.size())];
          }
        }
      }
      return out;
    }
    gather(a, p, out);
    return out;
  }

  private static void gather(NdArray a, Places p, NdArray out) {
    MemorySegment from = a.memory;
    MemorySegment to = out.memory;
    int size = a.type.size();
    long k = 0;
    long run = p.afterContiguous(size) ? (long) p.after.length * size : 0;
    for (long before : p.before) {
      for (long at : p.chosen) {
        if (run > size) {
          MemorySegment.copy(from, before + at + p.after[0], to, k, run);
          k += run;
          continue;
        }
        for (long after : p.after) {
          move(from, before + at + after, to, k, size);
          k += size;
        }
      }
    }
  }

  static void move(MemorySegment from, long at, MemorySegment to, long target, int size) {
    switch (size) {
      case 8 -> to.set(ValueLayout.JAVA_LONG_UNALIGNED, target, from.get(ValueLayout.JAVA_LONG_UNALIGNED, at));
      case 4 -> to.set(ValueLayout.JAVA_INT_UNALIGNED, target, from.get(ValueLayout.JAVA_INT_UNALIGNED, at));
      case 1 -> to.set(ValueLayout.JAVA_BYTE, target, from.get(ValueLayout.JAVA_BYTE, at));
      case 2 -> to.set(ValueLayout.JAVA_SHORT_UNALIGNED, target, from.get(ValueLayout.JAVA_SHORT_UNALIGNED, at));
      default -> MemorySegment.copy(from, at, to, target, size);
    }
  }

  /// `a[items] = value`.
  public static void set(NdArray a, List<IndexItem> items, NdArray value) {
    if (!a.writable()) {
      throw JaxError.value("assignment destination is read-only");
    }
    Indexing x = of(a, items);
    if (x.many.isEmpty()) {
      NdArray view = x.view();
      Copies.copy(fitted(value, view.shape, false, false), view);
      return;
    }
    Places p = x.places();
    boolean oneMask = x.masked && x.many.size() == a.rank() && items.size() == 1;
    NdArray v = fitted(value, p.shape, true, oneMask);
    NdArray from = v.type.equals(a.type) && !v.overlaps(a) ? v : Copies.rowMajor(v, a.type);
    Cursor c = new Cursor(from, p.shape, Layouts.stretched(from, p.shape));
    long[] source = new long[1];
    int size = a.type.size();
    for (long before : p.before) {
      for (long at : p.chosen) {
        for (long after : p.after) {
          c.positions(source, 1);
          if (a.type.isReference()) {
            a.references[(int) ((before + at + after) / size)] = from.references[(int) (source[0] / size)];
          } else {
            move(from.memory, source[0], a.memory, before + at + after, size);
          }
        }
      }
    }
  }

  /// A value that can be stretched to a shape, without leading axes of size one too many.
  private static NdArray fitted(NdArray v, int[] shape, boolean fancy, boolean mask) {
    if (mask && v.rank() == 1 && v.size() != 1 && v.shape[0] != shape[0]) {
      throw JaxError.value(
          "NumPy boolean array indexing assignment cannot assign "
              + v.size()
              + " input values to the "
              + shape[0]
              + " output values where the mask is true");
    }
    int[] own = v.shape;
    int extra = Math.max(0, own.length - shape.length);
    boolean fits = true;
    for (int i = 0; i < extra; i++) {
      fits &= own[i] == 1;
    }
    for (int i = extra; i < own.length; i++) {
      int d = shape[i - own.length + shape.length];
      fits &= own[i] == 1 || own[i] == d;
    }
    if (!fits) {
      throw JaxError.value(
          fancy
              ? "shape mismatch: value array of shape "
                  + Layouts.text(own)
                  + " could not be broadcast to indexing result of shape "
                  + Layouts.text(shape)
              : "could not broadcast input array from shape "
                  + Layouts.text(own)
                  + " into shape "
                  + Layouts.text(shape));
    }
    return extra == 0
        ? v
        : v.view(
            v.offset,
            Arrays.copyOfRange(own, extra, own.length),
            Arrays.copyOfRange(v.strides, extra, own.length),
            v.type);
  }

  /// The positions that an index with arrays chooses: each is a sum of one of three.
  private record Places(int[] shape, long[] before, long[] chosen, long[] after) {
    boolean afterContiguous(int size) {
      for (int i = 1; i < after.length; i++) {
        if (after[i] - after[i - 1] != size) {
          return false;
        }
      }
      return after.length > 0;
    }
  }

  private Places places() {
    int[] b;
    try {
      b = Layouts.broadcast(many.toArray(NdArray[]::new));
    } catch (JaxError e) {
      throw JaxError.index(
          "shape mismatch: indexing arrays could not be broadcast together with shapes"
              + e.getMessage().substring(e.getMessage().indexOf("shapes") + 6));
    }
    int n = Math.toIntExact(Layouts.size(b));
    long[] chosen = new long[n];
    for (int i = 0; i < many.size(); i++) {
      int axis = manyAxes.get(i);
      if (axis < 0) {
        continue;
      }
      long[] at = new long[n];
      new Cursor(many.get(i), b, Layouts.stretched(many.get(i), b)).load(at, n);
      for (int j = 0; j < n; j++) {
        chosen[j] += checked(at[j], axis, a.shape[axis]) * a.strides[axis];
      }
    }
    NdArray rest = view();
    int cut = apart ? 0 : first;
    int[] pre = Arrays.copyOf(rest.shape, cut);
    int[] post = Arrays.copyOfRange(rest.shape, cut, rest.rank());
    int[] all = new int[cut + b.length + post.length];
    System.arraycopy(pre, 0, all, 0, cut);
    System.arraycopy(b, 0, all, cut, b.length);
    System.arraycopy(post, 0, all, cut + b.length, post.length);
    long[] before = positions(rest, pre, Arrays.copyOf(rest.strides, cut));
    long[] after = positions(rest, post, Arrays.copyOfRange(rest.strides, cut, rest.rank()));
    for (int i = 0; i < after.length; i++) {
      after[i] -= rest.offset;
    }
    return new Places(all, before, chosen, after);
  }

  private static long[] positions(NdArray a, int[] shape, long[] strides) {
    long[] out = new long[Math.toIntExact(Layouts.size(shape))];
    if (out.length > 0) {
      new Cursor(a, shape, strides).positions(out, out.length);
    }
    return out;
  }

  /// The elements at positions along an axis, or of all elements with `axis` -1.
  ///
  /// @param mode `raise`, `wrap` or `clip`
  public static NdArray take(NdArray a, NdArray index, int axis, String mode) {
    if (axis < 0) {
      a = Views.ravel(a);
      axis = 0;
    }
    NdArray wrapped = wrapped(index, a.shape[axis], mode);
    List<IndexItem> items = new ArrayList<>();
    for (int i = 0; i < axis; i++) {
      items.add(new IndexItem.Range(null, null, 1));
    }
    items.add(new IndexItem.Many(wrapped));
    if (wrapped.rank() == 0 && wrapped.type.isInteger()) {
      items.removeLast();
      items.add(new IndexItem.At((Long) Copies.get(wrapped, wrapped.offset)));
      return Copies.rowMajor(get(a, items), a.type);
    }
    return get(a, items);
  }

  static NdArray wrapped(NdArray index, int n, String mode) {
    if (index.size() == 0) {
      return index.type.isInteger() ? index : Copies.rowMajor(index, ElementType.INT64);
    }
    if (!Promotion.allows(index.type, ElementType.INT64, "same_kind")) {
      throw JaxError.type(
          "Cannot cast array data from dtype('" + index.type + "') to dtype('int64') according to the rule 'safe'");
    }
    NdArray out = Copies.rowMajor(index, ElementType.INT64);
    if (mode.equals("raise")) {
      return out;
    }
    for (long i = 0; i < out.size(); i++) {
      long v = out.memory.getAtIndex(ValueLayout.JAVA_LONG, i);
      out.memory.setAtIndex(
          ValueLayout.JAVA_LONG, i, mode.equals("wrap") ? Math.floorMod(v, (long) n) : Math.max(0, Math.min(n - 1, v)));
    }
    return out;
  }
}
