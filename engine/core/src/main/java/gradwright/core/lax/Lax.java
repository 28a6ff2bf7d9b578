package gradwright.core.lax;

import gradwright.core.jit.NamedJit;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Contraction.DotGeneral;
import gradwright.core.prim.Contraction.Fft;
import gradwright.core.prim.Contraction.FftType;
import gradwright.core.prim.Contraction.Precision;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Elementwise.Binary;
import gradwright.core.prim.Elementwise.Unary;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.Engine;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.types.Sharding;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Thin constructors of primitive applications, in the vocabulary of `jax.lax`. No type promotion happens here:
/// dtypes agree
/// already. Operands of elementwise operations have one shape, or rank 0, or size 1 where the others are larger.
/// Rules of the transformations are written with these, so that they compose.
public final class Lax {
  private Lax() {}

  /// Applies a primitive with one output.
  public static Value bind1(Primitive p, Value... inputs) {
    return Session.bind(p, List.of(inputs)).getFirst();
  }

  public static List<Value> bind(Primitive p, Value... inputs) {
    return Session.bind(p, List.of(inputs));
  }

  public static Value unary(UnaryOp op, Value x) {
    return bind1(new Unary(op), x);
  }

  public static Value binary(BinaryOp op, Value a, Value b) {
    return bind1(new Binary(op), a, b);
  }

  // ---- constants ----

  /// A host scalar of the dtype (not weak); becomes a literal when staged.
  public static HostScalar scalar(DType dtype, double v) {
    return HostScalar.of(dtype, false, v);
  }

  public static HostScalar scalar(DType dtype, long v) {
    return HostScalar.of(dtype, false, v);
  }

  /// A scalar of the value's dtype.
  public static HostScalar like(Value x, double v) {
    return HostScalar.of(x.dtype(), false, v);
  }

  /// An array full of one scalar: a broadcast, so nothing is stored when staged.
  public static Value full(Shape shape, HostScalar v) {
    return shape.isScalar() ? v : broadcastInDim(v, shape, Ints.EMPTY);
  }

  /// The same, divided so where that is not null.
  public static Value full(Shape shape, HostScalar v, Sharding sharding) {
    return shape.isScalar() ? v : broadcastInDim(v, shape, Ints.EMPTY, sharding);
  }

  public static Value fullLike(Value x, double v) {
    return full(x.shape(), like(x, v), x.aval().sharding());
  }

  public static Value zeros(Aval aval) {
    if (aval.dtype() == DType.FLOAT0) {
      return Array.allocate(aval, Engine.shared().defaultDevice());
    }
    if (aval.dtype().isCustom()) {
      return aval.dtype().customType().zero();
    }
    HostScalar zero = HostScalar.of(aval.dtype(), aval.weakType(), 0.0);
    return aval.shape().isScalar()
        ? Session.current().trace().constant(zero)
        : full(aval.shape(), zero, aval.sharding());
  }

  /// A symbolic zero made a value; values stay.
  public static Value instantiate(Tangent t) {
    return t instanceof Value v ? v : zeros(t.aval());
  }

  /// Sum of tangents with symbolic zeros, by `add_any`.
  public static Tangent addTangents(Tangent a, Tangent b) {
    if (a.isZero()) {
      return b;
    }
    if (b.isZero()) {
      return a;
    }
    if (a.aval().dtype().isCustom()) {
      return a.aval().dtype().customType().add((Value) a, (Value) b);
    }
    return binary(BinaryOp.ADD_ANY, (Value) a, (Value) b);
  }

  // ---- constants like a value: weakly typed when it is ----

  /// A scalar of the value's dtype; weakly typed only like a weakly typed scalar.
  public static HostScalar constant(Value example, double v) {
    return HostScalar.of(example.dtype(), example.aval().weakType() && example.shape().isScalar(), v);
  }

  /// The scalar 0 of the value's type.
  public static HostScalar zero(Value x) {
    return HostScalar.of(x.dtype(), x.aval().weakType(), 0L);
  }

  /// The scalar 1 of the value's type.
  public static HostScalar one(Value x) {
    return HostScalar.of(x.dtype(), x.aval().weakType(), 1L);
  }

  /// An array of the value's type, full of one number.
  public static Value filled(Value x, double v) {
    return full(x.shape(), HostScalar.of(x.dtype(), x.aval().weakType(), v), x.aval().sharding());
  }

  /// Zeros of the value's type.
  public static Value zerosOf(Value x) {
    return filled(x, 0);
  }

  /// Ones of the value's type.
  public static Value onesOf(Value x) {
    return filled(x, 1);
  }

  // ---- elementwise ----

  public static Value exp(Value x) {
    return unary(UnaryOp.EXP, x);
  }

  public static Value log(Value x) {
    return unary(UnaryOp.LOG, x);
  }

