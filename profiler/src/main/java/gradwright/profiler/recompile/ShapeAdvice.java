package gradwright.profiler.recompile;

import gradwright.protocol.EngineEvent.Aspect;
import gradwright.protocol.EngineEvent.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Advice on shapes that change from call to call.
final class ShapeAdvice {
  private ShapeAdvice() {}

  static Advice of(Difference d, FunctionHistory history) {
    if (d.aspect() == Aspect.RANK) {
      return new Advice(
          Advice.Topic.SHAPE,
          "`" + d.path() + "` has another number of axes",
          "It was "
              + d.before()
              + " and became "
              + d.now()
              + ". A program is made for each. Reshape before the call, or use jax.vmap for the additional axis.",
          d.path() + " = jnp.atleast_2d(" + d.path() + ")",
          null);
    }
    TreeSet<Long> lengths = new TreeSet<>();
    int axis = axis(d);
    history.misses().stream()
        .flatMap(m -> m.differences().stream())
        .filter(x -> x.aspect() == Aspect.SHAPE && x.path().equals(d.path()))
        .flatMap(x -> Stream.of(x.now(), x.before()))
        .flatMap(t -> length(t, axis).stream())
        .forEach(lengths::add);
    if (axis < 0 || lengths.isEmpty()) {
      return new Advice(
          Advice.Topic.SHAPE,
          "The shape of `" + d.path() + "` changes",
          "It was "
              + d.before()
              + " and became "
              + d.now()
              + ". A program is made for each shape. Pad to one shape and mask what was added.",
          "",
          null);
    }
    long largest = lengths.last();
    boolean lastBatch = axis == 0 && lengths.size() == 2;
    String title =
        "Axis "
            + axis
            + " of `"
            + d.path()
            + "` took "
            + lengths.size()
            + " lengths: "
            + shown(new ArrayList<>(lengths));
    String text =
        lastBatch
            ? "A program is made for each shape. Where the shorter one is the last batch, leave it out, or pad it to "
                + largest
                + " rows and give the added rows weight zero."
            : "A program is made for each shape. Pad this axis to few lengths, such as powers of two, and mask what was"
                + " added; then at most "
                + buckets(lengths)
                + " programs are made for these lengths instead of "
                + lengths.size()
                + ".";
    String size = lastBatch ? Long.toString(largest) : "1 << (n - 1).bit_length()";
    String example =
        "n = "
            + d.path()
            + ".shape["
            + axis
            + "]\nsize = "
            + size
            + "\n"
            + padding(d, axis)
            + "\nmask = jnp.arange(size) < n";
    return new Advice(Advice.Topic.SHAPE, title, text, example, null);
  }

  private static String padding(Difference d, int axis) {
    int rank = shape(d.now()).map(s -> s.length).orElse(1);
    List<String> widths = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      widths.add(i == axis ? "(0, size - n)" : "(0, 0)");
    }
    return d.path() + " = jnp.pad(" + d.path() + ", [" + String.join(", ", widths) + "])";
  }

  private static int buckets(TreeSet<Long> lengths) {
    return (int) lengths.stream().map(n -> n <= 1 ? 1L : Long.highestOneBit(n - 1) << 1).distinct().count();
  }

  private static String shown(List<Long> lengths) {
    int n = lengths.size();
    if (n <= 6) {
      return String.join(", ", lengths.stream().map(String::valueOf).toList());
    }
    return lengths.get(0) + ", " + lengths.get(1) + ", " + lengths.get(2) + " … " + lengths.get(n - 1);
  }

  /// The only axis in which two shapes differ, or -1.
  private static int axis(Difference d) {
    Optional<String[]> now = shape(d.now());
    Optional<String[]> before = shape(d.before());
    if (now.isEmpty() || before.isEmpty() || now.get().length != before.get().length) {
      return -1;
    }
    int axis = -1;
    for (int i = 0; i < now.get().length; i++) {
      if (!now.get()[i].equals(before.get()[i])) {
        if (axis >= 0) {
          return -1;
        }
        axis = i;
      }
    }
    return axis;
  }

  private static Optional<Long> length(String type, int axis) {
    return shape(type)
        .filter(s -> axis >= 0 && axis < s.length)
        .flatMap(s -> {
          try {
            return Optional.of(Long.parseLong(s[axis]));
          } catch (NumberFormatException e) {
            return Optional.empty();
          }
        });
  }

  private static Optional<String[]> shape(String type) {
    return DtypeFix.Type.of(type).filter(t -> !t.shape().isEmpty()).map(t -> t.shape().split(","));
  }
}
