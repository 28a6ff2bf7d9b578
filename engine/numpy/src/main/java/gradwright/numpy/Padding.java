package gradwright.numpy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Reductions.Options;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Arrays extended at their ends, in NumPy's modes.
public final class Padding {
  private Padding() {}

  private static final Map<String, List<String>> KEYWORDS =
      Map.ofEntries(
          Map.entry("empty", List.of()),
          Map.entry("edge", List.of()),
          Map.entry("wrap", List.of()),
          Map.entry("constant", List.of("constant_values")),
          Map.entry("linear_ramp", List.of("end_values")),
          Map.entry("maximum", List.of("stat_length")),
          Map.entry("mean", List.of("stat_length")),
          Map.entry("median", List.of("stat_length")),
          Map.entry("minimum", List.of("stat_length")),
          Map.entry("reflect", List.of("reflect_type")),
          Map.entry("symmetric", List.of("reflect_type")));

  /// Widths before and after each axis.
  public record Widths(Ints before, Ints after) {}

  /// Padded with a constant.
  public static Value pad(Value x, Widths w, Value constant) {
    return pad(x, w, "constant", constant, null, "even", null);
  }

  /// Padded in a mode; `ends` are the values of `linear_ramp` (before and after for each axis), `lengths` the elements that
  /// statistics take (null for all).
  private static Value pad(
      Value x, Widths w, String mode, Value constant, List<Value> ends, String reflect, Widths lengths) {
    // The constant is an operand in every mode, as JAX stages it.
    return NamedJit.call1(
        "_pad",
        Arrays.asList(w, mode, lengths, reflect, ends == null ? null : ends.toString()),
        List.of(x, constant),
        in -> {
          Value a = in.get(0);
          if (a.rank() == 0) {
            return List.of(a);
          }
          return List.of(
              switch (mode) {
                case "constant" -> constant(a, w, in.get(1));
                case "wrap" -> wrap(a, w);
                case "symmetric", "reflect" -> reflect(a, w, mode.equals("reflect"), reflect.equals("odd"));
                case "edge" -> edge(a, w);
                case "linear_ramp" -> ramp(a, w, ends);
                case "empty" -> constant(a, w, Promote.integer(0));
                default -> statistic(a, w, mode, lengths);
              });
        });
  }

  private static Value constant(Value a, Widths w, Value given) {
    Value c = Promote.convert(given, a.dtype(), a.aval().weakType());
    int n = a.rank();
    Ints none = Ints.range(0, n).map(i -> 0);
    if (c.rank() == 0) {
      return Lax.pad(a, c, w.before, w.after, none);
    }
    Value pairs = Promote.broadcastTo(c, Shape.of(n, 2));
    Value r = a;
    for (int i = 0; i < n; i++) {
      Value row = Subscripts.pick(pairs, i, 0);
      int axis = i;
      if (w.before.get(i) != 0) {
        r =
            Lax.pad(
                r, Subscripts.pick(row, 0, 0), Ints.range(0, n).map(k -> k == axis ? w.before.get(k) : 0), none, none);
      }
      if (w.after.get(i) != 0) {
        r =
            Lax.pad(
                r, Subscripts.pick(row, 1, 0), none, Ints.range(0, n).map(k -> k == axis ? w.after.get(k) : 0), none);
      }
    }
    return r;
  }

  private static void requireNone(Widths w, int axis, String mode) {
    if (w.before.get(axis) != 0 || w.after.get(axis) != 0) {
      throw JaxError.value("Cannot apply '" + mode + "' padding to empty axis");
    }
  }

  private static Value slice(Value x, int from, int to, int axis) {
    return Joining.sliceInDim(x, from, to, 1, axis);
  }

  private static Value wrap(Value a, Widths w) {
    Value r = a;
    for (int i = 0; i < a.rank(); i++) {
      int size = r.shape().size(i);
      if (size == 0) {
        requireNone(w, i, "wrap");
        continue;
      }
      int left = w.before.get(i) % size;
      int right = w.after.get(i) % size;
      int repeats = w.before.get(i) / size + w.after.get(i) / size + 1;
      List<Value> parts = new ArrayList<>();
      if (left > 0) {
        parts.add(slice(r, size - left, size, i));
      }
      for (int k = 0; k < repeats; k++) {
        parts.add(r);
      }
      if (right > 0) {
        parts.add(slice(r, 0, right, i));
      }
      r = Joining.laxConcatenate(parts, i);
    }
    return r;
  }

