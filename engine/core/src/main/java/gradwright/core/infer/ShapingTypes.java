package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.prim.Shaping;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Types of primitives that move elements. Weak types pass through.
final class ShapingTypes {
  private ShapingTypes() {}

  static List<Aval> outputs(Shaping p, List<Aval> in) {
    return switch (p) {
      case Shaping.Reshape r -> List.of(reshape(in.getFirst(), r.newSizes()));
      case Shaping.Transpose t -> List.of(transpose(in.getFirst(), t.permutation()));
      case Shaping.BroadcastInDim b -> List.of(broadcast(in.getFirst(), b.shape(), b.broadcastDimensions()));
      case Shaping.Squeeze s -> List.of(in.getFirst().withShape(squeeze(in.getFirst().shape(), s.dimensions())));
      case Shaping.Slice s -> List.of(in.getFirst().withShape(slice(in.getFirst().shape(), s)));
      case Shaping.Pad q -> List.of(pad(in, q));
      case Shaping.Concatenate c -> List.of(concatenate(in, c.dimension()));
      case Shaping.Stack s -> List.of(stack(in, s.axis()));
      case Shaping.Unstack u -> unstack(in.getFirst(), u.axis());
      case Shaping.Split s -> split(in.getFirst(), s);
      case Shaping.Reshard _ -> List.of(in.getFirst());
      case Shaping.Rev r -> List.of(rev(in.getFirst(), r.dimensions()));
      case Shaping.Tile t -> List.of(tile(in.getFirst(), t.reps()));
      case Shaping.Iota i -> List.of(iota(i));
      case Shaping.Empty e -> List.of(Aval.of(e.dtype(), Shape.SCALAR));
    };
  }

  private static Aval reshape(Aval x, Shape to) {
    if (to.elements() != x.shape().elements()) {
      throw JaxError.type(
          "cannot reshape array of shape %s (size %d) into shape %s (size %d)"
              .formatted(x.shape().toTuple(), x.shape().elements(), to.toTuple(), to.elements()));
    }
    return x.withShape(to);
  }

  private static Aval transpose(Aval x, Ints permutation) {
    if (!permutation.sorted().equals(Ints.range(0, x.rank()))) {
      throw JaxError.type(
          "transpose permutation isn't a permutation of operand dimensions, got permutation "
              + permutation
              + " for operand shape "
              + x.shape().toTuple()
              + ".");
    }
    return x.withShape(permutation.map(x.shape()::size).toShape());
  }

  private static Aval broadcast(Aval x, Shape shape, Ints dims) {
    if (x.rank() != dims.size()) {
      throw JaxError.type(
          "broadcast_in_dim broadcast_dimensions must have length equal to operand ndim; got broadcast_dimensions "
              + dims
              + " for operand ndim "
              + x.rank()
              + ".");
    }
    if (shape.rank() < x.rank()) {
      throw JaxError.type(
          "broadcast_in_dim target broadcast shape must have equal or higher rank to the operand shape; got operand"
              + " ndim "
              + x.rank()
              + " and target broadcast ndim "
              + shape.rank()
              + ".");
    }
    for (int i = 0; i < dims.size(); i++) {
      if (dims.get(i) < 0 || dims.get(i) >= shape.rank()) {
        throw JaxError.type(
            "broadcast_in_dim broadcast_dimensions must be a subset of output dimensions, got %s for operand ndim %d and shape %s."
                .formatted(dims, x.rank(), shape.toTuple()));
      }
    }
    for (int i = 0; i < dims.size(); i++) {
      int s = x.shape().size(i);
      if (s != 1 && s != shape.size(dims.get(i))) {
        throw JaxError.type(
            ("broadcast_in_dim operand dimension sizes must either be 1, or be equal to their corresponding dimensions"
                    + " in the target broadcast shape; got operand of shape %s, target broadcast shape %s,"
                    + " broadcast_dimensions %s ")
                .formatted(x.shape().toTuple(), shape.toTuple(), dims));
      }
    }
    if (duplicates(dims)) {
      throw JaxError.type(
          "broadcast_in_dim broadcast_dimensions must not contain duplicates, got broadcast_dimensions " + dims);
    }
    return x.withShape(shape);
  }

  static boolean duplicates(Ints dims) {
    for (int i = 0; i < dims.size(); i++) {
      if (dims.indexOf(dims.get(i)) != i) {
        return true;
      }
    }
    return false;
  }

