package gradwright.numpy.scipy;

import gradwright.core.batch.Vmap;
import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Classify;
import gradwright.numpy.Creation;
import gradwright.numpy.Cumulations;
import gradwright.numpy.Joining;
import gradwright.numpy.Layout;
import gradwright.numpy.NanReductions;
import gradwright.numpy.Promote;
import gradwright.numpy.Reductions;
import gradwright.numpy.Searching;
import gradwright.numpy.SetOperations;
import gradwright.numpy.Sorting;
import gradwright.numpy.Statistics;
import gradwright.numpy.Taking;
import gradwright.numpy.Term;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.NamedResult;
import java.util.Arrays;
import java.util.List;

/// The functions of `jax.scipy.stats` that are not of a distribution: the mode, ranks, the standard error of a mean.
final class Ranks {
  private Ranks() {}

  static void register(Catalogue.Module m) {
    m.function(
            "mode(a, axis=0, nan_policy='propagate', keepdims=False)",
            "The most common value along an axis, the smallest of several, and its count.",
            a -> {
              checkPolicy("mode", a.string("nan_policy"));
              Value x = Joining.atleast1d(a.value("a"));
              Integer axis = a.isNone("axis") ? null : a.axis("axis", x.rank());
              boolean keep = a.flag("keepdims");
              List<Value> r =
                  NamedJit.call("mode", Arrays.asList(axis, keep), List.of(x), in -> mode(in.getFirst(), axis, keep));
              return new NamedResult("ModeResult", List.of("mode", "count"), List.copyOf(r));
            })
        .function(
            "rankdata(a, method='average', *, axis=None, nan_policy='propagate')",
            "Ranks of the elements, from 1.",
            Ranks::rankdata)
        .function(
            "sem(a, axis=0, ddof=1, nan_policy='propagate', *, keepdims=False)",
            "The standard error of the mean.",
            Ranks::sem);
  }

  private static void checkPolicy(String function, String policy) {
    switch (policy) {
      case "propagate" -> {}
      case "omit" -> throw JaxError.notImplemented("Logic for `nan_policy` of omit is not implemented");
      case "raise" ->
          throw JaxError.notImplemented(
              "In order to best JIT compile `"
                  + function
                  + "`, we cannot know whether `x` contains nans. Please check if nans exist in `x` outside of the `"
                  + function
                  + "` function.");
      default ->
          throw JaxError.value(
              "Illegal nan_policy value '" + policy + "'; expected one of {'propagate', 'omit', 'raise'}");
    }
  }

  private static List<Value> mode(Value given, Integer axis, boolean keep) {
    Shape shape = given.shape();
    if (axis == null) {
      int[] sizes = new int[shape.rank()];
      Arrays.fill(sizes, 1);
      Shape ones = Shape.of(sizes);
      return lanes(Lax.reshape(given, Shape.of(Math.toIntExact(shape.elements()), 1)), keep ? ones : Shape.of());
    }
    Value moved = Lax.moveAxis(given, axis, 0);
    Shape rest = shape.remove(axis);
    Value columns = Lax.reshape(moved, Shape.of(shape.size(axis), Math.toIntExact(rest.elements())));
    return lanes(columns, keep ? shape.with(axis, 1) : rest);
  }

  private static List<Value> lanes(Value columns, Shape out) {
    List<Value> r = Vmap.map(in -> modeOf(in.getFirst()), 1, List.of(Lax.transpose(columns, Ints.of(1, 0))));
    return List.of(Lax.reshape(r.get(0), out), Lax.reshape(r.get(1), out));
  }

  private static List<Value> modeOf(Value x) {
    int n = x.shape().size(0);
    if (n == 0) {
      DType t = Promote.defaultFloat();
      return List.of(Lax.full(Shape.of(), Lax.scalar(t, Double.NaN)), Lax.full(Shape.of(), Lax.scalar(t, 0.0)));
    }
    SetOperations.Unique u = SetOperations.unique(x, 0, false, false, true, true, n, null);
    Value most = Reductions.argmax(u.counts(), null, false);
    return List.of(Taking.take(u.values(), most, 0), Reductions.max(u.counts()));
  }

