package gradwright.numpy.lax;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.prim.Collective;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.Session;
import gradwright.core.types.Ints;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.Promote;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.List;

/// `jax.lax` operations across named axes.
final class LaxCollectives {
  private LaxCollectives() {}

  /// The named axes of an argument, and positional ones given as integers.
  private record Axes(List<String> names, Ints positions) {
    static Axes of(Object given) {
      List<String> names = new ArrayList<>();
      Ints positions = Ints.EMPTY;
      List<Object> all = given instanceof String || given instanceof Long ? List.of(given) : LaxShapes.sequence(given);
      for (Object o : all) {
        if (o instanceof String s) {
          names.add(s);
        } else {
          positions = positions.plus(LaxShapes.intOf(o));
        }
      }
      return new Axes(names, positions);
    }

    long size() {
      long n = 1;
      for (String s : names) {
        n *= Session.current().axisSize(s);
      }
      return n;
    }
  }

  static void register(Catalogue.Module m) {
    m.function(
            "psum(x, axis_name, *, axis_index_groups=None)",
            "Sum across a named axis.",
            a -> sum(a.value("x"), Axes.of(a.get("axis_name"))))
        .function(
            "pmean(x, axis_name, *, axis_index_groups=None)",
            "Mean across a named axis.",
            a -> {
              Axes axes = Axes.of(a.get("axis_name"));
              Value x = Promote.inexact(a.value("x"));
              Value s = sum(x, axes);
              return Lax.div(s, Lax.like(s, axes.size()));
            })
        .function(
            "pmax(x, axis_name, *, axis_index_groups=None)",
            "Maximum across a named axis.",
            a -> reduce(Reduction.Op.MAX, a))
        .function(
            "pmin(x, axis_name, *, axis_index_groups=None)",
            "Minimum across a named axis.",
            a -> reduce(Reduction.Op.MIN, a))
        .function(
            "all_gather(x, axis_name, *, axis_index_groups=None, axis=0, tiled=False)",
            "The values of all across a named axis, stacked.",
            a -> {
              Value x = a.value("x");
              String name = a.string("axis_name");
              boolean tiled = a.flag("tiled");
              int axis = Arguments.normalizeAxis(a.integer("axis"), x.rank() + (tiled ? 0 : 1));
              return Lax.bind1(
                  new Collective.AllGather(name, Session.current().axisSize(name), axis, tiled), x);
            })
        .function(
            "ppermute(x, axis_name, perm)",
            "Sends values along pairs (source, destination) of a named axis.",
            a -> {
              List<Object> pairs = LaxShapes.sequence(a.get("perm"));
              Ints from = Ints.EMPTY;
              Ints to = Ints.EMPTY;
              for (Object o : pairs) {
                Ints p = LaxShapes.intsOf(o);
                if (from.contains(p.get(0)) || to.contains(p.get(1))) {
                  throw JaxError.value(
                      "ppermute sources and destinations must be unique, got " + Arguments.repr(a.get("perm")) + ".");
                }
                from = from.plus(p.get(0));
                to = to.plus(p.get(1));
              }
              return Lax.bind1(new Collective.Permute(a.string("axis_name"), from, to), a.value("x"));
            })
        .function(
            "pshuffle(x, axis_name, perm)",
            "Sends values so that position i receives from perm[i] of a named axis.",
            a -> {
              Ints from = a.ints("perm");
              return Lax.bind1(
                  new Collective.Permute(a.string("axis_name"), from, Ints.range(0, from.size())), a.value("x"));
            })
        .function(
            "all_to_all(x, axis_name, split_axis, concat_axis, *, axis_index_groups=None, tiled=False)",
            "Splits one axis over a named axis and gathers along another.",
            a -> {
              String name = a.string("axis_name");
              return Lax.bind1(
                  new Collective.AllToAll(
                      name,
                      a.integer("split_axis"),
                      a.integer("concat_axis"),
                      Session.current().axisSize(name),
                      a.flag("tiled")),
                  a.value("x"));
            })
        .function(
            "psum_scatter(x, axis_name, *, scatter_dimension=0, axis_index_groups=None, tiled=False)",
            "Sum across a named axis of which each keeps a part.",
            a -> {
              String name = a.string("axis_name");
              return Lax.bind1(
                  new Collective.ReduceScatter(
                      name, a.integer("scatter_dimension"), Session.current().axisSize(name), a.flag("tiled")),
                  a.value("x"));
            })
        .function(
            "axis_index(axis_name)",
            "The position along a named axis.",
            a -> {
              String name = a.string("axis_name");
              Session.current().axisSize(name);
              return Lax.bind1(new Collective.AxisIndex(name));
            });
  }

  private static Value reduce(Reduction.Op op, Arguments a) {
    Axes axes = Axes.of(a.get("axis_name"));
    axes.size();
    return Lax.bind1(new Collective.AllReduce(op, axes.names, axes.positions), a.value("x"));
  }

  /// A sum of a constant is a product: psum(1, axis) gives the axis size at once.
  private static Value sum(Value x, Axes axes) {
    long n = axes.size();
    if (x instanceof HostScalar s && axes.positions.isEmpty()) {
      return s.dtype().isInexact()
          ? HostScalar.complex(s.dtype(), s.aval().weakType(), s.real() * n, s.imaginary() * n)
          : HostScalar.of(s.dtype(), s.aval().weakType(), s.integer() * n);
    }
    Value v = x.dtype().isBool() ? Lax.convert(x, Promote.defaultInt()) : x;
    return Lax.bind1(new Collective.AllReduce(Reduction.Op.SUM, axes.names, axes.positions), v);
  }
}