  private static Shape squeeze(Shape shape, Ints dims) {
    if (duplicates(dims)) {
      throw JaxError.value("dimensions are not unique: " + dims);
    }
    for (int i = 0; i < dims.size(); i++) {
      if (dims.get(i) < 0 || dims.get(i) >= shape.rank()) {
        throw JaxError.value("dimensions outside range [0, ndim): " + dims);
      }
    }
    for (int i = 0; i < dims.size(); i++) {
      if (shape.size(dims.get(i)) != 1) {
        throw JaxError.value(
            "cannot select an axis to squeeze out which has size not equal to one, got shape="
                + shape.toTuple()
                + " and dimensions="
                + dims);
      }
    }
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      if (!dims.contains(i)) {
        kept.add(shape.size(i));
      }
    }
    return Shape.of(kept);
  }

  private static Shape slice(Shape shape, Shaping.Slice s) {
    Ints start = s.start();
    Ints limit = s.limit();
    if (shape.rank() != start.size()) {
      throw JaxError.type(
          "slice start_indices must have length equal to the number of dimensions of the operand, got indices "
              + start
              + " for operand shape "
              + shape.toTuple()
              + ".");
    }
    if (start.size() != limit.size()) {
      throw JaxError.type(
          "slice limit_indices must have the same length as start_indices, got start_indices "
              + start
              + " and limit_indices "
              + limit
              + ".");
    }
    for (int i = 0; i < shape.rank(); i++) {
      if (shape.size(i) < limit.get(i)) {
        throw JaxError.type(
            "slice limit_indices must be less than or equal to operand shape, got limit_indices "
                + limit
                + " for operand shape "
                + shape.toTuple()
                + ".");
      }
    }
    for (int i = 0; i < shape.rank(); i++) {
      if (start.get(i) < 0) {
        throw JaxError.type(
            "slice start_indices must be greater than or equal to zero, got start_indices of " + start + ".");
      }
    }
    for (int i = 0; i < shape.rank(); i++) {
      if (limit.get(i) < start.get(i)) {
        throw JaxError.type(
            "slice limit_indices must be greater than or equal to start_indices, got start_indices "
                + start
                + " and limit_indices "
                + limit
                + ".");
      }
    }
    if (s.strides() != null && s.strides().size() != shape.rank()) {
      throw JaxError.type(
          "slice strides must have length equal to the number of dimensions of the operand, got strides "
              + s.strides()
              + " for operand shape "
              + shape.toTuple()
              + ".");
    }
    int[] r = new int[shape.rank()];
    for (int i = 0; i < r.length; i++) {
      if (s.stride(i) <= 0) {
        throw JaxError.type("slice strides must be positive, got " + s.strides());
      }
      r[i] = (limit.get(i) - start.get(i) + s.stride(i) - 1) / s.stride(i);
    }
    return Shape.of(r);
  }

  private static Aval pad(List<Aval> in, Shaping.Pad p) {
    Aval x = in.get(0);
    Aval value = in.get(1);
    if (value.rank() != 0) {
      throw JaxError.value("padding_value must be a scalar; got np.shape(padding_value)=" + value.shape().toTuple());
    }
    String shape = x.shape().toTuple();
    if (p.low().size() != x.rank()) {
      throw JaxError.value(
          "length of padding_config must equal the number of axes of operand, got padding_config "
              + config(p)
              + " for operand shape "
              + shape);
    }
    int[] r = new int[x.rank()];
    boolean negative = false;
    for (int i = 0; i < r.length; i++) {
      int d = x.shape().size(i);
      if (p.interior().get(i) < 0) {
        throw JaxError.value("interior padding in padding_config must be nonnegative, got padding_config " + config(p));
      }
      r[i] = p.low().get(i) + p.high().get(i) + dilate(d, p.interior().get(i) + 1);
      negative |= r[i] < 0;
    }
    if (negative) {
      throw JaxError.value(
          "Dimension size after padding is not at least 0, got result shape %s, for padding_config %s and operand shape %s"
              .formatted(Ints.of(r), config(p), shape));
    }
    if (x.dtype() != value.dtype()) {
      throw JaxError.type(
          "pad operand and padding_value must be same dtype: got " + x.dtype() + " and " + value.dtype() + ".");
    }
    return new Aval(x.dtype(), Shape.of(r), x.weakType() && value.weakType());
  }

  private static String config(Shaping.Pad p) {
    StringBuilder b = new StringBuilder("(");
    int n = p.low().size();
    for (int i = 0; i < n; i++) {
      b.append(i == 0 ? "" : ", ")
          .append("(%d, %d, %d)".formatted(p.low().get(i), p.high().get(i), p.interior().get(i)));
    }
    return b.append(n == 1 ? ",)" : ")").toString();
  }

  /// The size of `d` elements set `dilation` apart.
  static int dilate(int d, int dilation) {
    return d == 0 ? 0 : 1 + dilation * (d - 1);
  }

  /// How many windows of a size fit at a stride.
  static int windows(int d, int size, int stride) {
    return d < size ? 0 : (d - size) / stride + 1;
  }

  private static Aval concatenate(List<Aval> in, int dimension) {
    if (in.isEmpty()) {
      throw JaxError.type("concatenate expects at least one operand, got 0.");
    }
    Aval first = in.getFirst();
    String shapes = ElementwiseTypes.tuples(in.stream().map(Aval::shape).toList());
    if (in.stream().anyMatch(a -> a.rank() != first.rank())) {
      throw JaxError.type("Cannot concatenate arrays with different numbers of dimensions: got " + shapes + ".");
    }
    if (dimension < 0 || dimension >= first.rank()) {
      throw JaxError.type(
          "concatenate dimension out of bounds: dimension " + dimension + " for shapes " + shapes + ".");
    }
    Shape rest = first.shape().remove(dimension);
    int total = 0;
    for (Aval a : in) {
      if (!a.shape().remove(dimension).equals(rest)) {
        throw JaxError.type(
            "Cannot concatenate arrays with shapes that differ in dimensions other than the one being concatenated:"
                + " concatenating along dimension "
                + dimension
                + " for shapes "
                + shapes
                + ".");
      }
      total = Math.addExact(total, a.shape().size(dimension));
    }
    Accepted.sameDTypes("concatenate", in);
    return new Aval(first.dtype(), first.shape().with(dimension, total), Accepted.allWeak(in));
  }

  private static Aval stack(List<Aval> in, int axis) {
    if (in.isEmpty()) {
      throw JaxError.value("stack expects at least one operand, got 0.");
    }
    Aval first = in.getFirst();
    String shapes = ElementwiseTypes.tuples(in.stream().map(Aval::shape).toList());
    if (in.stream().anyMatch(a -> a.rank() != first.rank())) {
      throw JaxError.value("Cannot stack arrays with different numbers of dimensions: got " + shapes + ".");
    }
    if (in.stream().anyMatch(a -> !a.shape().equals(first.shape()))) {
      throw JaxError.value("All input arrays must have the same shape. Got " + shapes + ".");
    }
    Accepted.sameDTypes("stack", in);
    return new Aval(first.dtype(), first.shape().insert(axis, in.size()), Accepted.allWeak(in));
  }

  private static List<Aval> unstack(Aval x, int axis) {
    if (x.rank() == 0) {
      throw JaxError.value("unstack requires arrays with rank > 0, however a scalar array of shape () was passed.");
    }
    return Collections.nCopies(x.shape().size(axis), x.withShape(x.shape().remove(axis)));
  }

  private static List<Aval> split(Aval x, Shaping.Split s) {
    int total = 0;
    List<Aval> r = new ArrayList<>();
    for (int i = 0; i < s.sizes().size(); i++) {
      int size = s.sizes().get(i);
      if (size < 0) {
        throw JaxError.value("Sizes passed to split must be nonnegative, got " + list(s.sizes()));
      }
      total += size;
      r.add(x.withShape(x.shape().with(s.axis(), size)));
    }
    if (total != x.shape().size(s.axis())) {
      throw JaxError.value(
          "Sum of sizes %d must be equal to dimension %d of the operand shape %s"
              .formatted(total, s.axis(), list(Ints.of(x.shape().toArray()))));
    }
    return r;
  }

  private static String list(Ints v) {
    return java.util.Arrays.toString(v.toArray());
  }

  private static Aval rev(Aval x, Ints dims) {
    if (duplicates(dims)) {
      throw JaxError.type("rev dimensions must be unique, got " + dims + ".");
    }
    for (int i = 0; i < dims.size(); i++) {
      if (dims.get(i) >= x.rank()) {
        throw JaxError.type(
            "rev dimensions must all be less than operand ndim, got dimensions "
                + dims
                + " for operand ndim "
                + x.rank()
                + ".");
      }
    }
    return x;
  }

  private static Aval tile(Aval x, Ints reps) {
    if (reps.size() != x.rank()) {
      throw JaxError.type(
          "reps length must be equal to the ndim of x, got len(reps)=" + reps.size() + " and x.ndim=" + x.rank() + ".");
    }
    int[] r = x.shape().toArray();
    for (int i = 0; i < r.length; i++) {
      r[i] = Math.multiplyExact(r[i], reps.get(i));
    }
    return x.withShape(Shape.of(r));
  }

  private static Aval iota(Shaping.Iota i) {
    DType t = i.dtype();
    if (!Accepted.NUMBER.contains(t)) {
      throw JaxError.type(
          "iota does not accept dtype " + t + ". Accepted dtypes are subtypes of integer, floating, complexfloating.");
    }
    if (i.dimension() < 0 || i.dimension() >= i.shape().rank()) {
      throw JaxError.value(
          "iota dimension must be between 0 and len(shape), got dimension="
              + i.dimension()
              + " for shape="
              + i.shape().toTuple());
    }
    return Aval.of(t, i.shape());
  }
}
