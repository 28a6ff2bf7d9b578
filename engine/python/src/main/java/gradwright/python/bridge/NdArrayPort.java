package gradwright.python.bridge;

import gradwright.core.types.DType;
import gradwright.core.value.Array;
import gradwright.numpy.ndarray.Copies;
import gradwright.numpy.ndarray.Creation;
import gradwright.numpy.ndarray.ElementType;
import gradwright.numpy.ndarray.IndexItem;
import gradwright.numpy.ndarray.Indexing;
import gradwright.numpy.ndarray.Layouts;
import gradwright.numpy.ndarray.NdArray;
import gradwright.numpy.ndarray.Promotion;
import gradwright.numpy.ndarray.Views;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.Value;

/// NumPy's arrays for Python: what they are, their elements, views and copies.
public final class NdArrayPort {
  private static final int KEPT_SHAPES = 4096;

  private final Sessions sessions;
  private final Errors errors;
  private final Map<List<Integer>, Value> tuples = new ConcurrentHashMap<>();
  private final Map<ElementType, Value> dtypes = new ConcurrentHashMap<>();
  private Value tupleMaker;
  private Value dtypeMaker;

  NdArrayPort(Sessions sessions, Errors errors) {
    this.sessions = sessions;
    this.errors = errors;
  }

  /// The Python functions that make tuples of sizes, and dtypes of names.
  public void connect(Value tuple, Value dtype) {
    tupleMaker = tuple;
    dtypeMaker = dtype;
  }

  static ElementType type(String name) {
    return ElementType.named(name);
  }

  static NdArray array(Object o) {
    return (NdArray) o;
  }

  // ---- what it is ----

  /// The sizes as a Python tuple.
  public Value shape(Object o) {
    NdArray a = array(o);
    List<Integer> key = Arrays.stream(a.shape()).boxed().toList();
    Value found = tuples.get(key);
    if (found == null) {
      if (tuples.size() > KEPT_SHAPES) {
        tuples.clear();
      }
      found = tupleMaker.execute((Object) a.shape());
      tuples.put(key, found);
    }
    return found;
  }

  /// The dtype as Python's object.
  public Value dtype(Object o) {
    ElementType t = o instanceof ElementType e ? e : array(o).type();
    Value found = dtypes.get(t);
    if (found == null) {
      found = dtypeMaker.execute(t.name());
      dtypes.put(t, found);
    }
    return found;
  }

  public String typeName(Object o) {
    return array(o).type().name();
  }

  public int rank(Object o) {
    return array(o).rank();
  }

  public long size(Object o) {
    return array(o).size();
  }

  public long[] strides(Object o) {
    return array(o).strides();
  }

  public boolean contiguous(Object o) {
    return array(o).isContiguous();
  }

  public boolean columnMajor(Object o) {
    return array(o).isColumnMajor();
  }

  public boolean writable(Object o) {
    return array(o).writable();
  }

  public void setWritable(Object o, boolean to) {
    array(o).setWritable(to);
  }

  /// Whether the memory belongs to an array that may be written.
  public boolean maySetWritable(Object o) {
    NdArray a = array(o);
    return a.writable() || a.base() == null ? !a.isForeign() : a.base().writable();
  }

  /// The array that this one is a view of, or null.
  public NdArray base(Object o) {
    return array(o).base();
  }

  public long address(Object o) {
    return array(o).address();
  }

  /// Whether an object is one of these arrays.
  public boolean isArray(Object o) {
    return o instanceof NdArray;
  }

  /// Whether two arrays share memory, by their extents.
  public boolean overlap(Object a, Object b) {
    return errors.guard(() -> Creation.overlap(array(a), array(b)));
  }

  // ---- making ----

  public NdArray zeros(String type, Value shape, boolean columns) {
    return errors.guard(() -> {
      int[] s = Neutral.ints(shape);
      NdArray a = NdArray.zeros(type(type), s);
      return columns ? a.view(0, s, Layouts.columnMajor(s, a.type().size()), a.type()) : a;
    });
  }

  public NdArray full(String type, Value shape, Object value) {
    return errors.guard(() -> Creation.full(type(type), Neutral.ints(shape), array(value)));
  }

