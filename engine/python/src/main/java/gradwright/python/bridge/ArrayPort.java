package gradwright.python.bridge;

import gradwright.core.batch.BatchTrace.BatchTracer;
import gradwright.core.device.Device;
import gradwright.core.events.Event;
import gradwright.core.jvp.JvpTrace.JvpTracer;
import gradwright.core.linearize.LinearizeTrace.LinearizeTracer;
import gradwright.core.trace.EvalTrace;
import gradwright.core.trace.Session;
import gradwright.core.trace.StagingTrace.StagedTracer;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.CustomValue;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tangent;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Complex;
import gradwright.numpy.catalogue.NamedResult;
import gradwright.numpy.catalogue.Tuple;
import gradwright.numpy.ndarray.Copies;
import gradwright.numpy.ndarray.NdArray;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Arrays for Python: what a value is, its elements, its text, and arrays made from Python data.
public final class ArrayPort {
  private static final String HOST = "host";

  private final Sessions sessions;
  private final Errors errors;
  private final Origins origins;
  private final Map<Aval, org.graalvm.polyglot.Value> avals = new ConcurrentHashMap<>();
  private org.graalvm.polyglot.Value avalMaker;

  ArrayPort(Sessions sessions, Errors errors, Origins origins) {
    this.sessions = sessions;
    this.errors = errors;
    this.origins = origins;
  }

  /// The Python function that makes an abstract value from dtype name, weak type and sizes.
  public void setAvalMaker(org.graalvm.polyglot.Value maker) {
    avalMaker = maker;
  }

  /// Which Python class a result is wrapped in: 0 array, 1 staged, 2 jvp, 3 linearize, 4 batch; below zero: -1 a plain value,
  /// -2 a list, -3 a tuple, -4 a dtype, -5 a named result, -6 a complex number, -7 an object of
  /// a type that Python defines.
  public int kind(Object o) {
    return switch (o) {
      case Array a -> 0;
      case CustomValue c -> -7;
      case StagedTracer t -> 1;
      case JvpTracer t -> 2;
      case LinearizeTracer t -> 3;
      case BatchTracer t -> 4;
      case Tuple t -> -3;
      case List<?> l -> -2;
      case DType t -> -4;
      case NamedResult r -> -5;
      case Complex c -> -6;
      case null, default -> -1;
    };
  }

  /// The Python number that a scalar of the host came from; null for one of NumPy's, which has a type of its own, and for a complex
  /// one.
  public Object number(Object o) {
    if (!(o instanceof HostScalar s) || !s.aval().weakType() && !s.dtype().isBool() || s.dtype().isComplex()) {
      return null;
    }
    return s.dtype().isBool() ? (Object) (s.integer() != 0) : s.dtype().isInteger() ? (Object) s.integer() : s.real();
  }

  /// The Python abstract value of a value or number; one object for each type.
  public org.graalvm.polyglot.Value aval(Object o) {
    return errors.guard(() -> python(Neutral.value(o).aval()));
  }

  org.graalvm.polyglot.Value python(Aval a) {
    if (a.dtype().customType() instanceof PythonType t) {
      return t.object();
    }
    // Python is called outside of the map's locks: another thread may hold the interpreter's lock and wait for the map.
    org.graalvm.polyglot.Value found = avals.get(a);
    if (found == null) {
      Object dtype = a.dtype().generator() instanceof PythonGenerator g ? g.dtype() : a.dtype().jaxName();
      avals.putIfAbsent(a, avalMaker.execute(dtype, a.weakType(), a.shape().toArray(), a.sharding()));
      found = avals.get(a);
    }
    return found;
  }

  /// The Python abstract value for one of the engine's.
  public org.graalvm.polyglot.Value pythonAval(Aval a) {
    return errors.guard(() -> python(a));
  }

  /// An abstract value of the engine.
  public Aval makeAval(String dtype, org.graalvm.polyglot.Value sizes, boolean weak) {
    return errors.guard(() -> new Aval(DType.byName(dtype), Shape.of(Neutral.ints(sizes)), weak));
  }

  /// The abstract value of a value or number, for the engine.
  public Aval avalOf(Object o) {
    return errors.guard(() -> Neutral.value(o).aval());
  }

  /// The Python abstract values of a list of the engine's.
  public Object[] pythonAvals(List<Aval> list) {
    return list.stream().map(this::python).toArray();
  }

  /// Turns scalars among results into arrays.
  Value settled(Value v) {
    return v instanceof HostScalar s ? EvalTrace.toArray(s, device()) : v;
  }

  private Device device() {
    return sessions.current().engine().defaultDevice();
  }

  /// A value or number as an array or tracer.
  public Value array(Object o) {
    return errors.guard(() -> settled(Neutral.value(o)));
  }

  /// The concrete array behind a value whose elements Python may see, or null for a traced one.
  public Value concrete(Object o) {
    Object v = o;
    while (true) {
      switch (v) {
        case JvpTracer t -> v = t.primal();
        case LinearizeTracer t -> v = t.primal();
        case HostScalar s -> {
          return settled(s);
        }
        case Array a -> {
          return a;
        }
        case null, default -> {
          return null;
        }
      }
    }
  }