  public static Value log1p(Value x) {
    return unary(UnaryOp.LOG1P, x);
  }

  public static Value sin(Value x) {
    return unary(UnaryOp.SIN, x);
  }

  public static Value cos(Value x) {
    return unary(UnaryOp.COS, x);
  }

  public static Value sqrt(Value x) {
    return unary(UnaryOp.SQRT, x);
  }

  public static Value rsqrt(Value x) {
    return unary(UnaryOp.RSQRT, x);
  }

  public static Value square(Value x) {
    return unary(UnaryOp.SQUARE, x);
  }

  public static Value sign(Value x) {
    return unary(UnaryOp.SIGN, x);
  }

  public static Value abs(Value x) {
    return unary(UnaryOp.ABS, x);
  }

  public static Value lgamma(Value x) {
    return unary(UnaryOp.LGAMMA, x);
  }

  public static Value neg(Value x) {
    return unary(UnaryOp.NEG, x);
  }

  public static Value add(Value a, Value b) {
    return binary(BinaryOp.ADD, a, b);
  }

  public static Value sub(Value a, Value b) {
    return binary(BinaryOp.SUB, a, b);
  }

  public static Value mul(Value a, Value b) {
    return binary(BinaryOp.MUL, a, b);
  }

  public static Value div(Value a, Value b) {
    return binary(BinaryOp.DIV, a, b);
  }

  public static Value max(Value a, Value b) {
    return binary(BinaryOp.MAX, a, b);
  }

  public static Value min(Value a, Value b) {
    return binary(BinaryOp.MIN, a, b);
  }

  public static Value pow(Value a, Value b) {
    return binary(BinaryOp.POW, a, b);
  }

  public static Value eq(Value a, Value b) {
    return binary(BinaryOp.EQ, a, b);
  }

  public static Value ne(Value a, Value b) {
    return binary(BinaryOp.NE, a, b);
  }

  public static Value lt(Value a, Value b) {
    return binary(BinaryOp.LT, a, b);
  }

  public static Value le(Value a, Value b) {
    return binary(BinaryOp.LE, a, b);
  }

  public static Value gt(Value a, Value b) {
    return binary(BinaryOp.GT, a, b);
  }

  public static Value ge(Value a, Value b) {
    return binary(BinaryOp.GE, a, b);
  }

  public static Value and(Value a, Value b) {
    return binary(BinaryOp.AND, a, b);
  }

  public static Value or(Value a, Value b) {
    return binary(BinaryOp.OR, a, b);
  }

  public static Value not(Value x) {
    return unary(UnaryOp.NOT, x);
  }

  public static Value integerPow(Value x, int y) {
    return bind1(new Elementwise.IntegerPow(y), x);
  }

  /// `which` bool: false gives `onFalse`.
  public static Value select(Value which, Value onTrue, Value onFalse) {
    return bind1(new Elementwise.SelectN(), which, onFalse, onTrue);
  }

  public static Value selectN(Value which, List<? extends Value> cases) {
    List<Value> in = new ArrayList<>();
    in.add(which);
    in.addAll(cases);
    return Session.bind(new Elementwise.SelectN(), in).getFirst();
  }

  public static Value clamp(Value min, Value x, Value max) {
    return bind1(new Elementwise.Clamp(), min, x, max);
  }

  /// To another dtype (strong); the value itself when nothing changes. Host scalars convert on the host.
  public static Value convert(Value x, DType dtype) {
    return convert(x, dtype, false);
  }

  public static Value convert(Value x, DType dtype, boolean weak) {
    if (x.dtype() == dtype && x.aval().weakType() == weak) {
      return x;
    }
    if (x instanceof HostScalar s) {
      return s.to(dtype, weak);
    }
    return bind1(new Elementwise.Convert(dtype, weak), x);
  }

  public static Value bitcast(Value x, DType dtype) {
    return bind1(new Elementwise.BitcastConvert(dtype), x);
  }

  public static Value real(Value x) {
    return unary(UnaryOp.REAL, x);
  }

  public static Value imag(Value x) {
    return unary(UnaryOp.IMAG, x);
  }

  public static Value conj(Value x) {
    return unary(UnaryOp.CONJ, x);
  }

  public static Value complex(Value re, Value im) {
    return binary(BinaryOp.COMPLEX, re, im);
  }

  // ---- shape ----

  /// The value itself when the shape is the same already.
  public static Value reshape(Value x, Shape shape) {
    return x.shape().equals(shape) ? x : bind1(new Shaping.Reshape(shape), x);
  }

  /// The same after a transpose by `dimensions` (null: none), in one operation.
  public static Value reshape(Value x, Shape shape, Ints dimensions) {
    return dimensions == null || dimensions.equals(Ints.range(0, x.rank()))
        ? reshape(x, shape)
        : bind1(new Shaping.Reshape(shape, dimensions), x);
  }