  /// An array of numbers of Python's: floats, or whole numbers.
  public NdArray fromList(Value list, Value shape, String type) {
    return errors.guard(() -> {
      ElementType t = type(type);
      int n = (int) list.getArraySize();
      int[] s = Neutral.ints(shape);
      if (t.isReference()) {
        Object[] all = new Object[n];
        for (int i = 0; i < n; i++) {
          Value v = list.getArrayElement(i);
          all[i] = t.kind() == ElementType.Kind.OBJECT ? v : v.asString();
        }
        return Creation.of(all, t, s);
      }
      if (t.isInexact()) {
        double[] d = new double[n];
        for (int i = 0; i < n; i++) {
          Value v = list.getArrayElement(i);
          d[i] =
              v.fitsInDouble()
                  ? v.asDouble()
                  : v.isBoolean() ? (v.asBoolean() ? 1 : 0) : v.asBigInteger().doubleValue();
        }
        return Creation.of(d, t, s);
      }
      long[] l = new long[n];
      for (int i = 0; i < n; i++) {
        Value v = list.getArrayElement(i);
        l[i] = v.isBoolean() ? v.asBoolean() ? 1 : 0 : v.fitsInLong() ? v.asLong() : v.asBigInteger().longValue();
      }
      return Creation.of(l, t, s);
    });
  }

  /// An array of pairs of real and imaginary parts.
  public NdArray fromParts(Value list, Value shape, String type) {
    return errors.guard(() -> {
      ElementType t = type(type);
      int[] s = Neutral.ints(shape);
      int n = (int) list.getArraySize();
      double[] d = new double[n];
      for (int i = 0; i < n; i++) {
        d[i] = list.getArrayElement(i).asDouble();
      }
      int[] twice = Arrays.copyOf(s, s.length + 1);
      twice[s.length] = 2;
      NdArray parts = Creation.of(d, t.real(), twice);
      return parts.view(0, s, Layouts.rowMajor(s, t.size()), t);
    });
  }

  /// An array copied from a Python buffer of the same layout.
  public NdArray fromBuffer(Value buffer, Value shape, String type) {
    return errors.guard(() -> {
      NdArray a = NdArray.allocate(type(type), Neutral.ints(shape));
      int bytes = Math.toIntExact(a.size() * a.type().size());
      byte[] data = new byte[bytes];
      buffer.readBuffer(0, data, 0, bytes);
      MemorySegment.copy(MemorySegment.ofArray(data), 0, a.bytes(), 0, bytes);
      return a;
    });
  }

  /// An array without axes.
  public NdArray scalar(Object number, String type) {
    return errors.guard(() -> {
      Object n = Neutral.of(number);
      Promotion.checkRange(type(type), n);
      return Copies.scalar(type(type), n);
    });
  }

  /// An array without axes that holds an object or a text.
  public NdArray reference(Value object, String type) {
    return errors.guard(() -> {
      ElementType t = type(type);
      return Copies.scalar(t, t.kind() == ElementType.Kind.OBJECT ? object : object.asString());
    });
  }

  /// A complex number of Python's.
  public Object complex(double re, double im) {
    return new Promotion.Complex(re, im);
  }

  public NdArray rangeDoubles(double start, double step, int n, String type) {
    return errors.guard(() -> Creation.range(start, step, n, type(type)));
  }

  public NdArray rangeLongs(long start, long step, int n, String type) {
    return errors.guard(() -> Creation.range(start, step, n, type(type)));
  }

  // ---- elements ----

  /// The only element: a Boolean, Long, BigInteger, Double, two doubles, or the object.
  public Object item(Object o) {
    return errors.guard(() -> Creation.element(array(o), new long[array(o).rank()]));
  }

  /// The element at whole positions.
  public Object itemAt(Object o, Value index) {
    return errors.guard(() -> Creation.element(array(o), longs(index)));
  }

  /// The element of a one-dimensional array at a position.
  public Object at(Object o, long i) {
    return Creation.element(array(o), i);
  }

  private static long[] longs(Value v) {
    long[] out = new long[(int) v.getArraySize()];
    for (int i = 0; i < out.length; i++) {
      out[i] = v.getArrayElement(i).asLong();
    }
    return out;
  }

  /// The memory of a contiguous array.
  public ByteBuffer buffer(Object o) {
    return errors.guard(() -> {
      ByteBuffer b = array(o).bytes().asByteBuffer().order(ByteOrder.nativeOrder());
      return array(o).writable() ? b : b.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    });
  }

  /// All references in order.
  public Object[] references(Object o) {
    return errors.guard(() -> Creation.references(array(o)));
  }

