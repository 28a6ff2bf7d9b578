package gradwright.cpu.programs;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.lax.Lax;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// A random function of arrays: the same seed gives the same function. What it computes stays within small numbers, and it
/// never asks whether computed floats are equal or which is larger, so that rounding cannot change its course.
public final class RandomProgram implements FlatFunction {
  private static final int MOST_ELEMENTS = 600;

  private final long seed;
  private final List<Aval> inputs;
  private final boolean differentiable;
  private Random random;

  /// @param differentiable whether only floats are computed with, by operations that have derivatives
  public RandomProgram(long seed, boolean differentiable) {
    this.seed = seed;
    this.differentiable = differentiable;
    Random r = new Random(seed);
    List<Aval> avals = new ArrayList<>();
    int n = 2 + r.nextInt(3);
    Shape common = shape(r);
    for (int i = 0; i < n; i++) {
      DType t = differentiable ? DType.FLOAT32 : type(r);
      avals.add(Aval.of(t, (r.nextInt(3) > 0 ? common : shape(r)).toArray()));
    }
    if (!differentiable) {
      avals.add(Aval.of(DType.INT32));
    }
    this.inputs = List.copyOf(avals);
  }

  public List<Aval> inputs() {
    return inputs;
  }

  private static DType type(Random r) {
    return switch (r.nextInt(15)) {
      case 0, 1 -> DType.INT32;
      case 2 -> DType.BOOL;
      case 3 -> DType.FLOAT64;
      case 4 -> DType.COMPLEX64;
      case 5 -> r.nextBoolean() ? DType.UINT8 : DType.INT16;
      case 6 -> DType.UINT32;
      case 7 -> r.nextBoolean() ? DType.INT64 : DType.UINT64;
      case 8 -> r.nextBoolean() ? DType.INT8 : DType.UINT16;
      default -> DType.FLOAT32;
    };
  }

  private static Shape shape(Random r) {
    int rank = r.nextInt(4);
    int[] s = new int[rank];
    for (int i = 0; i < rank; i++) {
      s[i] =
          switch (r.nextInt(6)) {
            case 0 -> 1;
            case 1 -> 2 + r.nextInt(2);
            case 2 -> rank == 1 ? 1 + r.nextInt(70) : 1 + r.nextInt(18);
            default -> 2 + r.nextInt(7);
          };
    }
    return Shape.of(s);
  }

  @Override
  public List<Value> call(List<Value> arguments) {
    random = new Random(seed * 31 + 7);
    List<Value> values = new ArrayList<>(arguments);
    int n = 4 + random.nextInt(18);
    for (int i = 0; i < n; i++) {
      List<Value> made = step(values, 0);
      for (Value v : made) {
        if (v.shape().elements() <= MOST_ELEMENTS) {
          values.add(v);
        }
      }
    }
    List<Value> out = new ArrayList<>();
    int results = 1 + random.nextInt(3);
    for (int i = 0; i < results; i++) {
      Value v = i == 0 ? values.getLast() : values.get(random.nextInt(values.size()));
      if (!differentiable || v.dtype().isFloat()) {
        out.add(v);
      }
    }
    if (differentiable) {
      out.add(values.getFirst());
    }
    return out;
  }

  private Value pick(List<Value> values) {
    // later values more often, so that programs grow deep
    int n = values.size();
    return values.get(random.nextBoolean() ? n - 1 - random.nextInt(Math.min(n, 4)) : random.nextInt(n));
  }

  private List<Value> step(List<Value> values, int depth) {
    Value x = pick(values);
    if (x.shape().elements() == 0) {
      return List.of(unary(x));
    }
    int kind = random.nextInt(depth < 2 ? 24 : 21);
    return switch (kind) {
      case 0, 1, 2, 3 -> List.of(unary(x));
      case 4, 5, 6, 7, 8 -> List.of(binary(x, like(values, x)));
      case 9, 10, 11, 12, 13 -> List.of(shaping(x, values));
      case 14, 15 -> List.of(reduction(x));
      case 16 -> List.of(dot(x, values));
      case 17 -> List.of(dynamic(x, values));
      case 18 -> List.of(select(x, values));
      case 19 -> List.of(gather(x));
      case 20 -> List.of(scatter(x, values));
      default -> controlFlow(values, depth);
    };
  }