  private static Object rankdata(Arguments a) {
    checkPolicy("rankdata", a.string("nan_policy"));
    String method = a.string("method");
    if (!List.of("average", "min", "max", "dense", "ordinal").contains(method)) {
      throw JaxError.value("unknown method '" + method + "'");
    }
    Value x = a.value("a");
    Integer axis = a.isNone("axis") ? null : a.axis("axis", x.rank());
    return NamedJit.call1(
        "rankdata",
        Arrays.asList(method, axis),
        List.of(x),
        in -> {
          if (axis == null) {
            return List.of(ranks(Layout.ravel(in.getFirst()), method));
          }
          Value rows = Lax.moveAxis(in.getFirst(), axis, in.getFirst().rank() - 1);
          Value r = Vmap.map(row -> List.of(ranks(row.getFirst(), method)), rows.rank() - 1, List.of(rows)).getFirst();
          return List.of(Lax.moveAxis(r, r.rank() - 1, axis));
        });
  }

  private static Value ranks(Value x, String method) {
    Value ranks = proper(x, method);
    if (!x.dtype().isInexact()) {
      return ranks;
    }
    Term undefined = Term.of(Reductions.any(Classify.isnan(x)));
    return undefined.choose(Term.of(ranks).filled(Double.NaN), Term.of(ranks)).value();
  }

  private static Value proper(Value x, String method) {
    DType t = Promote.defaultFloat();
    int n = x.shape().size(0);
    Value sorter = Sorting.argsort(x, 0, true, false, null);
    Value inverse = Sorting.argsort(sorter, 0, true, false, null);
    if (method.equals("ordinal")) {
      return Term.of(inverse).plus(1).as(t).value();
    }
    Value sorted = Taking.take(x, sorter, 0);
    Value first = Creation.array(List.of(true), null, false, 0);
    Value starts =
        n == 0
            ? first
            : Joining.concatenate(
                List.of(first, Lax.ne(Lax.sliceInDim(sorted, 1, n, 0), Lax.sliceInDim(sorted, 0, n - 1, 0))), 0);
    Term dense = Term.of(Taking.take(Cumulations.cumsum(starts, null), inverse, 0));
    if (method.equals("dense")) {
      return dense.as(t).value();
    }
    Value end = Promote.integer(starts.shape().size(0));
    Value counts = Lax.convert(Searching.nonzero(starts, n + 1, List.of(end)).getFirst(), t);
    Term upto = Term.of(Taking.take(counts, dense.value(), 0));
    Term before = Term.of(Taking.take(counts, dense.minus(1).value(), 0));
    return switch (method) {
      case "max" -> upto.value();
      case "min" -> before.plus(1).value();
      default -> upto.plus(before).plus(1).times(0.5).value();
    };
  }

  private static Value sem(Arguments a) {
    Value x = Promote.argsInexact("sem", a.value("a")).getFirst();
    Ints axes = a.isNone("axis") ? null : Ints.of(a.axis("axis", x.rank()));
    Reductions.Options over = Reductions.Options.over(axes, a.flag("keepdims"));
    Value ddof = Promote.integer(a.integer("ddof"));
    DType real = x.dtype();
    return switch (a.string("nan_policy")) {
      case "propagate" -> {
        long count = axes == null ? x.shape().elements() : x.shape().size(axes.get(0));
        Term root = Term.of(Promote.inexact(Promote.integer(count))).sqrt().as(real);
        yield Term.of(Statistics.std(x, over, ddof, null)).over(root).value();
      }
      case "omit" -> {
        Value count = Reductions.sum(Lax.not(Classify.isnan(x)), over);
        Term root = Term.of(Promote.inexact(count)).sqrt().as(real);
        yield Term.of(NanReductions.nanstd(x, over, ddof, null)).over(root).value();
      }
      default -> throw JaxError.value(a.string("nan_policy") + " is not supported");
    };
  }
}
