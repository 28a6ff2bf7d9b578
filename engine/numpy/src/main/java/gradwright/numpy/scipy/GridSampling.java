package gradwright.numpy.scipy;

import gradwright.core.errors.JaxError;
import gradwright.core.jit.NamedJit;
import gradwright.core.lax.Lax;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Comparison;
import gradwright.numpy.Creation;
import gradwright.numpy.Promote;
import gradwright.numpy.Reductions;
import gradwright.numpy.Rounding;
import gradwright.numpy.Searching;
import gradwright.numpy.Selection;
import gradwright.numpy.Sequences;
import gradwright.numpy.Taking;
import gradwright.numpy.Term;
import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Tuple;
import gradwright.numpy.indexing.Indexing;
import gradwright.numpy.linalg.Norms;
import java.util.ArrayList;
import java.util.List;

/// Arrays read between their elements: `jax.scipy.ndimage.map_coordinates`, interpolation on a grid, and the nearest of some
/// vectors.
public final class GridSampling {
  private GridSampling() {}

  public static void registerImages(Catalogue.Module m) {
    m.function(
        "map_coordinates(input, coordinates, order, mode='constant', cval=0.0)",
        "An array at fractional coordinates.",
        a -> {
          List<Value> coordinates = values(a, "coordinates");
          List<Value> in = new ArrayList<>(List.of(Promote.materialize(a.value("input")), a.value("cval")));
          in.addAll(coordinates);
          int order = a.integer("order");
          String mode = a.string("mode");
          return NamedJit.call1(
              "_map_coordinates",
              List.of(order, mode),
              in,
              v -> List.of(sampled(v.get(0), v.get(1), v.subList(2, v.size()), order, mode)));
        });
  }

  private static List<Value> values(Arguments a, String name) {
    return Sequences.items(a, name).stream().map(Creation::asarray).toList();
  }

  /// The places along one axis that a coordinate reads: index, whether it lies inside (null: always), weight.
  private record Node(Value index, Value inside, Value weight) {}

  private static Value sampled(Value x, Value fill, List<Value> coordinates, int order, String mode) {
    if (coordinates.size() != x.rank()) {
      throw JaxError.value(
          "coordinates must be a sequence of length input.ndim, but " + coordinates.size() + " != " + x.rank());
    }
    if (order != 0 && order != 1) {
      throw JaxError.notImplemented("jax.scipy.ndimage.map_coordinates currently requires order<=1");
    }
    List<List<Node>> axes = new ArrayList<>();
    for (int i = 0; i < coordinates.size(); i++) {
      axes.add(nodes(coordinates.get(i), x.shape().size(i), order, mode));
    }
    Value cval = Lax.convert(fill, x.dtype());
    Value result = null;
    for (int corner = 0; corner < 1 << (order * axes.size()); corner++) {
      List<Object> index = new ArrayList<>();
      Value inside = null;
      Value weight = null;
      for (int i = 0; i < axes.size(); i++) {
        // The last axis changes fastest.
        Node node = axes.get(i).get(order == 0 ? 0 : corner >> (axes.size() - 1 - i) & 1);
        index.add(node.index);
        inside = inside == null || node.inside == null ? node.inside : Lax.and(inside, node.inside);
        weight = weight == null ? node.weight : Arithmetic.multiply(weight, node.weight);
      }
      Value element = Indexing.get(x, new Tuple(index));
      element = inside == null ? element : Selection.where(inside, element, cval);
      Value part = weight == null ? element : Arithmetic.multiply(weight, element);
      result = result == null ? part : Arithmetic.add(result, part);
    }
    return Lax.convert(x.dtype().isInteger() ? rounded(result) : result, x.dtype());
  }

  private static Value rounded(Value v) {
    return v.dtype().isInteger() ? v : Rounding.roundAwayFromZero(v);
  }

  private static List<Node> nodes(Value coordinate, int size, int order, String mode) {
    if (order == 0) {
      Value index = Lax.convert(rounded(coordinate), DType.INT32);
      return List.of(node(index, Lax.full(Shape.of(), Lax.like(coordinate, 1)), size, mode));
    }
    Term lower = Term.of(Rounding.floor(coordinate));
    Term upperWeight = Term.of(coordinate).minus(lower);
    Value index = Lax.convert(lower.value(), DType.INT32);
    return List.of(
        node(index, upperWeight.from(1).value(), size, mode),
        node(Lax.add(index, Lax.like(index, 1)), upperWeight.value(), size, mode));
  }

