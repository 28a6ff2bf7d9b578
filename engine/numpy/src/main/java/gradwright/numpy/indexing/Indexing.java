package gradwright.numpy.indexing;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Indexing.Mode;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.types.Sharding;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Comparison;
import gradwright.numpy.Creation;
import gradwright.numpy.Gathering;
import gradwright.numpy.Promote;
import gradwright.numpy.catalogue.Tuple;
import java.util.ArrayList;
import java.util.List;

/// Reading by index: `x[...]` and `x.at[...].get(...)`. Static integers and slices become `slice`; scalar integers that are
/// traced, or out of bounds, `dynamic_slice`, which clamps; all else a `gather`.
public final class Indexing {
  private Indexing() {}

  /// How to read or write: the mode's name (null for the default), what is known about the indices, the filler for reads out
  /// of bounds (null for the type's own), and whether negative indices count from the end.
  public record Options(
      String mode, boolean indicesAreSorted, boolean uniqueIndices, HostScalar fillValue, boolean wrapNegative) {
    public static final Options DEFAULT = new Options(null, false, false, null, true);
  }

  /// `x[index]`: the index is a neutral value, or a `Tuple` of these (Long, Boolean, null for None, `IndexItems.Slice` and
  /// `Ellipsis`, `Value`, lists inside tuples).
  public static Value get(Value x, Object index) {
    return get(x, index, Options.DEFAULT);
  }

  /// `x.at[index].get(...)`.
  public static Value get(Value x, Object index, Options options) {
    return get(x, IndexParser.items(index), options);
  }

  /// The same for the items of a tuple index.
  public static Value get(Value x, List<Object> items, Options options) {
    Shape shape = x.shape();
    List<IndexItem> parsed = IndexParser.parse(items, shape);
    Mode mode = Gathering.mode(options.mode(), true);
    if (mode != Mode.FILL_OR_DROP) {
      if (isStatic(parsed, shape, mode, options)) {
        return staticSlice(x, expanded(parsed, shape), options);
      }
      if (isDynamic(parsed, shape)) {
        return dynamicSlice(x, expanded(parsed, shape), options);
      }
    }
    return gather(x, parsed, mode, options);
  }

  /// `x[i]` for a Java int; negative ones count from the end.
  public static Value at(Value x, int... index) {
    List<Object> items = new ArrayList<>();
    for (int i : index) {
      items.add((long) i);
    }
    return get(x, new Tuple(items));
  }

  /// Ellipses and missing axes made full slices.
  static List<IndexItem> expanded(List<IndexItem> items, Shape shape) {
    List<IndexItem> r = new ArrayList<>();
    int axis = 0;
    for (IndexItem i : items) {
      if (i instanceof IndexItem.Rest rest) {
        for (int k = 0; k < rest.axes(); k++) {
          r.add(full(rest.axis() + k, shape));
        }
      } else {
        r.add(i);
      }
      axis += i.axes();
    }
    for (; axis < shape.rank(); axis++) {
      r.add(full(axis, shape));
    }
    return r;
  }

  private static IndexItem.Range full(int axis, Shape shape) {
    return new IndexItem.Range(axis, 0, shape.size(axis), 1, true);
  }

  private static boolean isStatic(List<IndexItem> items, Shape shape, Mode mode, Options options) {
    for (IndexItem i : items) {
      switch (i) {
        case IndexItem.Number n -> {
          long size = shape.size(n.axis());
          long v = options.wrapNegative() && n.value() < 0 ? n.value() + size : n.value();
          if (size == 0 || mode == Mode.PROMISE_IN_BOUNDS && (v < 0 || v >= size)) {
            return false;
          }
        }
        case IndexItem.Positions p -> {
          return false;
        }
        case IndexItem.Mask m -> {
          return false;
        }
        default -> {}
      }
    }
    return true;
  }

  private static Value staticSlice(Value x, List<IndexItem> items, Options options) {
    int rank = x.rank();
    int[] start = new int[rank];
    int[] limit = new int[rank];
    int[] strides = new int[rank];
    List<Integer> reversed = new ArrayList<>();
    List<Integer> dropped = new ArrayList<>();
    List<Integer> added = new ArrayList<>();
    int done = 0;
    boolean unit = true;
    boolean trivial = true;
    for (IndexItem i : items) {
      switch (i) {
        case IndexItem.NewAxis n -> added.add(done - dropped.size() + added.size());
        case IndexItem.Number n -> {
          int size = x.shape().size(n.axis());
          long v = options.wrapNegative() && n.value() < 0 ? n.value() + size : n.value();
          start[done] = (int) Math.min(Math.max(v, 0), size - 1);
          limit[done] = start[done] + 1;
          strides[done++] = 1;
          dropped.add(n.axis());
        }
        case IndexItem.Range r -> {
          int size = x.shape().size(r.axis());
          if (r.step() < 0) {
            int by = -r.step();
            int first = Math.min(size, r.stop() + 1 + Math.abs(r.start() - r.stop() - 1) % by);
            start[done] = first;
            limit[done] = Math.max(first, r.start() + 1);
            strides[done] = by;
            reversed.add(r.axis());
          } else {
            start[done] = r.start();
            limit[done] = Math.max(r.start(), r.stop());
            strides[done] = r.step();
          }
          unit &= strides[done] == 1;
          done++;
        }
        default -> throw new IllegalStateException(String.valueOf(i));
      }
    }
    for (int a = 0; a < rank; a++) {
      trivial &= start[a] == 0 && limit[a] == x.shape().size(a);
    }
    Value r = x;
    if (!(unit && trivial)) {
      checkWhole(x, start, limit);
      r = Lax.slice(x, Ints.of(start), Ints.of(limit), unit ? null : Ints.of(strides));
    }
    return finish(r, reversed, dropped, added);
  }

