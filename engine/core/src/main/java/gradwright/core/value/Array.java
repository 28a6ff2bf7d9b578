package gradwright.core.value;

import gradwright.core.device.Buffer;
import gradwright.core.device.Device;
import gradwright.core.device.Memory;
import gradwright.core.errors.JaxError;
import gradwright.core.ir.Source;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Sharding;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A concrete, immutable, row-major array on a device. It may be pending (its computation queued); reading its memory
/// waits. Typed PRNG keys are stored as two uint32 an element.
public final class Array implements Value {
  private final Aval aval;
  private final Device device;
  private final Buffer buffer;
  private volatile Pending pending;
  private volatile boolean deleted;
  private final Source creator;
  private Sharding placement;
  private boolean committed;

  private Array(Aval aval, Device device, Buffer buffer, Pending pending, Source creator) {
    this.aval = aval;
    this.device = device;
    this.buffer = buffer;
    this.pending = pending;
    this.creator = creator;
  }

  /// A new array with uninitialised memory, to be filled by its creator before anyone else sees it.
  public static Array allocate(Aval aval, Device device) {
    return allocate(aval, device, null);
  }

  /// The same, its memory becoming valid when `pending` completes.
  public static Array allocate(Aval aval, Device device, Pending pending) {
    Session session = Session.current();
    Source creator = session.engine().events().isActive() ? session.place() : session.source();
    Buffer buffer = device.memory().allocate(aval.bytes(), aval, new Memory.Owner(device, creator));
    return new Array(aval, device, buffer, pending, creator);
  }

  /// An array over existing memory (shared, not copied): a reshape, a change of weak type, a bit cast of equal width.
  public Array view(Aval as) {
    if (as.bytes() != aval.bytes()) {
      throw new IllegalArgumentException("view of " + aval + " as " + as);
    }
    buffer.share();
    Array r = new Array(as, device, buffer, pending, creator);
    r.committed = committed;
    return r;
  }

  /// An array over a buffer that a backend filled.
  public static Array over(Aval aval, Device device, Buffer buffer, Pending pending) {
    return new Array(aval, device, buffer, pending, Source.current());
  }

  /// How the array is divided over a mesh where its type does not say (along axes that are left to the compiler); null: not at
  /// all.
  public Sharding placement() {
    return placement;
  }

  /// The same array, divided so.
  public Array placed(Sharding s) {
    Array r = view(aval);
    r.placement = s;
    return r;
  }

  /// Whether a person put the array on its device, or computed it from one that was put there: computations run there.
  public boolean isCommitted() {
    return committed;
  }

  /// The same array, bound to its device.
  public Array committed() {
    if (committed) {
      return this;
    }
    Array r = placed(placement);
    r.committed = true;
    return r;
  }

  /// Binds the array to its device. Only who made it may do so, before anyone else sees it.
  public void commit() {
    committed = true;
  }

  @Override
  public Aval aval() {
    return aval;
  }

  public Device device() {
    return device;
  }

  public Buffer buffer() {
    return buffer;
  }

  /// Where the user's code made this array; null when not recorded.
  public Source creator() {
    return creator;
  }

  public long elements() {
    return aval.shape().elements();
  }

  public boolean isReady() {
    Pending p = pending;
    return p == null || p.isDone();
  }

  /// Whether its elements can be read now: nothing to wait for, and no failure to tell of.
  public boolean isComputed() {
    Pending p = pending;
    if (p == null) {
      return true;
    }
    boolean computed = p.hasSucceeded();
    if (computed) {
      pending = null;
    }
    return computed;
  }

  /// Waits until the memory is valid; rethrows the failure of the computation that should have filled it.
  public Array await() {
    Pending p = pending;
    if (p != null) {
      p.await();
      pending = null;
    }
    return this;
  }

  /// The pending computation, or null when ready.
  public Pending pending() {
    return pending;
  }

  /// The array's memory, valid to read. Errors when the array was deleted or donated.
  public MemorySegment memory() {
    if (deleted) {
      throw new JaxError("RuntimeError", "Array has been deleted with shape=" + aval.longName() + ".");
    }
    await();
    return buffer.segment();
  }

  /// The array's memory for somebody who keeps it: it cannot be given away to a result any more.
  public MemorySegment sharedMemory() {
    buffer.share();
    return memory();
  }

  public void delete() {
    deleted = true;
  }

  public boolean isDeleted() {
    return deleted;
  }

