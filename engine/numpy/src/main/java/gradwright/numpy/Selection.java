package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Tuple;
import java.util.ArrayList;
import java.util.List;

/// Choosing between arrays: `where`, `clip`, `select`.
public final class Selection {
  private Selection() {}

  /// `x` where the condition holds (is non-zero), else `y`; all broadcast together, `x` and `y` promoted.
  public static Value where(Value condition, Value x, Value y) {
    return NamedJit.call1(
        "_where", null, List.of(condition, x, y), in -> List.of(whereBody(in.get(0), in.get(1), in.get(2))));
  }

  private static Value whereBody(Value condition, Value x, Value y) {
    Value c = Comparison.toBool(condition);
    List<Value> p = Promote.dtypes(List.of(x, y));
    List<Value> b;
    if (c.rank() == 0) {
      b = Promote.broadcastArrays(p);
    } else {
      List<Value> all = Promote.broadcastArrays(List.of(c, p.get(0), p.get(1)));
      c = all.get(0);
      b = all.subList(1, 3);
    }
    return b.get(0).shape().elements() == 0 ? b.get(0) : Lax.select(c, b.get(0), b.get(1));
  }

  /// The value held between bounds, either of which may be null.
  public static Value clip(Value x, Value min, Value max) {
    List<Value> in = new ArrayList<>(List.of(x));
    if (min != null) {
      in.add(min);
    }
    if (max != null) {
      in.add(max);
    }
    boolean hasMin = min != null;
    boolean hasMax = max != null;
    return NamedJit.call1(
        "clip",
        List.of(hasMin, hasMax),
        in,
        a -> {
          if (a.stream().anyMatch(v -> v.dtype().isComplex())) {
            throw JaxError.value(
                "Clip received a complex value either through the input or the min/max keywords. Complex values have no"
                    + " ordering and cannot be clipped. Please convert to a real value or array by taking the real or"
                    + " imaginary components via jax.numpy.real/imag respectively.");
          }
          Value r = a.getFirst();
          if (hasMin) {
            r = Arithmetic.maximum(a.get(1), r);
          }
          return List.of(hasMax ? Arithmetic.minimum(a.getLast(), r) : r);
        });
  }

  /// For each element the choice of the first condition that holds, else the default.
  public static Value select(List<Value> conditions, List<Value> choices, Value otherwise) {
    if (conditions.size() != choices.size()) {
      throw JaxError.value(
          "condlist must have length equal to choicelist (" + conditions.size() + " vs " + choices.size() + ")");
    }
    if (conditions.isEmpty()) {
      throw JaxError.value("condlist must be non-empty");
    }
    List<Value> cases = new ArrayList<>(List.of(otherwise));
    cases.addAll(choices);
    cases = Promote.dtypes(cases);
    List<Value> conds = new ArrayList<>(List.of(HostScalar.of(DType.BOOL, false, 0L)));
    conds.addAll(conditions);
    Value stacked = Joining.stack(Promote.broadcastArrays(conds), 0);
    Value which = Reductions.argmax(Lax.convert(stacked, DType.BOOL), 0, false);
    List<Value> all = new ArrayList<>(List.of(which));
    all.addAll(cases);
    all = Promote.broadcastArrays(all);
    return Lax.selectN(all.getFirst(), all.subList(1, all.size()));
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function(
        "where(condition, x=None, y=None, /, *, size=None, fill_value=None)",
        "x where the condition holds, else y; with one argument the indices of non-zero elements.",
        a -> {
          if (a.isNone("x") && a.isNone("y")) {
            return Searching.nonzero(a, "condition");
          }
          if (!a.isNone("size") || !a.isNone("fill_value")) {
            throw JaxError.value("size and fill_value arguments cannot be used in three-term where function.");
          }
          return where(a.value("condition"), a.value("x"), a.value("y"));
        });
    m.function(
        "clip(arr=None, /, min=None, max=None)",
        "The array held between bounds.",
        a -> {
          if (a.isNone("arr")) {
            throw JaxError.value("No input was provided to the clip function.");
          }
          return clip(a.value("arr"), a.valueOrNull("min"), a.valueOrNull("max"));
        });
    m.function(
        "select(condlist, choicelist, default=0)",
        "For each element the choice of the first condition that holds.",
        a -> select(values(a, "condlist"), values(a, "choicelist"), a.value("default")));
    m.function(
        "broadcast_arrays(*args)",
        "All arrays stretched to their common shape.",
        a -> new ArrayList<Object>(Promote.broadcastArrays(a.values("args"))));
    m.function(
        "broadcast_to(array, shape, *, out_sharding=None)",
        "The array stretched to a shape.",
        a -> {
          List<?> sizes = Sequences.itemsOrNull(a.get("shape"));
          if (sizes != null && sizes.stream().anyMatch(n -> n instanceof Long size && size < 0)) {
            // JAX compares the axes that the array has first, and only then looks at the new ones.
            int added = Math.max(0, sizes.size() - a.value("array").rank());
            if (sizes.subList(added, sizes.size()).stream().anyMatch(n -> n instanceof Long size && size < 0)) {
              throw JaxError.value(
                  "Incompatible types for broadcasting: input type="
                      + a.value("array").aval().longName()
                      + " and requested shape "
                      + Arguments.repr(a.get("shape")));
            }
            throw JaxError.type(
                "broadcast_in_dim shape must have every element be nonnegative, got "
                    + Arguments.repr(a.get("shape"))
                    + ".");
          }
          return Promote.broadcastTo(Promote.materialize(a.value("array")), a.shape("shape"));
        });
    m.function(
        "broadcast_shapes(*shapes)",
        "The shape that shapes broadcast to.",
        a -> {
          List<Shape> shapes = new ArrayList<>();
          for (Object s : (List<?>) a.get("shapes")) {
            shapes.add(Sequences.shape(s, "broadcast_shapes"));
          }
          return Sequences.tuple(Ints.of(Promote.broadcastShapes(shapes).toArray()));
        });
  }

  /// A list or tuple of arrays, or an array split along its first axis.
  static List<Value> values(Arguments a, String name) {
    List<Value> r = new ArrayList<>();
    for (Object o : Sequences.items(a, name)) {
      Value v = Arguments.toValue(o);
      if (v == null) {
        throw JaxError.type(
            a.functionName()
                + " requires ndarray or scalar arguments, got "
                + Arguments.typeName(o)
                + " at position "
                + r.size()
                + ".");
      }
      r.add(v);
    }
    return r;
  }

  static Tuple tuple(List<Value> values) {
    return new Tuple(List.copyOf(values));
  }
}