  private static Value reflect(Value a, Widths w, boolean reflect, boolean odd) {
    Value r = a;
    for (int i = 0; i < a.rank(); i++) {
      int size = a.shape().size(i);
      if (size == 0) {
        requireNone(w, i, reflect ? "reflect" : "symmetric");
        continue;
      }
      if (w.before.get(i) == 0 && w.after.get(i) == 0) {
        continue;
      }
      r = reflected(r, size, i, w.before.get(i), true, reflect, odd);
      r = reflected(r, size, i, w.after.get(i), false, reflect, odd);
    }
    return r;
  }

  private static Value reflected(
      Value a, int size, int axis, int padding, boolean before, boolean reflect, boolean odd) {
    Value r = a;
    int n = r.shape().size(axis);
    Value edge = before ? slice(r, 0, 1, axis) : slice(r, n - 1, n, axis);
    int offset = reflect && size > 1 ? 1 : 0;
    while (padding > 0) {
      int now = Math.min(padding, size - offset);
      padding -= now;
      n = r.shape().size(axis);
      int from = before ? offset : n - (now + offset);
      int to = before ? offset + now : !reflect || size == 1 ? n : n - 1;
      Value part = Layout.flip(slice(r, from, to, axis), Ints.of(axis));
      if (odd) {
        part = Arithmetic.subtract(Arithmetic.multiply(Promote.integer(2), edge), part);
        if (size > 1) {
          int m = part.shape().size(axis);
          edge = before ? slice(part, 0, 1, axis) : slice(part, m - 1, m, axis);
        }
      }
      r = Joining.laxConcatenate(before ? List.of(part, r) : List.of(r, part), axis);
    }
    return r;
  }

  private static Value edge(Value a, Widths w) {
    Value r = a;
    for (int i = 0; i < a.rank(); i++) {
      int n = r.shape().size(i);
      if (n == 0) {
        requireNone(w, i, "edge");
        continue;
      }
      Value before = Joining.repeat(slice(r, 0, 1, i), w.before.get(i), i);
      Value after = Joining.repeat(slice(r, n - 1, n, i), w.after.get(i), i);
      r = Joining.laxConcatenate(List.of(before, r, after), i);
    }
    return r;
  }

  private static Value ramp(Value a, Widths w, List<Value> ends) {
    Value r = a;
    for (int i = 0; i < a.rank(); i++) {
      int n = r.shape().size(i);
      Value first = slice(r, 0, 1, i);
      Value last = slice(r, n - 1, n, i);
      boolean weak = a.aval().weakType();
      Value before =
          Ranges.linspace(ends.get(2 * i), Lax.squeeze(first, Ints.of(i)), w.before.get(i), false, a.dtype(), i)
              .getFirst();
      before = Promote.convert(before, a.dtype(), weak);
      Value after =
          Ranges.linspace(ends.get(2 * i + 1), Lax.squeeze(last, Ints.of(i)), w.after.get(i), false, a.dtype(), i)
              .getFirst();
      after = Layout.flip(Promote.convert(after, a.dtype(), weak), Ints.of(i));
      r = Joining.laxConcatenate(List.of(before, r, after), i);
    }
    return r;
  }

  private static Value of(String mode, Value x, int axis) {
    Options o = Options.over(Ints.of(axis), true);
    return switch (mode) {
      case "maximum" -> Reductions.max(x, o);
      case "minimum" -> Reductions.min(x, o);
      case "mean" -> Statistics.mean(x, o);
      default -> Quantiles.median(x, Ints.of(axis), true);
    };
  }

  private static Value statistic(Value a, Widths w, String mode, Widths lengths) {
    Value r = a;
    for (int i = 0; i < a.rank(); i++) {
      Value before;
      Value after;
      if (lengths == null) {
        before = of(mode, r, i);
        after = before;
      } else {
        int n = r.shape().size(i);
        int lb = Math.min(lengths.before.get(i), n);
        int la = Math.min(lengths.after.get(i), n);
        if (lb == 0 || la == 0) {
          throw JaxError.value("stat_length of 0 yields no value for padding");
        }
        Value head = slice(r, 0, lb, i);
        Value tail = slice(r, n - la, n, i);
        before = of(mode, head, i);
        after = of(mode, tail, i);
      }
      if (a.dtype().isInteger()) {
        before = Rounding.round(before, 0);
        after = Rounding.round(after, 0);
      }
      before = Promote.convert(before, a.dtype(), a.aval().weakType());
      after = Promote.convert(after, a.dtype(), a.aval().weakType());
      Value left = Joining.repeat(before, w.before.get(i), i);
      Value right = Joining.repeat(after, w.after.get(i), i);
      r = Joining.laxConcatenate(List.of(left, r, right), i);
    }
    return r;
  }

  // ---- catalogue ----