  /// Element `i` (row-major) as a double; the real part of complex numbers.
  public double getDouble(long i) {
    MemorySegment m = memory();
    return switch (aval.dtype().code()) {
      case FLOAT32 -> m.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      case FLOAT64 -> m.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
      case FLOAT16 -> Bits.halfToDouble(m.getAtIndex(ValueLayout.JAVA_SHORT, i));
      case BFLOAT16 -> Bits.bfloatToDouble(m.getAtIndex(ValueLayout.JAVA_SHORT, i));
      case COMPLEX64 -> m.getAtIndex(ValueLayout.JAVA_FLOAT, 2 * i);
      case COMPLEX128 -> m.getAtIndex(ValueLayout.JAVA_DOUBLE, 2 * i);
      default -> Bits.integerToDouble(aval.dtype(), getLong(i));
    };
  }

  /// The imaginary part of element `i`; 0 for real types.
  public double getImaginary(long i) {
    MemorySegment m = memory();
    return switch (aval.dtype().code()) {
      case COMPLEX64 -> m.getAtIndex(ValueLayout.JAVA_FLOAT, 2 * i + 1);
      case COMPLEX128 -> m.getAtIndex(ValueLayout.JAVA_DOUBLE, 2 * i + 1);
      default -> 0;
    };
  }

  /// Element `i` as a long (truncated for floats); unsigned types are zero-extended; key elements give their 64 bits.
  public long getLong(long i) {
    MemorySegment m = memory();
    return switch (aval.dtype().code()) {
      case BOOL, UINT8 -> m.get(ValueLayout.JAVA_BYTE, i) & 0xffL;
      case INT8 -> m.get(ValueLayout.JAVA_BYTE, i);
      case INT16 -> m.getAtIndex(ValueLayout.JAVA_SHORT, i);
      case UINT16 -> m.getAtIndex(ValueLayout.JAVA_SHORT, i) & 0xffffL;
      case INT32 -> m.getAtIndex(ValueLayout.JAVA_INT, i);
      case UINT32 -> m.getAtIndex(ValueLayout.JAVA_INT, i) & 0xffffffffL;
      case INT64, UINT64, KEY_FRY -> m.getAtIndex(ValueLayout.JAVA_LONG, i);
      case FLOAT0 -> 0;
      default -> Bits.doubleToInteger(DType.INT64, getDouble(i));
    };
  }

  /// Writes element `i` during construction, converting to the dtype (saturating for integers).
  public void setDouble(long i, double v) {
    MemorySegment m = buffer.segment();
    switch (aval.dtype().code()) {
      case FLOAT32 -> m.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) v);
      case FLOAT64 -> m.setAtIndex(ValueLayout.JAVA_DOUBLE, i, v);
      case FLOAT16 -> m.setAtIndex(ValueLayout.JAVA_SHORT, i, Bits.doubleToHalf(v));
      case BFLOAT16 -> m.setAtIndex(ValueLayout.JAVA_SHORT, i, Bits.doubleToBfloat(v));
      case COMPLEX64, COMPLEX128 -> setComplex(i, v, 0);
      default -> setLong(i, Bits.doubleToInteger(aval.dtype(), v));
    }
  }

  /// Writes a complex element during construction.
  public void setComplex(long i, double re, double im) {
    MemorySegment m = buffer.segment();
    switch (aval.dtype().code()) {
      case COMPLEX64 -> {
        m.setAtIndex(ValueLayout.JAVA_FLOAT, 2 * i, (float) re);
        m.setAtIndex(ValueLayout.JAVA_FLOAT, 2 * i + 1, (float) im);
      }
      case COMPLEX128 -> {
        m.setAtIndex(ValueLayout.JAVA_DOUBLE, 2 * i, re);
        m.setAtIndex(ValueLayout.JAVA_DOUBLE, 2 * i + 1, im);
      }
      default -> setDouble(i, re);
    }
  }

  /// Writes element `i` during construction, wrapping to the dtype's width; floats are rounded.
  public void setLong(long i, long v) {
    MemorySegment m = buffer.segment();
    switch (aval.dtype().code()) {
      case BOOL -> m.set(ValueLayout.JAVA_BYTE, i, (byte) (v != 0 ? 1 : 0));
      case INT8, UINT8 -> m.set(ValueLayout.JAVA_BYTE, i, (byte) v);
      case INT16, UINT16 -> m.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) v);
      case INT32, UINT32 -> m.setAtIndex(ValueLayout.JAVA_INT, i, (int) v);
      case INT64, UINT64, KEY_FRY -> m.setAtIndex(ValueLayout.JAVA_LONG, i, v);
      case FLOAT0 -> {}
      default -> setDouble(i, (double) v);
    }
  }

  /// Fills every element with a scalar, during construction.
  public Array fill(HostScalar s) {
    long n = elements();
    for (long i = 0; i < n; i++) {
      if (aval.dtype().isComplex()) {
        setComplex(i, s.real(), s.imaginary());
      } else if (aval.dtype().isFloat()) {
        setDouble(i, s.real());
      } else {
        setLong(i, s.integer());
      }
    }
    return this;
  }

  @Override
  public String toString() {
    return "Array(" + aval + ")";
  }
}
