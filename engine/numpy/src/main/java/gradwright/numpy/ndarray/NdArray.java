package gradwright.numpy.ndarray;

import gradwright.core.device.HostMemory;
import gradwright.core.device.Memory;
import gradwright.core.errors.JaxError;
import gradwright.core.value.Array;
import java.lang.foreign.MemorySegment;

/// A mutable strided view of host memory, as NumPy's `ndarray`. Texts and objects are references in a Java array, at
/// positions that the same byte strides tell.
public final class NdArray {
  private static final HostMemory POOL = new HostMemory(Long.MAX_VALUE);
  private static final Memory.Owner OWNER = new Memory.Owner(null, null);

  final MemorySegment memory;
  final Object[] references;
  final long offset;
  final int[] shape;
  final long[] strides;
  final ElementType type;
  private final Object keep;
  private final NdArray base;
  private boolean writable;

  private NdArray(
      MemorySegment memory,
      Object[] references,
      Object keep,
      NdArray base,
      long offset,
      int[] shape,
      long[] strides,
      ElementType type,
      boolean writable) {
    this.memory = memory;
    this.references = references;
    this.keep = keep;
    this.base = base;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
    this.type = type;
    this.writable = writable;
  }

  /// A new array whose elements are not set yet, last axis fastest.
  public static NdArray allocate(ElementType type, int... shape) {
    return allocate(type, shape, Layouts.rowMajor(shape, type.size()));
  }

  /// A new array with strides that cover its elements without gaps.
  static NdArray allocate(ElementType type, int[] shape, long[] strides) {
    for (int n : shape) {
      if (n < 0) {
        throw JaxError.value("negative dimensions are not allowed");
      }
    }
    long n = Layouts.size(shape);
    if (type.isReference()) {
      Object[] all = new Object[Math.toIntExact(n)];
      if (type.kind() == ElementType.Kind.TEXT) {
        java.util.Arrays.fill(all, "");
      }
      return new NdArray(null, all, null, null, 0, shape, strides, type, true);
    }
    var buffer = POOL.allocate(n * type.size(), null, OWNER);
    return new NdArray(buffer.segment(), null, buffer, null, 0, shape, strides, type, true);
  }

  /// A new array of zeros.
  public static NdArray zeros(ElementType type, int... shape) {
    NdArray a = allocate(type, shape);
    if (a.memory != null) {
      a.memory.asSlice(0, a.size() * type.size()).fill((byte) 0);
    }
    return a;
  }

  /// A read-only view of an array of the engine.
  public static NdArray of(Array a) {
    ElementType t = ElementType.of(a.dtype());
    int[] shape = a.shape().toArray();
    return new NdArray(a.sharedMemory(), null, a, null, 0, shape, Layouts.rowMajor(shape, t.size()), t, false);
  }

  /// An array over memory of somebody else's.
  public static NdArray over(MemorySegment memory, Object keep, ElementType t, int[] shape, boolean writable) {
    return new NdArray(memory, null, keep, null, 0, shape, Layouts.rowMajor(shape, t.size()), t, writable);
  }

  /// Another view of the same memory.
  public NdArray view(long offset, int[] shape, long[] strides, ElementType type) {
    return new NdArray(memory, references, keep, base == null ? this : base, offset, shape, strides, type, writable);
  }

  /// The same view, not to be written.
  public NdArray readOnly() {
    NdArray v = view(offset, shape, strides, type);
    v.writable = false;
    return v;
  }

  /// The same elements, seen as an array of its own that nobody else holds.
  public NdArray owned() {
    return new NdArray(memory, references, keep, null, offset, shape, strides, type, writable);
  }

  public void setWritable(boolean to) {
    writable = to;
  }

  public boolean writable() {
    return writable;
  }

  /// Whether the memory is an array's of the engine, which nobody may write.
  public boolean isForeign() {
    return keep instanceof Array;
  }

  /// The array that this one is a view of, or null.
  public NdArray base() {
    return base;
  }

  public ElementType type() {
    return type;
  }

  public int[] shape() {
    return shape.clone();
  }

  public long[] strides() {
    return strides.clone();
  }

  /// The byte position of the first element.
  public long offset() {
    return offset;
  }

  public int rank() {
    return shape.length;
  }

  public int size(int axis) {
    return shape[axis];
  }

  public long size() {
    return Layouts.size(shape);
  }

  /// Where the first element is.
  public long address() {
    return memory == null ? System.identityHashCode(references) * 4096L + offset : memory.address() + offset;
  }

  /// Whether the elements lie one after another, last axis fastest.
  public boolean isContiguous() {
    return Layouts.isRowMajor(shape, strides, type.size());
  }

  /// Whether the elements lie one after another, first axis fastest.
  public boolean isColumnMajor() {
    return Layouts.isColumnMajor(shape, strides, type.size());
  }

  /// The bytes of a contiguous array.
  public MemorySegment bytes() {
    return memory.asSlice(offset, size() * type.size());
  }

  /// Whether two arrays may see the same bytes.
  boolean overlaps(NdArray b) {
    if (memory == null || b.memory == null) {
      return references == b.references && references != null;
    }
    if (size() == 0 || b.size() == 0) {
      return false;
    }
    long[] x = Layouts.extent(this);
    long[] y = Layouts.extent(b);
    return x[0] < y[1] && y[0] < x[1];
  }

  /// Whether element `i` in order stands where element `i` of `b` does.
  boolean sameLayout(NdArray b) {
    return memory != null
        && b.memory != null
        && address() == b.address()
        && type.size() == b.type.size()
        && java.util.Arrays.equals(shape, b.shape)
        && java.util.Arrays.equals(strides, b.strides);
  }
}