  /// Pairs for each axis from one number, one pair, or a pair for each.
  private static List<Object> pairs(Object v, int rank, String name) {
    List<?> items = v instanceof Value t && t.rank() == 0 ? null : Sequences.itemsOrNull(v);
    List<Object> r = new ArrayList<>();
    if (items == null || items.size() == 1 && Sequences.itemsOrNull(items.getFirst()) == null) {
      Object one = items == null ? v : items.getFirst();
      for (int i = 0; i < 2 * rank; i++) {
        r.add(one);
      }
      return r;
    }
    boolean nested = items.stream().allMatch(o -> Sequences.itemsOrNull(o) != null);
    boolean flat = items.stream().allMatch(o -> Sequences.itemsOrNull(o) == null);
    if (flat && items.size() == 2) {
      for (int i = 0; i < rank; i++) {
        r.addAll(items);
      }
      return r;
    }
    if (nested && (items.size() == rank || items.size() == 1)) {
      for (int i = 0; i < rank; i++) {
        List<?> pair = Sequences.itemsOrNull(items.get(items.size() == 1 ? 0 : i));
        if (pair.size() == 1) {
          r.add(pair.getFirst());
          r.add(pair.getFirst());
        } else if (pair.size() == 2) {
          r.addAll(pair);
        } else {
          throw shape(name, rank, items.size());
        }
      }
      return r;
    }
    if (!nested && !flat) {
      throw JaxError.type("`" + name + "` entries must be the same shape: " + Sequences.pythonText(v));
    }
    throw shape(name, rank, items.size());
  }

  private static JaxError shape(String name, int rank, int size) {
    return JaxError.value(
        "jnp.pad: "
            + name
            + " with nd="
            + rank
            + " has unsupported shape ("
            + size
            + ",). Valid shapes are ("
            + rank
            + ", 2), (1, 2), (2,), (1,), or ().");
  }

  private static Widths widths(Arguments a, Object v, int rank, String name) {
    List<Object> p = pairs(v, rank, name);
    int[] before = new int[rank];
    int[] after = new int[rank];
    for (int i = 0; i < rank; i++) {
      if (p.get(2 * i) instanceof Double || p.get(2 * i + 1) instanceof Double) {
        throw JaxError.type("`" + name + "` must be of integral type.");
      }
      before[i] = Sequences.staticInt(p.get(2 * i), name + " argument of jnp.pad", a);
      after[i] = Sequences.staticInt(p.get(2 * i + 1), name + " argument of jnp.pad", a);
      if (before[i] < 0 || after[i] < 0) {
        throw JaxError.value("index can't contain negative values");
      }
    }
    return new Widths(Ints.of(before), Ints.of(after));
  }

  private static String reflectType(Map<String, Object> keywords) {
    Object type = keywords.getOrDefault("reflect_type", "even");
    if (!"even".equals(type) && !"odd".equals(type)) {
      throw new JaxError(
          "AssertionError", "jnp.pad: reflect_type must be 'even' or 'odd', got " + Arguments.repr(type));
    }
    return (String) type;
  }

  @SuppressWarnings("unchecked")
  private static Value pad(Arguments a) {
    Value x = a.value("array");
    Widths w = widths(a, a.get("pad_width"), x.rank(), "pad_width");
    if (!(a.get("mode") instanceof String mode)) {
      throw JaxError.notImplemented("jnp.pad with a function as mode is not available yet");
    }
    Map<String, Object> kw = (Map<String, Object>) a.get("kwargs");
    if (!KEYWORDS.containsKey(mode)) {
      throw JaxError.notImplemented("Unimplemented padding mode '" + mode + "' for np.pad.");
    }
    for (String k : kw.keySet()) {
      if (!KEYWORDS.get(mode).contains(k)) {
        throw JaxError.value("unsupported keyword arguments for mode '" + mode + "': {'" + k + "'}");
      }
    }
    Value constant = Creation.asarray(kw.getOrDefault("constant_values", 0L));
    if (kw.getOrDefault("constant_values", 0L) instanceof Number n) {
      constant = Arguments.toValue(n);
    }
    List<Value> ends = null;
    if (mode.equals("linear_ramp")) {
      ends = pairs(kw.getOrDefault("end_values", 0L), x.rank(), "end_values").stream().map(Arguments::toValue).toList();
    }
    Object lengths = kw.get("stat_length");
    return pad(
        x,
        w,
        mode,
        constant,
        ends,
        reflectType(kw),
        lengths == null ? null : widths(a, lengths, x.rank(), "stat_length"));
  }

  /// Enters the functions of this class in `jax.numpy`.
  public static void register(Catalogue.Module m) {
    m.function("pad(array, pad_width, mode='constant', **kwargs)", "The array extended at its ends.", Padding::pad);
  }
}