  private static Node node(Value index, Value weight, int size, String mode) {
    Term i = Term.of(index);
    return switch (mode) {
      case "constant" -> new Node(index, i.ge(0).and(i.lt(size)).value(), weight);
      case "nearest" -> new Node(Selection.clip(index, Promote.integer(0), Promote.integer(size - 1)), null, weight);
      case "wrap" -> new Node(Arithmetic.remainder(index, Promote.integer(size)), null, weight);
      case "mirror" -> new Node(mirrored(i, size).value(), null, weight);
      case "reflect" -> {
        Term doubled = mirrored(i.times(2).plus(1), 2 * size + 1).minus(1);
        yield new Node(Arithmetic.floorDivide(doubled.value(), Promote.integer(2)), null, weight);
      }
      default ->
          throw JaxError.notImplemented(
              "jax.scipy.ndimage.map_coordinates does not yet support mode "
                  + mode
                  + ". Currently supported modes are {'constant', 'nearest', 'wrap', 'mirror', 'reflect'}.");
    };
  }

  private static Term mirrored(Term index, int size) {
    int s = size - 1;
    Value cycle = Arithmetic.remainder(index.plus(s).value(), Promote.integer(2L * s));
    return Term.of(cycle).minus(s).abs();
  }

  // ---- grids ----

  /// Parts of `jax.scipy.interpolate.RegularGridInterpolator`.
  public static void registerGrids(Catalogue.Module m) {
    m.function(
        "sampled(grid, values, points, nearest)",
        "Values on a grid at points [n, axes] between, and which points lie outside.",
        a -> {
          List<Value> grid = values(a, "grid");
          Value at = a.value("points");
          List<Term> lower = new ArrayList<>();
          List<Term> distances = new ArrayList<>();
          Value outside = Lax.full(Shape.of(at.shape().size(0)), Lax.scalar(DType.BOOL, 0L));
          for (int axis = 0; axis < grid.size(); axis++) {
            Value g = grid.get(axis);
            Value x = Lax.squeeze(Lax.sliceInDim(at, axis, axis + 1, 1), Ints.of(1));
            int n = g.shape().size(0);
            Term i = Term.of(Searching.searchsorted(g, x, "left", "scan")).minus(1);
            i = i.lt(0).choose(i.number(0), i);
            i = i.gt(n - 2).choose(i.number(n - 2), i);
            Term from = Term.of(Taking.take(g, i.value(), 0));
            Term to = Term.of(Taking.take(g, i.plus(1).value(), 0));
            lower.add(i);
            distances.add(Term.of(x).minus(from).over(to.minus(from)));
            outside = Lax.or(outside, Comparison.less(x, Lax.indexInDim(g, 0, 0)));
            outside = Lax.or(outside, Comparison.greater(x, Lax.indexInDim(g, n - 1, 0)));
          }
          Value values = a.value("values");
          Value r = a.flag("nearest") ? nearest(values, lower, distances) : linear(values, lower, distances);
          return Tuple.of(r, outside);
        });
  }

  private static Value nearest(Value values, List<Term> lower, List<Term> distances) {
    List<Object> index = new ArrayList<>();
    for (int i = 0; i < lower.size(); i++) {
      index.add(distances.get(i).le(0.5).choose(lower.get(i), lower.get(i).plus(1)).value());
    }
    return Indexing.get(values, new Tuple(index));
  }

  private static Value linear(Value values, List<Term> lower, List<Term> distances) {
    int n = lower.size();
    Term sum = null;
    for (int corner = 0; corner < 1 << n; corner++) {
      List<Object> index = new ArrayList<>();
      Term weight = null;
      for (int i = 0; i < n; i++) {
        boolean upper = (corner >> (n - 1 - i) & 1) == 1;
        index.add(upper ? lower.get(i).plus(1).value() : lower.get(i).value());
        Term w = upper ? distances.get(i) : distances.get(i).from(1);
        weight = weight == null ? w : weight.times(w);
      }
      Value element = Indexing.get(values, new Tuple(index));
      Value shaped = Lax.expandDims(weight.value(), Ints.range(1, element.rank()));
      Term part = Term.of(element).times(Term.of(shaped));
      sum = sum == null ? part : sum.plus(part);
    }
    return sum.value();
  }

  // ---- vector quantisation ----

  public static void registerClusters(Catalogue.Module m) {
    m.function(
        "vq(obs, code_book, check_finite=True)",
        "The nearest of the code book's vectors to each observation, and the distance.",
        a -> {
          List<Value> p = Promote.dtypesInexact(List.of(a.value("obs"), a.value("code_book")));
          Value x = p.get(0);
          Value codes = p.get(1);
          if (x.rank() != codes.rank()) {
            throw JaxError.value("Observation and code_book should have the same rank");
          }
          if (x.rank() == 1) {
            x = Lax.expandDims(x, Ints.of(1));
            codes = Lax.expandDims(codes, Ints.of(1));
          }
          if (x.rank() != 2) {
            throw JaxError.value("ndim different than 1 or 2 are not supported");
          }
          Value off = Term.of(x).expand(1).minus(Term.of(codes).expand(0)).value();
          Value distances = Norms.norm(off, null, Ints.of(2), false);
          Value nearest = Reductions.argmin(distances, 1, false);
          Value least = Taking.takeAlongAxis(distances, Lax.expandDims(nearest, Ints.of(1)), 1, null, null);
          return Tuple.of(nearest, Lax.squeeze(least, Ints.of(1)));
        });
  }
}