  /// The primal of a differentiated value.
  public Value primal(Object o) {
    return settled(
        switch (o) {
          case JvpTracer t -> t.primal();
          case LinearizeTracer t -> t.primal();
          default -> (Value) o;
        });
  }

  /// More about where a tracer came from, for messages.
  public String origin(Object o) {
    return errors.guard(() -> o instanceof StagedTracer t ? origins.message(t) : "");
  }

  /// `repr(x)`.
  public String repr(Object o) {
    return errors.guard(() -> o instanceof Array a ? ArrayText.repr(a) : text((Value) o));
  }

  /// `str(x)`.
  public String str(Object o) {
    return errors.guard(() -> o instanceof Array a ? ArrayText.str(a) : text((Value) o));
  }

  /// A number of a float type without an exponent, as short as reads back the same.
  public String positional(double v, String dtype) {
    return Double.isFinite(v)
        ? Decimals.shortest(DType.byName(dtype), v).stripTrailingZeros().toPlainString()
        : Decimals.scalar(DType.FLOAT64, v);
  }

  private String text(Value v) {
    return switch (v) {
      case Array a -> ArrayText.str(a);
      case CustomValue c -> String.valueOf(c.object());
      case HostScalar s -> ArrayText.str((Array) settled(s));
      case JvpTracer t -> "JVPTracer(primal=" + text(t.primal()) + ", tangent=" + tangent(t.tangent()) + ")";
      case LinearizeTracer t ->
          "GradTracer(primal=" + text(t.primal()) + ", typeof(tangent)=" + t.aval().tangent() + ")";
      case BatchTracer t -> "VmapTracer(aval=" + name(t.aval()) + ", batched=" + name(t.value().aval()) + ")";
      case StagedTracer t -> "JitTracer(" + name(t.aval()) + ")";
      case Tracer t -> t.toString();
    };
  }

  private String tangent(Tangent t) {
    return t instanceof Value v ? text(v) : "Zero(" + name(t.aval()) + ")";
  }

  private static String name(Aval a) {
    return (a.weakType() ? "~" : "") + a.longName();
  }

  /// Element `i`: a Boolean, a Long, a Double, or two Doubles.
  public Object item(Object o, long i) {
    return errors.guard(() -> {
      Array a = (Array) o;
      return switch (a.dtype().kind()) {
        case BOOL -> a.getLong(i) != 0;
        case SIGNED, UNSIGNED, KEY -> a.getLong(i);
        case FLOAT -> a.getDouble(i);
        case COMPLEX -> new double[] {a.getDouble(i), a.getImaginary(i)};
        case FLOAT0 -> false;
        case CUSTOM -> throw new IllegalArgumentException(a.dtype() + " has no elements");
      };
    });
  }

  /// The array's memory, for reading.
  public ByteBuffer buffer(Object o) {
    return errors.guard(() -> {
      Array a = (Array) o;
      return a.sharedMemory().asSlice(0, a.aval().bytes()).asByteBuffer().order(ByteOrder.nativeOrder());
    });
  }

  /// The address of the array's memory.
  public long address(Object o) {
    return errors.guard(() -> ((Array) o).memory().address());
  }

  /// An array of Python numbers, row-major; `complex` lists hold real and imaginary parts in turn.
  public Array fromList(org.graalvm.polyglot.Value flat, org.graalvm.polyglot.Value sizes, String dtype, boolean weak) {
    return errors.guard(() -> {
      Array a = Array.allocate(new Aval(DType.byName(dtype), Shape.of(Neutral.ints(sizes)), weak), device());
      long n = a.elements();
      DType t = a.dtype();
      for (long i = 0; i < n; i++) {
        if (t.isComplex()) {
          a.setComplex(i, flat.getArrayElement(2 * i).asDouble(), flat.getArrayElement(2 * i + 1).asDouble());
        } else {
          set(a, i, flat.getArrayElement(i));
        }
      }
      return a;
    });
  }

  private static void set(Array a, long i, org.graalvm.polyglot.Value v) {
    if (v.isBoolean()) {
      a.setLong(i, v.asBoolean() ? 1 : 0);
    } else if (v.fitsInLong() && !a.dtype().isInexact()) {
      a.setLong(i, v.asLong());
    } else if (v.fitsInDouble()) {
      a.setDouble(i, v.asDouble());
    } else {
      java.math.BigInteger big = v.asBigInteger();
      if (a.dtype().isInexact()) {
        a.setDouble(i, big.doubleValue());
      } else {
        a.setLong(i, big.longValue());
      }
    }
  }

  /// An array copied from a Python buffer of the same element layout.
  public Array fromBuffer(
      org.graalvm.polyglot.Value buffer, org.graalvm.polyglot.Value sizes, String dtype, boolean weak) {
    return errors.guard(() -> {
      Array a = Array.allocate(new Aval(DType.byName(dtype), Shape.of(Neutral.ints(sizes)), weak), device());
      int bytes = Math.toIntExact(a.aval().bytes());
      byte[] data = new byte[bytes];
      buffer.readBuffer(0, data, 0, bytes);
      MemorySegment.copy(MemorySegment.ofArray(data), 0, a.buffer().segment(), 0, bytes);
      return a;
    });
  }

