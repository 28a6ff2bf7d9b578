package gradwright.compiler.kernel;

import gradwright.compiler.index.Guard;
import gradwright.compiler.index.Index;
import gradwright.core.prim.Shaping;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where layout operations read, as indices of their operands.
final class IndexMaps {
  private IndexMaps() {}

  /// An operand's index, and where it counts.
  record Access(List<Index> index, Guard guard) {}

  /// The operand's index of an operation that only moves elements; null for any other.
  static List<Index> operand(Shaping p, Shape operand, Shape out, List<Index> index) {
    return switch (p) {
      case Shaping.Reshape _, Shaping.Squeeze _ -> reshape(operand.toArray(), out.toArray(), index);
      case Shaping.Transpose(Ints permutation) -> {
        Index[] in = new Index[index.size()];
        for (int i = 0; i < in.length; i++) {
          in[permutation.get(i)] = index.get(i);
        }
        yield List.of(in);
      }
      case Shaping.BroadcastInDim(_, Ints dimensions, _) -> {
        Index[] in = new Index[dimensions.size()];
        for (int i = 0; i < in.length; i++) {
          in[i] = operand.size(i) == 1 ? Index.ZERO : index.get(dimensions.get(i));
        }
        yield List.of(in);
      }
      case Shaping.Slice s -> {
        Index[] in = new Index[index.size()];
        for (int i = 0; i < in.length; i++) {
          in[i] = index.get(i).times(s.stride(i)).plus(s.start().get(i));
        }
        yield List.of(in);
      }
      case Shaping.Reshard _ -> index;
      case Shaping.Rev(Ints dimensions) -> {
        Index[] in = index.toArray(Index[]::new);
        for (int d : dimensions.toArray()) {
          in[d] = Index.of(operand.size(d) - 1).minus(in[d]);
        }
        yield List.of(in);
      }
      case Shaping.Tile _ -> {
        int lead = index.size() - operand.rank();
        Index[] in = new Index[operand.rank()];
        for (int i = 0; i < in.length; i++) {
          in[i] = index.get(i + lead).modulo(operand.size(i));
        }
        yield List.of(in);
      }
      case Shaping.Pad _,
          Shaping.Concatenate _,
          Shaping.Stack _,
          Shaping.Unstack _,
          Shaping.Split _,
          Shaping.Iota _,
          Shaping.Empty _ ->
          null;
    };
  }

  /// Splits both shapes into runs of equal element counts, so that untouched axes keep their own index.
  static List<Index> reshape(int[] from, int[] to, List<Index> index) {
    if (Arrays.stream(from).anyMatch(s -> s == 0)) {
      return Arrays.stream(from).mapToObj(_ -> Index.ZERO).toList();
    }
    List<Index> in = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < from.length || j < to.length) {
      int i0 = i;
      int j0 = j;
      long a = 1;
      long b = 1;
      do {
        if (i < from.length && (a <= b || j >= to.length)) {
          a *= from[i++];
        } else if (j < to.length) {
          b *= to[j++];
        }
      } while (a != b);
      Index position = Index.linear(index.subList(j0, j), Arrays.copyOfRange(to, j0, j));
      in.addAll(Index.split(position, Arrays.copyOfRange(from, i0, i)));
    }
    return in;
  }

  /// The operand's index under a padding, and the condition that it is not padding.
  static Access pad(Shaping.Pad p, Shape operand, List<Index> index) {
    Index[] in = new Index[index.size()];
    Guard guard = Guard.ALWAYS;
    for (int d = 0; d < in.length; d++) {
      Index shifted = index.get(d).plus(-p.low().get(d));
      int step = p.interior().get(d) + 1;
      in[d] = shifted.dividedBy(step);
      guard = guard.and(Guard.range(in[d], 0, operand.size(d)));
      if (step > 1) {
        guard = guard.and(Guard.range(shifted.modulo(step), 0, 1));
      }
    }
    return new Access(List.of(in), guard);
  }
}