  /// JAX reads by gathers, which need the axes that are cut to be whole on each device.
  private static void checkWhole(Value x, int[] start, int[] limit) {
    Sharding s = x.aval().sharding();
    if (s == null) {
      return;
    }
    int cut = 0;
    boolean divided = false;
    for (int a = 0; a < start.length; a++) {
      if (start[a] != 0 || limit[a] != x.shape().size(a)) {
        cut++;
        divided |= !s.part(a).isEmpty();
      }
    }
    if (divided) {
      throw new JaxError(
          "ShardingTypeError",
          "Use `.at[...].get(out_sharding=)` to provide output PartitionSpec for the gather indexing as out sharding"
              + " could not be resolved unambiguously (or would require collectives on inputs). Got"
              + " operand=ShapedArray("
              + x.aval().longName()
              + "), indices=ShapedArray(int32["
              + cut
              + "])");
    }
  }

  private static Value finish(Value x, List<Integer> reversed, List<Integer> dropped, List<Integer> added) {
    Value r = Lax.rev(x, ints(reversed));
    r = Lax.squeeze(r, ints(dropped));
    return Lax.expandDims(r, ints(added));
  }

  private static boolean isDynamic(List<IndexItem> items, Shape shape) {
    for (IndexItem i : items) {
      boolean fits =
          switch (i) {
            case IndexItem.NewAxis n -> true;
            case IndexItem.Rest r -> true;
            case IndexItem.Number n -> shape.size(n.axis()) > 0;
            case IndexItem.Range r -> Math.abs(r.step()) == 1;
            case IndexItem.Positions p -> p.value().rank() == 0 && shape.size(p.axis()) > 0;
            case IndexItem.Mask m -> false;
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static Value dynamicSlice(Value x, List<IndexItem> items, Options options) {
    List<Value> starts = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    List<Integer> reversed = new ArrayList<>();
    List<Integer> dropped = new ArrayList<>();
    List<Integer> added = new ArrayList<>();
    for (IndexItem i : items) {
      switch (i) {
        case IndexItem.NewAxis n -> added.add(starts.size() - dropped.size() + added.size());
        case IndexItem.Number n -> {
          starts.add(number(n.value()));
          sizes.add(1);
          dropped.add(n.axis());
        }
        case IndexItem.Positions p -> {
          starts.add(p.value());
          sizes.add(1);
          dropped.add(p.axis());
        }
        case IndexItem.Range r -> {
          if (r.step() < 0) {
            int first = r.stop() + 1;
            starts.add(number(first));
            sizes.add(Math.max(0, r.start() + 1 - first));
            reversed.add(r.axis());
          } else {
            starts.add(number(r.start()));
            sizes.add(Math.max(0, r.stop() - r.start()));
          }
        }
        default -> throw new IllegalStateException(String.valueOf(i));
      }
    }
    if (starts.size() > 1) {
      starts.replaceAll(v -> Lax.convert(v, indexType(x.shape())));
    }
    for (int a = 0; a < starts.size() && options.wrapNegative(); a++) {
      starts.set(a, wrapped(starts.get(a), x.shape().size(a)));
    }
    return finish(Lax.dynamicSlice(x, starts, ints(sizes)), reversed, dropped, added);
  }

  private static HostScalar number(long v) {
    long clipped = Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, v));
    return Promote.integer(Promote.x64() ? v : clipped);
  }

  /// Negative made to count from the end: staged as JAX does, worked out at once when nothing is traced.
  public static Value wrapped(Value i, int size) {
    if (i.dtype().isUnsigned()) {
      return i;
    }
    Session s = Session.current();
    if (s.trace() == s.evalTrace() && !(i instanceof Tracer)) {
      long v = i instanceof HostScalar h ? h.integer() : ((Array) i).getLong(0);
      return HostScalar.of(i.dtype(), i.aval().weakType(), v < 0 ? v + size : v);
    }
    Value negative = Comparison.less(i, Promote.integer(0));
    Value moved = Arithmetic.add(i, Promote.like(i, (long) size));
    return Lax.select(negative, moved, i);
  }

  /// The type of computed indices: int32 unless a size needs more.
  static DType indexType(Shape shape) {
    return DType.INT32;
  }

  static Value gather(Value x, List<IndexItem> items, Mode mode, Options options) {
    GatherPlan plan = GatherPlan.of(items, x.shape(), options.wrapNegative());
    Value y = Lax.expandDims(x, plan.scalarMaskAxes());
    if (plan.sliceShape().elements() == 0) {
      return Creation.full(plan.sliceShape(), HostScalar.of(y.dtype(), y.aval().weakType(), 0L));
    }
    if (plan.indices().shape().elements() > 0) {
      y =
          Gathering.gather(
              y,
              plan.indices(),
              plan.dimensions(),
              plan.gatherSizes(),
              options.indicesAreSorted() || plan.basic(),
              options.uniqueIndices() || plan.basic(),
              mode,
              Gathering.filler(y, mode, options.fillValue()));
    }
    y = Lax.rev(y, plan.reversed());
    return Lax.expandDims(y, plan.newAxes());
  }

  static Ints ints(List<Integer> l) {
    return Ints.of(l.stream().mapToInt(Integer::intValue).toArray());
  }

  static JaxError emptyAxis(int axis) {
    return JaxError.index("index is out of bounds for axis " + axis + " with size 0");
  }
}
