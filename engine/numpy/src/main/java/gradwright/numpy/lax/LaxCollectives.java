package gradwright.numpy.lax;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Collective;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.Session;
import gradwright.core.types.Ints;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Concrete;
import gradwright.numpy.Promote;
import gradwright.numpy.Sequences;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.List;

/// Operations across named axes, as `vmap(axis_name=...)` and `pmap` bring them in scope.
final class LaxCollectives {
  private LaxCollectives() {}

  private record Axes(List<String> names, Ints positional) {
    static Axes of(Object v) {
      List<?> items = v instanceof String s ? List.of(s) : Sequences.itemsOrNull(v);
      if (items == null) {
        items = List.of(v);
      }
      List<String> names = new ArrayList<>();
      List<Integer> positional = new ArrayList<>();
      for (Object o : items) {
        if (o instanceof Long n) {
          positional.add(Math.toIntExact(n));
        } else {
          names.add(String.valueOf(o));
        }
      }
      return new Axes(names, Ints.of(positional.stream().mapToInt(Integer::intValue).toArray()));
    }

    int size(Value x) {
      return size(x, null);
    }

    /// The same for a function that JAX's message shall name.
    int size(Value x, String function) {
      int n = 1;
      for (String s : names) {
        n *= axisSize(s, function);
      }
      for (int i = 0; i < positional.size(); i++) {
        n *= x.shape().size(positional.get(i));
      }
      return n;
    }
  }

  /// The size of a named axis; a NameError that says what to call where, unless `function` is null.
  private static int axisSize(String name, String function) {
    if (function != null && !Session.current().hasAxis(name)) {
      throw new JaxError(
          "NameError",
          "Found an unbound axis name: " + name + ". To fix this, please call " + function + " under `jax.shard_map`.");
    }
    return Session.current().axisSize(name);
  }

  /// JAX evaluates no permutation outside of a mapped axis, and says so before it looks for the name.
  private static int permutationSize(Value x, String name) {
    if (Concrete.is(x) && !Session.current().hasAxis(name)) {
      throw JaxError.notImplemented("Evaluation rule for 'ppermute' not implemented");
    }
    return axisSize(name, "ppermute");
  }

  private static void refuseGroups(Arguments a) {
    if (!a.isNone("axis_index_groups")) {
      throw JaxError.notImplemented(
          a.functionName()
              + ": axis_index_groups not supported in vmap collectives, as in JAX; map over two named axes");
    }
  }

  private static Value reduce(Reduction.Op op, Value x, Axes axes) {
    if (x instanceof HostScalar s && axes.positional.isEmpty() && op == Reduction.Op.SUM) {
      return Promote.materialize(times(s, axes.size(x)));
    }
    if (op == Reduction.Op.SUM && x.dtype().isBool()) {
      return reduce(op, Promote.convert(x, Promote.defaultInt()), axes);
    }
    if (axes.names.isEmpty()) {
      return Lax.reduce(op, x, axes.positional);
    }
    axes.size(x, op == Reduction.Op.SUM && Concrete.is(x) ? null : "psum");
    return Lax.bind1(new Collective.AllReduce(op, axes.names, axes.positional), x);
  }

  private static HostScalar times(HostScalar s, int n) {
    return s.dtype().isInexact()
        ? HostScalar.complex(s.dtype(), s.aval().weakType(), s.real() * n, s.imaginary() * n)
        : HostScalar.of(s.dtype(), s.aval().weakType(), s.integer() * n);
  }

  private static String axis(Arguments a) {
    return String.valueOf(a.get("axis_name"));
  }

  /// The position along several axes, the last one running fastest.
  private static Value index(List<String> names) {
    Value r = null;
    for (String name : names.reversed()) {
      axisSize(name, "axis_index");
    }
    for (String name : names) {
      int size = Session.current().axisSize(name);
      Value here = Session.bind(new Collective.AxisIndex(name), List.of()).getFirst();
      r = r == null ? here : Lax.add(Lax.mul(r, Lax.like(r, size)), here);
    }
    if (r == null) {
      throw JaxError.type("axis_index: axis_name must name an axis, got an empty tuple");
    }
    return r;
  }

  /// As JAX's vmap: as many moves as positions.
  private static void checkPermutation(int moves, int size, String text) {
    if (moves != size) {
      throw new JaxError(
          "AssertionError", "Permutation doesn't match the axis size! Got " + text + " for size " + size);
    }
  }

  private static Value permute(Arguments a) {
    List<?> pairs = Sequences.items(a, "perm");
    int[] from = new int[pairs.size()];
    int[] to = new int[pairs.size()];
    for (int i = 0; i < from.length; i++) {
      List<?> p = Sequences.itemsOrNull(pairs.get(i));
      from[i] = Math.toIntExact((Long) p.get(0));
      to[i] = Math.toIntExact((Long) p.get(1));
    }
    checkPermutation(from.length, permutationSize(a.value("x"), axis(a)), Sequences.pythonText(a.get("perm")));
    return Lax.bind1(new Collective.Permute(axis(a), Ints.of(from), Ints.of(to)), a.value("x"));
  }

