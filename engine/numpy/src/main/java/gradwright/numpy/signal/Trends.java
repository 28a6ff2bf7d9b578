package gradwright.numpy.signal;

import gradwright.core.errors.JaxError;
import gradwright.core.lax.Lax;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Joining;
import gradwright.numpy.Products;
import gradwright.numpy.Promote;
import gradwright.numpy.Reductions;
import gradwright.numpy.Statistics;
import gradwright.numpy.linalg.PseudoInverses;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Trends of signals: their mean, or lines between break points by least squares.
final class Trends {
  private Trends() {}

  static Value remove(Value given, int axis, String type, Ints breaks) {
    Value x = Promote.inexact(given);
    return switch (type) {
      case "constant" -> Arithmetic.subtract(x, Statistics.mean(x, Reductions.Options.over(Ints.of(axis), true)));
      case "linear" -> removeLines(x, axis, breaks);
      default -> throw JaxError.value("Trend type must be 'linear' or 'constant'.");
    };
  }

  private static Value removeLines(Value x, int axis, Ints breaks) {
    int n = x.shape().size(axis);
    TreeSet<Integer> at = new TreeSet<>(List.of(0, n));
    for (int i = 0; i < breaks.size(); i++) {
      at.add(breaks.get(i));
    }
    if (at.first() < 0 || at.last() > n) {
      throw JaxError.value("Breakpoints must be non-negative and less than length of data along given axis.");
    }
    Value moved = Lax.moveAxis(x, axis, 0);
    int width = n == 0 ? 0 : Math.toIntExact(x.shape().elements() / n);
    Value columns = Lax.reshape(moved, Shape.of(n, width));
    List<Value> parts = new ArrayList<>();
    int from = at.pollFirst();
    for (int to : at) {
      parts.add(withoutLine(Lax.sliceInDim(columns, from, to, 0)));
      from = to;
    }
    Value r = parts.isEmpty() ? columns : Joining.concatenate(parts, 0);
    return Lax.moveAxis(Lax.reshape(r, moved.shape()), 0, axis);
  }

  private static Value withoutLine(Value part) {
    int n = part.shape().size(0);
    DType t = part.dtype();
    Value counted = Lax.add(Lax.iota(t, Shape.of(n), 0), Lax.scalar(t, 1.0));
    Value slope = Lax.div(counted, Lax.scalar(t, (double) n));
    Value a = Joining.stack(List.of(Lax.fullLike(slope, 1), slope), 1);
    Value coefficients = PseudoInverses.lstsq(a, part, null, false).getFirst();
    Value line = Products.matmul(a, coefficients);
    return Lax.add(part, Lax.neg(line));
  }
}