  /// A value of the shape and type of `x`.
  private Value like(List<Value> values, Value x) {
    List<Value> same = values.stream().filter(v -> v.shape().equals(x.shape()) && v.dtype() == x.dtype()).toList();
    if (same.size() > 1 && random.nextInt(4) > 0) {
      return same.get(random.nextInt(same.size()));
    }
    for (Value v : values.reversed()) {
      if (v.dtype() == x.dtype() && v.rank() < x.rank() && random.nextBoolean()) {
        Ints axes = broadcastAxes(v.shape(), x.shape());
        if (axes != null) {
          return Lax.broadcastInDim(v, x.shape(), axes);
        }
      }
    }
    return constant(x.dtype(), x.shape());
  }

  private static Ints broadcastAxes(Shape small, Shape large) {
    Ints axes = Ints.EMPTY;
    int at = 0;
    for (int i = 0; i < small.rank(); i++) {
      while (at < large.rank() && small.size(i) != 1 && small.size(i) != large.size(at)) {
        at++;
      }
      if (at == large.rank()) {
        return null;
      }
      axes = axes.plus(at++);
    }
    return axes;
  }

  private Value constant(DType t, Shape s) {
    HostScalar c =
        t.isComplex()
            ? HostScalar.complex(t, false, 0.5, -0.25)
            : t.isFloat()
                ? HostScalar.of(t, false, 0.25 * random.nextInt(-4, 9))
                : HostScalar.of(t, false, (long) random.nextInt(1, 4));
    return Lax.full(s, c);
  }

  private Value unary(Value x) {
    DType t = x.dtype();
    if (t.isBool()) {
      return random.nextBoolean() ? Lax.unary(UnaryOp.NOT, x) : Lax.convert(x, DType.FLOAT32);
    }
    if (t.isComplex()) {
      return switch (random.nextInt(5)) {
        case 0 -> Lax.conj(x);
        case 1 -> Lax.real(x);
        case 2 -> Lax.imag(x);
        case 3 -> Lax.unary(UnaryOp.ABS, x);
        default -> Lax.neg(x);
      };
    }
    if (!t.isFloat()) {
      return switch (random.nextInt(4)) {
        case 0 -> Lax.convert(x, DType.FLOAT32);
        case 1 -> t.isUnsigned() ? Lax.unary(UnaryOp.POPULATION_COUNT, x) : Lax.unary(UnaryOp.SIGN, x);
        case 2 -> Lax.unary(UnaryOp.NOT, x);
        default -> Lax.convert(x, DType.INT32);
      };
    }
    return switch (random.nextInt(9)) {
      case 0 -> Lax.unary(UnaryOp.TANH, x);
      case 1 -> Lax.unary(UnaryOp.SIN, x);
      case 2 -> Lax.unary(UnaryOp.LOGISTIC, x);
      case 3 -> Lax.unary(UnaryOp.EXP, Lax.unary(UnaryOp.SIN, x));
      case 4 -> Lax.neg(x);
      case 5 -> Lax.convert(x, differentiable || t == DType.FLOAT64 ? DType.FLOAT32 : DType.FLOAT64);
      case 6 -> Lax.integerPow(Lax.unary(UnaryOp.TANH, x), 2 + random.nextInt(2));
      case 7 -> Lax.unary(UnaryOp.LOG1P, Lax.mul(x, x));
      default -> differentiable ? Lax.unary(UnaryOp.COS, x) : Lax.unary(UnaryOp.ABS, x);
    };
  }

  private Value binary(Value x, Value y) {
    DType t = x.dtype();
    if (t.isBool()) {
      return Lax.binary(random.nextBoolean() ? BinaryOp.AND : BinaryOp.XOR, x, y);
    }
    if (t.isInexact()) {
      return switch (random.nextInt(t.isComplex() ? 3 : 5)) {
        case 0 -> Lax.add(x, y);
        case 1 -> Lax.sub(x, y);
        case 2 -> t.isComplex() ? Lax.add(x, y) : Lax.mul(Lax.unary(UnaryOp.TANH, x), y);
        case 3 -> differentiable ? Lax.mul(x, Lax.unary(UnaryOp.SIN, y)) : Lax.max(x, y);
        default -> Lax.div(x, Lax.add(Lax.mul(y, y), constantOne(t)));
      };
    }
    return switch (random.nextInt(7)) {
      case 0 -> Lax.add(x, y);
      case 1 -> Lax.sub(x, y);
      case 2 -> Lax.mul(x, y);
      case 3 -> Lax.min(x, y);
      case 4 -> Lax.binary(BinaryOp.REM, x, y);
      case 5 -> Lax.lt(x, y);
      default -> Lax.binary(BinaryOp.DIV, x, y);
    };
  }