  private static Value allToAll(Value x, String axis, int split, int concat, boolean tiled) {
    int n = Session.current().axisSize(axis);
    int s = Arguments.normalizeAxis(split, x.rank());
    int c = Arguments.normalizeAxis(concat, x.rank());
    if (!tiled && x.shape().size(s) != n) {
      throw JaxError.value(
          "all_to_all requires the size of the mapped axis axis_name to equal x.shape[split_axis], but they are "
              + n
              + " and "
              + x.shape().size(s)
              + " respectively.");
    }
    if (tiled && x.shape().size(s) % n != 0) {
      throw JaxError.value(
          "The size of all_to_all split_axis ("
              + x.shape().size(s)
              + ") has to be divisible by the size of the named axis "
              + axis
              + " ("
              + n
              + ")");
    }
    return Lax.bind1(new Collective.AllToAll(axis, s, c, n, tiled), x);
  }

  static void register(Catalogue.Module m) {
    m.function(
        "psum(x, axis_name, *, axis_index_groups=None)",
        "Sum across named axes.",
        a -> {
          refuseGroups(a);
          return reduce(Reduction.Op.SUM, a.value("x"), Axes.of(a.get("axis_name")));
        });
    m.function(
        "pmean(x, axis_name, *, axis_index_groups=None)",
        "Mean across named axes.",
        a -> {
          refuseGroups(a);
          Axes axes = Axes.of(a.get("axis_name"));
          Value sum = reduce(Reduction.Op.SUM, a.value("x"), axes);
          return Arithmetic.trueDivide(sum, Promote.integer(axes.size(a.value("x"))));
        });
    m.function(
        "pmax(x, axis_name, *, axis_index_groups=None)",
        "Largest across named axes.",
        a -> {
          refuseGroups(a);
          return reduce(Reduction.Op.MAX, a.value("x"), Axes.of(a.get("axis_name")));
        });
    m.function(
        "pmin(x, axis_name, *, axis_index_groups=None)",
        "Smallest across named axes.",
        a -> {
          refuseGroups(a);
          return reduce(Reduction.Op.MIN, a.value("x"), Axes.of(a.get("axis_name")));
        });
    m.function("axis_index(axis_name)", "Position along a named axis.", a -> index(Axes.of(a.get("axis_name")).names));
    m.function("axis_size(axis_name)", "Size of a named axis.", a -> (long) Axes.of(a.get("axis_name")).size(null));
    m.function(
        "all_gather(x, axis_name, *, axis_index_groups=None, axis=0, tiled=False, to='varying')",
        "Values of all positions stacked along an axis.",
        a -> {
          refuseGroups(a);
          int n = Session.current().axisSize(axis(a));
          Value x = a.value("x");
          boolean tiled = a.flag("tiled");
          int at = Arguments.normalizeAxis(a.integer("axis"), x.rank() + (tiled ? 0 : 1));
          return Lax.bind1(new Collective.AllGather(axis(a), n, at, tiled), x);
        });
    m.function("ppermute(x, axis_name, perm)", "Values moved between positions.", LaxCollectives::permute);
    m.function(
        "pshuffle(x, axis_name, perm)",
        "Values taken from the positions that perm lists.",
        a -> {
          Ints perm = a.ints("perm");
          if (!perm.sorted().equals(Ints.range(0, perm.size()))) {
            throw JaxError.value("`perm` does not represent a permutation: " + Sequences.pythonText(a.get("perm")));
          }
          checkPermutation(perm.size(), permutationSize(a.value("x"), axis(a)), Sequences.pythonText(a.get("perm")));
          return Lax.bind1(new Collective.Permute(axis(a), perm, Ints.range(0, perm.size())), a.value("x"));
        });
    m.function(
        "all_to_all(x, axis_name, split_axis, concat_axis, *, axis_index_groups=None, tiled=False)",
        "An axis split over positions, and the parts joined along another.",
        a -> {
          refuseGroups(a);
          return allToAll(a.value("x"), axis(a), a.integer("split_axis"), a.integer("concat_axis"), a.flag("tiled"));
        });
    m.function(
        "pswapaxes(x, axis_name, axis, *, axis_index_groups=None)",
        "A named axis exchanged with an axis of the array.",
        a -> allToAll(a.value("x"), axis(a), a.integer("axis"), a.integer("axis"), false));
    m.function(
        "psum_scatter(x, axis_name, *, scatter_dimension=0, axis_index_groups=None, tiled=False)",
        "Sum across a named axis, of which each position keeps a part.",
        a -> {
          refuseGroups(a);
          int n = Session.current().axisSize(axis(a));
          int length = a.value("x").shape().size(a.integer("scatter_dimension"));
          if (a.flag("tiled") ? length % n != 0 : length != n) {
            throw new JaxError(
                a.flag("tiled") ? "AssertionError" : "ValueError",
                "psum_scatter: the size of scatter_dimension ("
                    + length
                    + ") must "
                    + (a.flag("tiled") ? "be divisible by" : "match")
                    + " the size of the named axis "
                    + axis(a)
                    + " ("
                    + n
                    + ")");
          }
          return Lax.bind1(
              new Collective.ReduceScatter(axis(a), a.integer("scatter_dimension"), n, a.flag("tiled")), a.value("x"));
        });
  }
}