  private static List<IndexItem> items(Value codes) {
    List<Object> c = Neutral.list(codes);
    List<IndexItem> items = new ArrayList<>();
    for (int i = 0; i < c.size(); i++) {
      items.add(
          switch (((Long) c.get(i)).intValue()) {
            case 0 -> new IndexItem.At((Long) c.get(++i));
            case 1 -> new IndexItem.Range((Long) c.get(++i), (Long) c.get(++i), (Long) c.get(++i));
            case 2 -> new IndexItem.NewAxis();
            case 3 -> new IndexItem.Ellipsis();
            default -> new IndexItem.Many(array(c.get(++i)));
          });
    }
    return items;
  }

  /// `a[index]`; the index is a row of codes: 0 and a number, 1 and the parts of a slice, 2 for a new axis, 3 for an
  /// ellipsis, 4 and an array.
  public NdArray get(Object o, Value codes) {
    return errors.guard(() -> Indexing.get(array(o), items(codes)));
  }

  /// `a[i]` where that is an array.
  public NdArray row(Object o, long i) {
    return errors.guard(() -> Indexing.get(array(o), List.of(new IndexItem.At(i))));
  }

  /// `a[index] = value`.
  public void set(Object o, Value codes, Object value) {
    errors.guard(() -> {
      Indexing.set(array(o), items(codes), array(value));
      return null;
    });
  }

  public NdArray take(Object o, Object index, int axis, String mode) {
    return errors.guard(() -> Indexing.take(array(o), array(index), axis, mode));
  }

  // ---- views and copies ----

  public NdArray reshape(Object o, Value shape, boolean columns) {
    return errors.guard(() -> Views.reshape(array(o), Neutral.ints(shape), columns));
  }

  public NdArray transpose(Object o, Value axes) {
    return errors.guard(() -> Views.transpose(array(o), Neutral.ints(axes)));
  }

  public NdArray broadcast(Object o, Value shape) {
    return errors.guard(() -> Views.broadcast(array(o), Neutral.ints(shape)));
  }

  public int[] broadcastShape(Value arrays) {
    return errors.guard(() -> Layouts.broadcast(Neutral.list(arrays).toArray(NdArray[]::new)));
  }

  public NdArray diagonal(Object o, int k, int row, int column) {
    return errors.guard(() -> Views.diagonal(array(o), k, row, column));
  }

  public NdArray part(Object o, int which) {
    return errors.guard(() -> Views.part(array(o), which));
  }

  public NdArray viewAs(Object o, String type) {
    return errors.guard(() -> Views.as(array(o), type(type)));
  }

  public NdArray strided(Object o, Value shape, Value strides) {
    return errors.guard(() -> Views.strided(array(o), Neutral.ints(shape), longs(strides)));
  }

  /// Another view of the same elements.
  public NdArray alias(Object o) {
    NdArray a = array(o);
    return a.view(a.offset(), a.shape(), a.strides(), a.type());
  }

  /// A fresh view as an array of its own.
  public NdArray owned(Object o) {
    return array(o).owned();
  }

  public NdArray readOnly(Object o) {
    return array(o).readOnly();
  }

  /// A copy in a type; `order` is `C`, `F` or `K`.
  public NdArray copy(Object o, String type, String order) {
    return errors.guard(() ->
        switch (order) {
          case "F" -> Copies.columnMajor(array(o), type(type));
          case "K" -> Copies.as(array(o), type(type));
          default -> Copies.rowMajor(array(o), type(type));
        });
  }

  /// Writes one array into another.
  public void assign(Object from, Object to) {
    errors.guard(() -> {
      Copies.copy(array(from), array(to));
      return null;
    });
  }

  // ---- types ----

  /// The name of the common type of arrays, type names and numbers.
  public String common(Value operands) {
    return errors.guard(() -> {
      Object[] all = Neutral.list(operands).stream().map(o -> o instanceof String s ? type(s) : o).toArray();
      return Promotion.common(all).name();
    });
  }

  public boolean canCast(String from, String to, String casting) {
    return errors.guard(() -> Promotion.allows(type(from), type(to), casting));
  }

  // ---- the engine's arrays ----

  /// A copy for the engine, in the same type.
  public Array toEngine(Object o) {
    return errors.guard(() -> {
      NdArray a = array(o);
      return Copies.toEngine(a, sessions.current().engine().defaultDevice(), a.type().engine());
    });
  }

  /// What an array of the engine holds, without a copy.
  public NdArray fromEngine(Object o, boolean writable) {
    return errors.guard(() -> {
      NdArray a = NdArray.of((Array) o);
      a.setWritable(writable);
      return a;
    });
  }

  /// A copy for the engine, 64-bit types narrowed where they are not enabled.
  Array imported(NdArray a, DType as) {
    return Copies.toEngine(a, sessions.current().engine().defaultDevice(), as);
  }
}