  /// A scalar constant of a given dtype from a number or a complex scalar.
  public Value scalarOf(Object number, String dtype) {
    return errors.guard(() -> {
      DType t = canonical(DType.byName(dtype));
      Object n = Neutral.of(number);
      if (n instanceof java.math.BigInteger b) {
        return HostScalar.of(t, false, b.longValue());
      }
      HostScalar s =
          (HostScalar)
              Neutral.value(
                  n instanceof Long l && (l > Integer.MAX_VALUE || l < Integer.MIN_VALUE)
                      ? HostScalar.of(DType.INT64, false, l)
                      : n instanceof Double d ? HostScalar.of(DType.FLOAT64, false, d) : n);
      return s.to(t, false);
    });
  }

  /// A weakly typed complex constant.
  public Value complexScalar(double re, double im) {
    return HostScalar.complex(sessions.current().config().x64() ? DType.COMPLEX128 : DType.COMPLEX64, true, re, im);
  }

  /// The dtype that arrays of this type have under the current configuration.
  private DType canonical(DType t) {
    if (sessions.current().config().x64()) {
      return t;
    }
    return switch (t.code()) {
      case INT64 -> DType.INT32;
      case UINT64 -> DType.UINT32;
      case FLOAT64 -> DType.FLOAT32;
      case COMPLEX128 -> DType.COMPLEX64;
      default -> t;
    };
  }

  /// A copy of a NumPy array's elements as an array of the engine, 64-bit types narrowed where they are not enabled.
  public Value importArray(Object o) {
    return errors.guard(() -> {
      long start = System.nanoTime();
      NdArray a = (NdArray) o;
      Array imported = Copies.toEngine(a, device(), a.type().engine() == null ? null : canonical(a.type().engine()));
      transferred(imported, HOST, device(imported), start);
      return imported;
    });
  }

  private static Array copied(Array a, Aval as, Device to) {
    Array copy = Array.allocate(as, to);
    MemorySegment.copy(a.memory(), 0, copy.buffer().segment(), 0, a.aval().bytes());
    return copy;
  }

  private void transferred(Array what, String from, String to, long start) {
    Session session = sessions.current();
    session
        .engine()
        .events()
        .publish(() -> {
          long nanos = System.nanoTime() - start;
          return new Event.Transferred(what.aval().bytes(), from, to, session.place(), start, nanos);
        });
  }

  /// The same elements with another weak type flag.
  public Value withWeakType(Object o, boolean weak) {
    return errors.guard(() ->
        switch (o) {
          case Array a -> a.aval().weakType() == weak ? a : a.view(a.aval().withWeakType(weak));
          default -> gradwright.core.lax.Lax.convert((Value) o, ((Value) o).dtype(), weak);
        });
  }

  /// What a device's array holds, seen as a NumPy array that is not to be written.
  public NdArray exportArray(Object o) {
    return errors.guard(() -> {
      Array a = (Array) o;
      a.await(); // the wait is not the copy's
      long start = System.nanoTime();
      NdArray seen = NdArray.of(a);
      transferred(a, device(a), HOST, start);
      return seen;
    });
  }

  /// Waits until the array is computed.
  public void await_(Object o) {
    errors.guard(() -> {
      if (o instanceof Array a) {
        a.await();
      }
      return null;
    });
  }

  public void delete(Object o) {
    if (o instanceof Array a) {
      a.delete();
    }
  }

  public boolean isDeleted(Object o) {
    return o instanceof Array a && a.isDeleted();
  }

  public boolean isReady(Object o) {
    return !(o instanceof Array a) || a.isReady();
  }

  /// `cpu:0` for an array.
  public String device(Object o) {
    return o instanceof Array a ? a.device().platform() + ":" + a.device().id() : null;
  }

  /// The array on another device.
  public Value toDevice(Object o, int number) {
    return errors.guard(() -> {
      Device to = sessions.current().engine().devices().get(number);
      if (!(settled(Neutral.value(o)) instanceof Array a)) {
        return Neutral.value(o);
      }
      if (a.device() == to) {
        return a.committed();
      }
      a.await();
      long start = System.nanoTime();
      Array copy = copied(a, a.aval(), to);
      transferred(copy, device(a), device(copy), start);
      return copy.committed();
    });
  }

  /// Whether the array was put on its device, or computed from one that was.
  public boolean isCommitted(Object o) {
    return o instanceof Array a && a.isCommitted();
  }

  /// The number of trues in a boolean array, for masks that must be concrete.
  public long countTrue(Object o) {
    return errors.guard(() -> {
      Array a = (Array) o;
      MemorySegment m = a.memory();
      long n = 0;
      for (long i = 0; i < a.elements(); i++) {
        n += m.get(ValueLayout.JAVA_BYTE, i) != 0 ? 1 : 0;
      }
      return n;
    });
  }
}