  private static HostScalar constantOne(DType t) {
    return HostScalar.of(t, false, 1.0);
  }

  private Value shaping(Value x, List<Value> values) {
    Shape s = x.shape();
    int rank = s.rank();
    switch (random.nextInt(9)) {
      case 0 -> {
        int[] p = Ints.range(0, rank).toArray();
        for (int i = rank - 1; i > 0; i--) {
          int j = random.nextInt(i + 1);
          int k = p[i];
          p[i] = p[j];
          p[j] = k;
        }
        return Lax.transpose(x, Ints.of(p));
      }
      case 1 -> {
        int n = (int) s.elements();
        if (n == 0) {
          return x;
        }
        int a = 1 + random.nextInt(n);
        while (n % a != 0) {
          a--;
        }
        return Lax.reshape(x, random.nextInt(3) == 0 ? Shape.of(n) : Shape.of(a, n / a));
      }
      case 2 -> {
        int[] start = new int[rank];
        int[] limit = new int[rank];
        int[] stride = new int[rank];
        for (int i = 0; i < rank; i++) {
          start[i] = random.nextInt(s.size(i));
          limit[i] = start[i] + 1 + random.nextInt(s.size(i) - start[i]);
          stride[i] = 1 + random.nextInt(3);
        }
        return Lax.slice(x, Ints.of(start), Ints.of(limit), random.nextBoolean() ? null : Ints.of(stride));
      }
      case 3 -> {
        Ints axes = Ints.EMPTY;
        for (int i = 0; i < rank; i++) {
          axes = random.nextBoolean() ? axes.plus(i) : axes;
        }
        return Lax.rev(x, axes);
      }
      case 4 -> {
        int[] low = new int[rank];
        int[] high = new int[rank];
        int[] interior = new int[rank];
        for (int i = 0; i < rank; i++) {
          low[i] = random.nextInt(-1, 3);
          high[i] = random.nextInt(0, 3);
          interior[i] = random.nextInt(4) == 0 ? 1 : 0;
        }
        return Lax.pad(x, constant(x.dtype(), Shape.SCALAR), Ints.of(low), Ints.of(high), Ints.of(interior));
      }
      case 5 -> {
        if (rank == 0) {
          return Lax.broadcastInDim(x, Shape.of(5), Ints.EMPTY);
        }
        int axis = random.nextInt(rank);
        return Lax.concatenate(
            random.nextBoolean() ? List.of(x, like(values, x)) : List.of(like(values, x), x, x), axis);
      }
      case 6 -> {
        int axis = random.nextInt(rank + 1);
        Shape to = s.insert(axis, 2 + random.nextInt(5));
        Ints dims = Ints.EMPTY;
        for (int i = 0; i <= rank; i++) {
          dims = i == axis ? dims : dims.plus(i);
        }
        return Lax.broadcastInDim(x, to, dims);
      }
      case 7 -> {
        return Lax.bind1(new Shaping.Stack(random.nextInt(rank + 1)), x, like(values, x));
      }
      default -> {
        if (differentiable || rank == 0) {
          return x;
        }
        return Lax.add(
            Lax.iota(DType.INT32, s, random.nextInt(rank)), Lax.full(s, HostScalar.of(DType.INT32, false, 1L)));
      }
    }
  }

  private Value reduction(Value x) {
    DType t = x.dtype();
    Ints axes = Ints.EMPTY;
    for (int i = 0; i < x.rank(); i++) {
      axes = random.nextBoolean() ? axes.plus(i) : axes;
    }
    if (t.isBool()) {
      return Lax.reduce(random.nextBoolean() ? Reduction.Op.OR : Reduction.Op.AND, x, axes);
    }
    if (t.isInexact()) {
      long n = 1;
      for (int a : axes.toArray()) {
        n *= x.shape().size(a);
      }
      boolean extreme = !differentiable && !t.isComplex() && random.nextInt(3) == 0;
      if (extreme && n > 0) {
        return Lax.reduce(random.nextBoolean() ? Reduction.Op.MAX : Reduction.Op.MIN, x, axes);
      }
      Value sum = Lax.sum(x, axes);
      return t.isComplex()
          ? sum
          : Lax.div(sum, Lax.full(sum.shape(), HostScalar.of(t, false, (double) Math.max(1, n))));
    }
    if (random.nextBoolean() && x.rank() > 0) {
      return Lax.bind1(new Reduction.ArgReduce(random.nextBoolean(), random.nextInt(x.rank()), DType.INT32), x);
    }
    return Lax.reduce(random.nextBoolean() ? Reduction.Op.SUM : Reduction.Op.MAX, x, axes);
  }

