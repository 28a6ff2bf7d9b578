package gradwright.numpy.indexing;

import gradwright.core.errors.JaxError;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.Creation;
import gradwright.numpy.Sequences;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Complex;
import gradwright.numpy.catalogue.Foreign;
import gradwright.numpy.catalogue.IndexItems;
import gradwright.numpy.catalogue.Tuple;
import java.util.ArrayList;
import java.util.List;

/// Python's index expressions made `IndexItem`s, with JAX's errors.
final class IndexParser {
  private IndexParser() {}

  /// What is between the brackets as a list: a tuple's items, or the single index. TypeError for a list, as in JAX.
  static List<Object> items(Object index) {
    if (index instanceof Tuple t) {
      return t.items();
    }
    if (index instanceof List<?> l) {
      boolean unpack = l.stream().anyMatch(IndexParser::unpacks);
      throw JaxError.type(
          "Using a non-tuple sequence for multidimensional indexing is not allowed; use `arr["
              + (unpack ? "tuple" : "array")
              + "(seq)]` instead of `arr[seq]`. See https://github.com/jax-ml/jax/issues/4564 for more information.");
    }
    List<Object> r = new ArrayList<>();
    r.add(index);
    return r;
  }

  private static boolean unpacks(Object o) {
    return switch (o) {
      case null -> true;
      case Value v -> v.rank() != 0;
      case Tuple t -> true;
      case List<?> l -> true;
      case String s -> true;
      case IndexItems.Slice s -> true;
      case IndexItems.Ellipsis e -> true;
      default -> false;
    };
  }

  /// Parses the items of an index into an array of a shape.
  static List<IndexItem> parse(List<?> raw, Shape shape) {
    List<Object> classified = new ArrayList<>();
    int consumed = 0;
    int ellipses = 0;
    for (Object o : raw) {
      Object c = classify(o);
      classified.add(c);
      consumed += consumes(c);
      ellipses += c == IndexItems.Ellipsis.INSTANCE ? 1 : 0;
    }
    if (ellipses > 1) {
      throw JaxError.index("an index can only have a single ellipsis ('...')");
    }
    if (consumed > shape.rank()) {
      throw JaxError.index(
          "Too many indices: array is " + shape.rank() + "-dimensional, but " + consumed + " were indexed");
    }
    List<IndexItem> r = new ArrayList<>();
    int axis = 0;
    for (int position = 0; position < classified.size(); position++) {
      Object c = classified.get(position);
      IndexItem item =
          switch (c) {
            case null -> new IndexItem.NewAxis(axis);
            case IndexItems.Ellipsis e -> new IndexItem.Rest(axis, shape.rank() - consumed);
            case IndexItems.Slice s -> range(s, axis, shape.size(axis), position);
            case Long n -> new IndexItem.Number(axis, n);
            case Value v when v.dtype().isBool() -> new IndexItem.Mask(axis, v.rank(), v);
            case Value v -> new IndexItem.Positions(axis, v, false);
            default -> throw new IllegalStateException(String.valueOf(c));
          };
      axis += item.axes();
      r.add(item);
    }
    return r;
  }

  private static int consumes(Object c) {
    return switch (c) {
      case null -> 0;
      case IndexItems.Ellipsis e -> 0;
      case Value v when v.dtype().isBool() -> v.rank();
      default -> 1;
    };
  }

  private static Object classify(Object o) {
    return switch (o) {
      case null -> null;
      case IndexItems.Ellipsis e -> e;
      case IndexItems.Slice s -> s;
      case Long n -> n;
      case Boolean b -> HostScalar.of(DType.BOOL, false, b ? 1L : 0L);
      case HostScalar s when s.dtype().isInteger() && s.aval().weakType() -> s.integer();
      case Value v -> {
        if (!v.dtype().isInteger() && !v.dtype().isBool()) {
          throw notIndex(v.dtype().jaxName());
        }
        yield v;
      }
      case Double d -> throw notIndex("float64");
      case Complex c -> throw notIndex("complex128");
      case String s -> throw JaxError.type("JAX does not support string indexing; got idx='" + s + "'");
      case Tuple t -> sequence(t.items());
      case List<?> l -> sequence(l);
      case Foreign f -> throw unsupported(f.toString());
      default -> throw unsupported(o.toString());
    };
  }

  private static Value sequence(List<?> l) {
    if (l.isEmpty()) {
      return Creation.array(new int[0]);
    }
    Value v = Creation.asarray(l);
    if (!v.dtype().isInteger() && !v.dtype().isBool()) {
      throw notIndex(v.dtype().jaxName());
    }
    return v;
  }

  private static JaxError notIndex(String type) {
    return JaxError.type("Indexer must have integer or boolean type, got indexer with type " + type);
  }

  private static JaxError unsupported(String text) {
    return JaxError.index(
        "only integers, slices (`:`), ellipsis (`...`), newaxis (`None`) and integer or boolean arrays are valid"
            + " indices. Got "
            + text);
  }

  /// Python's `slice.indices` for an axis.
  private static IndexItem.Range range(IndexItems.Slice s, int axis, int size, int position) {
    Long step = bound(s.step(), s, position);
    Long from = bound(s.start(), s, position);
    Long to = bound(s.stop(), s, position);
    long by = step == null ? 1 : step;
    if (by == 0) {
      throw JaxError.value("slice step cannot be zero");
    }
    long low = by > 0 ? 0 : -1;
    long high = by > 0 ? size : size - 1;
    long start = from == null ? (by > 0 ? low : high) : clamp(from < 0 ? from + size : from, low, high);
    long stop = to == null ? (by > 0 ? high : low) : clamp(to < 0 ? to + size : to, low, high);
    boolean full = s.start() == null && s.stop() == null && s.step() == null;
    int stride = (int) clamp(by, -Integer.MAX_VALUE, Integer.MAX_VALUE);
    return new IndexItem.Range(axis, (int) start, (int) stop, stride, full);
  }

  private static long clamp(long v, long low, long high) {
    return Math.max(low, Math.min(high, v));
  }

  private static Long bound(Object v, IndexItems.Slice s, int position) {
    return switch (v) {
      case null -> null;
      case Long n -> n;
      case Boolean b -> b ? 1L : 0L;
      case HostScalar h when h.dtype().isInteger() -> h.integer();
      case Array a when a.rank() == 0 && a.dtype().isInteger() -> a.getLong(0);
      case gradwright.core.value.Tracer t ->
          throw JaxError.index(
              "Slice entries must be static integers. Got slice("
                  + Sequences.pythonText(s.start())
                  + ", "
                  + Sequences.pythonText(s.stop())
                  + ", "
                  + Sequences.pythonText(s.step())
                  + ") at position "
                  + position);
      default ->
          throw JaxError.type(
              "slice indices must be integers or None or have an __index__ method, got " + Arguments.typeName(v));
    };
  }
}