  /// The value itself for the identity permutation.
  public static Value transpose(Value x, Ints permutation) {
    return permutation.equals(Ints.range(0, x.rank())) ? x : bind1(new Shaping.Transpose(permutation), x);
  }

  /// The same elements, divided otherwise; as they are where they are divided so.
  public static Value reshard(Value x, Sharding sharding) {
    return sharding.equals(x.aval().sharding()) ? x : bind1(new Shaping.Reshard(sharding), x);
  }

  /// How cotangents of values of this type are divided; null: types do not say.
  public static Sharding cotangentSharding(Aval a) {
    return a.sharding() == null ? null : a.sharding().cotangent();
  }

  /// With a sharding of the result, or null.
  public static Value broadcastInDim(Value x, Shape shape, Ints dimensions, Sharding sharding) {
    return sharding == null
        ? broadcastInDim(x, shape, dimensions)
        : bind1(new Shaping.BroadcastInDim(shape, dimensions, sharding), x);
  }

  public static Value broadcastInDim(Value x, Shape shape, Ints dimensions) {
    if (x.shape().equals(shape) && dimensions.equals(Ints.range(0, shape.rank()))) {
      return x;
    }
    return bind1(new Shaping.BroadcastInDim(shape, dimensions), x);
  }

  /// Inserts axes of size 1 at the (sorted, final) positions.
  public static Value expandDims(Value x, Ints axes) {
    if (axes.isEmpty()) {
      return x;
    }
    int rank = x.rank() + axes.size();
    int[] sizes = new int[rank];
    int[] dims = new int[x.rank()];
    int k = 0;
    for (int i = 0; i < rank; i++) {
      if (axes.contains(i)) {
        sizes[i] = 1;
      } else {
        sizes[i] = x.shape().size(k);
        dims[k++] = i;
      }
    }
    return broadcastInDim(x, Shape.of(sizes), Ints.of(dims));
  }

  public static Value squeeze(Value x, Ints axes) {
    return axes.isEmpty() ? x : bind1(new Shaping.Squeeze(axes), x);
  }

  public static Value slice(Value x, Ints start, Ints limit, Ints strides) {
    return bind1(new Shaping.Slice(start, limit, strides), x);
  }

  /// The slice [start, limit) along one axis.
  public static Value sliceInDim(Value x, int start, int limit, int axis) {
    return sliceInDim(x, start, limit, 1, axis);
  }

  /// Every `stride`-th index of [start, limit) along one axis.
  public static Value sliceInDim(Value x, int start, int limit, int stride, int axis) {
    int[] s = new int[x.rank()];
    int[] l = x.shape().toArray();
    int[] st = new int[x.rank()];
    Arrays.fill(st, 1);
    s[axis] = start;
    l[axis] = limit;
    st[axis] = stride;
    return slice(x, Ints.of(s), Ints.of(l), Ints.of(st));
  }

  /// The sub-array at a static index of an axis, which disappears.
  public static Value indexInDim(Value x, int index, int axis) {
    return squeeze(sliceInDim(x, index, index + 1, axis), Ints.of(axis));
  }

  public static Value pad(Value x, Value value, Ints low, Ints high, Ints interior) {
    return bind1(new Shaping.Pad(low, high, interior), x, value);
  }

  public static Value concatenate(List<? extends Value> xs, int axis) {
    return xs.size() == 1 ? xs.getFirst() : Session.bind(new Shaping.Concatenate(axis), List.copyOf(xs)).getFirst();
  }

  public static Value rev(Value x, Ints axes) {
    return axes.isEmpty() ? x : bind1(new Shaping.Rev(axes), x);
  }

  public static Value iota(DType dtype, Shape shape, int dimension) {
    return bind1(new Shaping.Iota(dtype, shape, dimension));
  }

  // ---- reductions ----

  public static Value reduce(Reduction.Op op, Value x, Ints axes) {
    return bind1(new Reduction.Reduce(op, axes), x);
  }

  public static Value sum(Value x, Ints axes) {
    return reduce(Reduction.Op.SUM, x, axes);
  }

  // ---- contraction, indexing ----

  public static Value dotGeneral(
      Value a, Value b, Ints aContract, Ints bContract, Ints aBatch, Ints bBatch, DType preferred) {
    return bind1(new DotGeneral(aContract, bContract, aBatch, bBatch, null, null, preferred), a, b);
  }

  public static Value dotGeneral(
      Value a,
      Value b,
      Ints aContract,
      Ints bContract,
      Ints aBatch,
      Ints bBatch,
      Precision precision,
      DType preferred) {
    return bind1(new DotGeneral(aContract, bContract, aBatch, bBatch, precision, precision, preferred), a, b);
  }