  private Value dot(Value x, List<Value> values) {
    if (x.rank() == 0 || x.dtype().isBool() || x.dtype().isUnsigned() || x.dtype().bits() < 32) {
      return x;
    }
    int axis = random.nextInt(x.rank());
    Value y = null;
    int other = 0;
    for (Value v : values.reversed()) {
      for (int i = 0; i < v.rank(); i++) {
        if (v.dtype() == x.dtype() && v.shape().size(i) == x.shape().size(axis) && v.rank() + x.rank() <= 5) {
          y = v;
          other = i;
        }
      }
    }
    if (y == null) {
      return x;
    }
    Value p =
        Lax.bind1(
            new Contraction.DotGeneral(Ints.of(axis), Ints.of(other), Ints.EMPTY, Ints.EMPTY, null, null, null), x, y);
    return p.dtype().isFloat() ? Lax.unary(UnaryOp.TANH, p) : p;
  }

  private Value dynamic(Value x, List<Value> values) {
    if (differentiable || x.rank() == 0) {
      return x;
    }
    List<Value> starts = new ArrayList<>();
    int[] sizes = new int[x.rank()];
    for (int i = 0; i < x.rank(); i++) {
      starts.add(index(values));
      sizes[i] = 1 + random.nextInt(x.shape().size(i));
    }
    if (random.nextBoolean()) {
      return Lax.dynamicSlice(x, starts, Ints.of(sizes));
    }
    Value update = Lax.slice(like(values, x), Ints.of(new int[x.rank()]), Ints.of(sizes), null);
    return Lax.dynamicUpdateSlice(x, update, starts);
  }

  private Value index(List<Value> values) {
    for (Value v : values) {
      if (v.dtype() == DType.INT32 && v.rank() == 0) {
        return Lax.add(v, HostScalar.of(DType.INT32, false, (long) random.nextInt(-2, 5)));
      }
    }
    return HostScalar.of(DType.INT32, false, (long) random.nextInt(4));
  }

  private Value indices(int count, int size) {
    Value i = Lax.iota(DType.INT32, Shape.of(count, 1), 0);
    Value scaled = Lax.mul(i, Lax.full(i.shape(), HostScalar.of(DType.INT32, false, (long) random.nextInt(1, 8))));
    Value wrapped =
        Lax.binary(
            BinaryOp.REM,
            scaled,
            Lax.full(i.shape(), HostScalar.of(DType.INT32, false, (long) size + random.nextInt(2))));
    return wrapped;
  }

  private static Indexing.Mode mode(Random r) {
    return r.nextBoolean() ? Indexing.Mode.CLIP : Indexing.Mode.FILL_OR_DROP;
  }

  private Value gather(Value x) {
    if (x.rank() == 0 || x.dtype().isBool()) {
      return x;
    }
    int axis = random.nextInt(x.rank());
    int count = 1 + random.nextInt(9);
    int[] sizes = x.shape().toArray();
    sizes[axis] = 1;
    Ints offsets = Ints.EMPTY;
    for (int i = 1; i < x.rank(); i++) {
      offsets = offsets.plus(i);
    }
    Value at = indices(count, x.shape().size(axis));
    return Lax.gather(
        x,
        at,
        new Indexing.GatherDimensions(offsets, Ints.of(axis), Ints.of(axis), Ints.EMPTY, Ints.EMPTY),
        Ints.of(sizes),
        false,
        false,
        mode(random),
        HostScalar.of(x.dtype(), false, 0L));
  }

  private Value scatter(Value x, List<Value> values) {
    if (x.rank() == 0 || x.dtype().isBool()) {
      return x;
    }
    int axis = random.nextInt(x.rank());
    int count = 1 + random.nextInt(9);
    int[] sizes = new int[x.rank()];
    sizes[0] = count;
    Ints window = Ints.EMPTY;
    int at = 1;
    for (int i = 0; i < x.rank(); i++) {
      if (i != axis) {
        sizes[at] = x.shape().size(i);
        window = window.plus(at++);
      }
    }
    Value updates = constant(x.dtype(), Shape.of(sizes));
    for (Value v : values.reversed()) {
      if (v.dtype() == x.dtype() && Arrays.equals(v.shape().toArray(), sizes)) {
        updates = v;
        break;
      }
    }
    Indexing.Combine combine =
        random.nextBoolean() ? Indexing.Combine.ADD : differentiable ? Indexing.Combine.ADD : Indexing.Combine.SET;
    return Lax.scatter(
        combine,
        x,
        indices(count, x.shape().size(axis)),
        updates,
        new Indexing.ScatterDimensions(window, Ints.of(axis), Ints.of(axis), Ints.EMPTY, Ints.EMPTY),
        false,
        false,
        mode(random));
  }

  private Value select(Value x, List<Value> values) {
    Value y = like(values, x);
    for (Value v : values) {
      if (v.dtype().isBool() && v.shape().equals(x.shape())) {
        return Lax.select(v, x, y);
      }
    }
    if (x.rank() == 0) {
      return Lax.bind1(new Elementwise.SelectN(), Lax.scalar(DType.BOOL, 1L), x, y);
    }
    Value i = Lax.iota(DType.INT32, x.shape(), x.rank() - 1);
    return Lax.select(Lax.lt(i, Lax.full(x.shape(), HostScalar.of(DType.INT32, false, 2L))), x, y);
  }

  // ---- control flow ----

  private List<Value> controlFlow(List<Value> values, int depth) {
    Value x = pick(values);
    Value y = like(values, x);
    List<Aval> types = List.of(x.aval().strong(), y.aval().strong());
    long inner = random.nextLong();
    FlatFunction body =
        c -> {
          Random before = random;
          random = new Random(inner);
          try {
            List<Value> mine = new ArrayList<>(c.subList(c.size() - 2, c.size()));
            for (int i = 0; i < 3; i++) {
              for (Value v : step(mine, depth + 1)) {
                if (v.shape().elements() <= MOST_ELEMENTS) {
                  mine.add(v);
                }
              }
            }
            return List.of(find(mine, types.get(0)), find(mine, types.get(1)));
          } finally {
            random = before;
          }
        };
    switch (random.nextInt(3)) {
      case 0 -> {
        Aval counter = Aval.of(DType.INT32);
        List<Aval> avals = List.of(counter, types.get(0), types.get(1));
        int turns = random.nextInt(5);
        if (differentiable) {
          return scan(body, types, x, y, turns);
        }
        ClosedJaxpr condition =
            Staging.stage(c -> List.of(Lax.lt(c.getFirst(), HostScalar.of(DType.INT32, false, (long) turns))), avals);
        ClosedJaxpr b =
            Staging.stage(
                c -> {
                  List<Value> out = new ArrayList<>();
                  out.add(Lax.add(c.getFirst(), HostScalar.of(DType.INT32, false, 1L)));
                  out.addAll(body.call(c));
                  return out;
                },
                avals);
        return Session.bind(
                new ControlFlow.While(condition, 0, b, 0), List.of(HostScalar.of(DType.INT32, false, 0L), x, y))
            .subList(1, 3);
      }
      case 1 -> {
        return scan(body, types, x, y, random.nextInt(5));
      }
      default -> {
        if (differentiable) {
          return List.of(x);
        }
        ClosedJaxpr first = Staging.stage(body, types);
        ClosedJaxpr second = Staging.stage(c -> List.of(c.get(0), c.get(1)), types);
        return Session.bind(new ControlFlow.Cond(List.of(first, second)), List.of(index(values), x, y));
      }
    }
  }

  private List<Value> scan(FlatFunction body, List<Aval> types, Value x, Value y, int length) {
    ClosedJaxpr b =
        Staging.stage(
            c -> {
              List<Value> next = body.call(c);
              return List.of(next.get(0), next.get(1), next.get(0));
            },
            types);
    return Session.bind(new ControlFlow.Scan(b, 0, 2, length, random.nextBoolean(), 1), List.of(x, y));
  }

  private static Value find(List<Value> values, Aval type) {
    for (Value v : values.reversed()) {
      if (v.aval().strong().equals(type)) {
        return v;
      }
    }
    throw new IllegalStateException("no value of type " + type);
  }
}