  /// Fourier transform over the last `lengths.size()` axes, as JAX's function of that name: a named jit.
  public static Value fft(Value x, FftType type, Ints lengths) {
    Fft p = new Fft(type, lengths);
    return NamedJit.call1("fft", p, List.of(x), in -> List.of(bind1(p, in.getFirst())));
  }

  public static Value gather(
      Value operand,
      Value indices,
      Indexing.GatherDimensions dimensions,
      Ints sliceSizes,
      boolean sorted,
      boolean unique,
      Indexing.Mode mode,
      HostScalar fill) {
    return bind1(new Indexing.Gather(dimensions, sliceSizes, sorted, unique, mode, fill), operand, indices);
  }

  public static Value scatter(
      Indexing.Combine combine,
      Value operand,
      Value indices,
      Value updates,
      Indexing.ScatterDimensions dimensions,
      boolean sorted,
      boolean unique,
      Indexing.Mode mode) {
    return bind1(new Indexing.Scatter(combine, dimensions, sorted, unique, mode), operand, indices, updates);
  }

  public static Value dynamicSlice(Value x, List<? extends Value> starts, Ints sizes) {
    List<Value> in = new ArrayList<>();
    in.add(x);
    in.addAll(starts);
    return Session.bind(new Indexing.DynamicSlice(sizes), in).getFirst();
  }

  public static Value dynamicUpdateSlice(Value x, Value update, List<? extends Value> starts) {
    List<Value> in = new ArrayList<>();
    in.add(x);
    in.add(update);
    in.addAll(starts);
    return Session.bind(new Indexing.DynamicUpdateSlice(), in).getFirst();
  }

  // ---- axes ----

  /// Moves an axis to another position.
  public static Value moveAxis(Value x, int from, int to) {
    if (from == to) {
      return x;
    }
    List<Integer> perm = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      if (i != from) {
        perm.add(i);
      }
    }
    perm.add(to, from);
    return transpose(x, Ints.of(perm.stream().mapToInt(Integer::intValue).toArray()));
  }

  /// An axis split in two, the first of size `groups`.
  public static Value splitAxis(Value x, int axis, int groups) {
    int size = x.shape().size(axis);
    return reshape(x, x.shape().with(axis, size / groups).insert(axis, groups));
  }

  /// An axis merged into another, as its major part; `to` counts without the axis that goes.
  public static Value mergeAxis(Value x, int axis, int to) {
    Shape rest = x.shape().remove(axis);
    Ints order = Ints.EMPTY;
    for (int i = 0; i < x.rank(); i++) {
      order = i == axis ? order : order.plus(i);
    }
    return reshape(x, rest.with(to, rest.size(to) * x.shape().size(axis)), order.insert(to, axis));
  }

  /// The value stretched to a shape as elementwise operations do implicitly: from rank 0, or along axes of size 1.
  public static Value broadcastTo(Value x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    if (x.shape().isScalar()) {
      return broadcastInDim(x, shape, Ints.EMPTY);
    }
    Ints dims = Ints.EMPTY;
    Ints kept = Ints.EMPTY;
    for (int i = 0; i < shape.rank(); i++) {
      if (x.shape().size(i) == shape.size(i)) {
        dims = dims.plus(i);
        kept = kept.plus(shape.size(i));
      }
    }
    return broadcastInDim(reshape(x, kept.toShape()), shape, dims);
  }

  /// The inverse of implicit broadcasting for cotangents: sums over what was stretched.
  public static Value unbroadcast(Value ct, Shape shape) {
    if (ct.shape().equals(shape)) {
      return ct;
    }
    if (shape.isScalar()) {
      return sum(ct, Ints.range(0, ct.rank()));
    }
    Ints dims = Ints.EMPTY;
    for (int i = 0; i < shape.rank(); i++) {
      if (ct.shape().size(i) != shape.size(i)) {
        dims = dims.plus(i);
      }
    }
    return reshape(sum(ct, dims), shape);
  }

  /// The shape all operands of an elementwise operation broadcast to (rank 0 and size 1 stretch); null when they do
  /// not fit.
  public static Shape broadcastShapes(List<Shape> shapes) {
    int rank = shapes.stream().mapToInt(Shape::rank).max().orElse(0);
    int[] r = new int[rank];
    Arrays.fill(r, 1);
    for (Shape s : shapes) {
      if (s.rank() == 0) {
        continue;
      }
      if (s.rank() != rank) {
        return null;
      }
      for (int i = 0; i < rank; i++) {
        if (s.size(i) != 1) {
          if (r[i] != 1 && r[i] != s.size(i)) {
            return null;
          }
          r[i] = s.size(i);
        }
      }
    }
    return Shape.of(r);
  }
}
