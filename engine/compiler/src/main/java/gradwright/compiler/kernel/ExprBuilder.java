package gradwright.compiler.kernel;

import gradwright.compiler.graph.Node;
import gradwright.compiler.graph.Operation;
import gradwright.compiler.graph.Ref;
import gradwright.compiler.index.Guard;
import gradwright.compiler.index.Index;
import gradwright.compiler.index.Symbol;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.prim.UnaryOp;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.HostScalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes an element of a graph's value as an expression: nodes that are in memory become loads, all others are expanded
/// at the index asked for. Layout operations vanish into indices.
public final class ExprBuilder {
  /// Where values are.
  public interface Memory {
    /// The kernel's parameter that holds the value, or -1 when it is to be expanded.
    int parameter(Ref value);

    /// Told of each place where a value in memory is read.
    default void reads(Ref value, List<Index> index, Guard guard) {}

    /// Told of each value that is computed here instead.
    default void computes(Ref value) {}
  }

  private record Key(Ref value, List<Index> index, Guard guard) {}

  private static final int FIRST_REDUCTION_VARIABLE = 16;
  private static final int VARIABLES_PER_LEVEL = 8;

  private final ExprPool pool;
  private final Memory memory;
  private final ComplexArithmetic complex;
  private final RandomExpansion random;
  private final Map<Key, Expr[]> known = new HashMap<>();

  public ExprBuilder(ExprPool pool, Memory memory) {
    this.pool = pool;
    this.memory = memory;
    this.complex = new ComplexArithmetic(pool);
    this.random = new RandomExpansion(this);
  }

  public ExprPool pool() {
    return pool;
  }

  /// The parts of an element.
  public Expr[] value(Ref r, List<Index> index) {
    return value(r, index, Guard.ALWAYS);
  }

  /// The parts of an element that counts only where `guard` holds; elsewhere anything may come out, but memory outside
  /// the arrays is not touched.
  Expr[] value(Ref r, List<Index> index, Guard guard) {
    Key key = new Key(r, index, guard);
    Expr[] e = known.get(key);
    if (e == null) {
      int parameter = memory.parameter(r);
      e = parameter >= 0 ? load(r, parameter, index, guard) : expand(r, index, guard);
      known.put(key, e);
    }
    return e;
  }

  /// The parts of an element of a value that is expanded here even if it is in memory.
  public Expr[] expanded(Ref r, List<Index> index, Guard guard) {
    return expand(r, index, guard);
  }

  private Expr[] load(Ref r, int parameter, List<Index> index, Guard guard) {
    memory.reads(r, index, guard);
    DType t = r.dtype();
    Index position = Index.linear(index, r.shape().toArray());
    boolean inside = position.low() >= 0 && position.high() < r.shape().elements();
    return loadAt(t, parameter, position, inside ? Guard.ALWAYS : guard);
  }

  private Expr[] loadAt(DType t, int parameter, Index position, Guard guard) {
    int n = Parts.count(t);
    Expr[] parts = new Expr[n];
    for (int i = 0; i < n; i++) {
      parts[i] = pool.load(Parts.type(t), parameter, position.times(n).plus(i), guard);
    }
    return parts;
  }

  private Expr[] expand(Ref r, List<Index> index, Guard guard) {
    memory.computes(r);
    return switch (r.node().operation()) {
      case Operation.Literal(HostScalar s) -> literal(s);
      case Operation.Apply(Primitive p) -> apply(r, p, index, guard);
      default -> throw new IllegalStateException(r.node() + " is not in memory");
    };
  }

  /// For an element of an array that has none.
  private Expr[] zero(DType t) {
    Expr[] parts = new Expr[Parts.count(t)];
    java.util.Arrays.fill(parts, pool.literal(Parts.type(t), 0L));
    return parts;
  }

  private Expr[] literal(HostScalar s) {
    DType t = s.aval().dtype();
    if (!t.isComplex()) {
      return new Expr[] {pool.literal(s)};
    }
    return new Expr[] {pool.literal(t.realType(), s.real()), pool.literal(t.realType(), s.imaginary())};
  }

  private Expr[] apply(Ref r, Primitive p, List<Index> index, Guard guard) {
    Node n = r.node();
    List<Ref> in = n.inputs();
    return switch (p) {
      case Elementwise e -> elementwise(e, r, index, guard);
      case Shaping s -> shaping(s, r, index, guard);
      case Reduction.Reduce(Reduction.Op op, Ints axes) -> reduce(Reducer.of(op), axes, in.getFirst(), index, guard);
      case Reduction.ArgReduce a -> argReduce(a, in.getFirst(), index, guard);
      case Indexing.DynamicSlice(Ints sizes) -> dynamicSlice(in, index, sizes, guard);
      case Indexing.DynamicUpdateSlice _ -> dynamicUpdate(in, index, guard);
      case Indexing.Gather g -> gather(g, r, index, guard);
      case Contraction.DotGeneral d -> dot(d, r, index, guard);
      case RandomBits b -> random.expand(b, r, index, guard);
      default -> throw new IllegalStateException(n + " cannot be expanded");
    };
  }

  // ---- elementwise ----

  /// The index of an elementwise operand: scalars and axes of size 1 stretch.
  static List<Index> stretched(Ref operand, List<Index> index) {
    Shape s = operand.shape();
    if (s.isScalar()) {
      return List.of();
    }
    List<Index> in = new ArrayList<>(s.rank());
    for (int i = 0; i < s.rank(); i++) {
      in.add(s.size(i) == 1 ? Index.ZERO : index.get(i));
    }
    return in;
  }

  private Expr[] elementwise(Elementwise p, Ref r, List<Index> index, Guard guard) {
    List<Ref> in = r.node().inputs();
    if (p instanceof Elementwise.BitcastConvert && Parts.count(r.dtype()) != Parts.count(in.getFirst().dtype())) {
      throw new IllegalStateException("a bit cast of parts");
    }
    Expr[][] x = new Expr[in.size()][];
    for (int i = 0; i < x.length; i++) {
      x[i] = value(in.get(i), stretched(in.get(i), index), guard);
    }
    boolean raised = p instanceof Elementwise.Binary(BinaryOp op) && op == BinaryOp.POW;
    DType from = raised ? in.getFirst().dtype() : in.getLast().dtype();
    DType to = r.dtype();
    if (raised && x[1][0].type() != to && !to.isComplex()) {
      x[1] = new Expr[] {pool.convert(x[1][0], to)}; // an integer exponent
    }
    if (!from.isComplex() && !to.isComplex() && !from.isKey()) {
      Expr[] plain = new Expr[x.length];
      for (int i = 0; i < plain.length; i++) {
        plain[i] = x[i][0];
      }
      return new Expr[] {pool.apply(p, to, plain)};
    }
    return switch (p) {
      case Elementwise.Unary(UnaryOp op) -> complex.unary(op, x[0]);
      case Elementwise.Binary(BinaryOp op) when op == BinaryOp.COMPLEX -> new Expr[] {x[0][0], x[1][0]};
      case Elementwise.Binary(BinaryOp op) -> complex.binary(op, x[0], x[1]);
      case Elementwise.Convert c -> convertComplex(x[0], c.newDType());
      case Elementwise.SelectN _ -> {
        Expr[] parts = new Expr[x[1].length];
        for (int k = 0; k < parts.length; k++) {
          Expr[] arguments = new Expr[x.length];
          arguments[0] = x[0][0];
          for (int i = 1; i < x.length; i++) {
            arguments[i] = x[i][k];
          }
          parts[k] = pool.apply(p, x[1][k].type(), arguments);
        }
        yield parts;
      }
      case Elementwise.IntegerPow(int y) when y >= 0 && y <= 64 -> {
        Expr[] power = {pool.literal(x[0][0].type(), 1.0), pool.literal(x[0][0].type(), 0.0)};
        Expr[] square = x[0];
        for (int e = y; e > 0; e >>= 1) {
          if ((e & 1) == 1) {
            power = e == y && y == Integer.highestOneBit(y) ? square : complex.multiply(power, square);
          }
          if (e > 1) {
            square = complex.multiply(square, square);
          }
        }
        yield power;
      }
      default -> throw new IllegalStateException(p.primitiveName() + " of " + from);
    };
  }

  private Expr[] convertComplex(Expr[] x, DType to) {
    if (!to.isComplex()) {
      return new Expr[] {pool.convert(x[0], to)};
    }
    DType t = to.realType();
    return new Expr[] {pool.convert(x[0], t), x.length == 2 ? pool.convert(x[1], t) : pool.literal(t, 0.0)};
  }

  private Expr[] choose(Guard guard, Expr[] yes, Expr[] no) {
    Expr[] parts = new Expr[yes.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = pool.choose(guard, yes[i], no[i]);
    }
    return parts;
  }

  // ---- layout ----

  private Expr[] shaping(Shaping p, Ref r, List<Index> index, Guard guard) {
    List<Ref> in = r.node().inputs();
    switch (p) {
      case Shaping.Iota(DType t, _, int d) -> {
        Expr e = pool.position(Parts.type(t), index.get(d));
        return t.isComplex() ? new Expr[] {e, pool.literal(t.realType(), 0.0)} : new Expr[] {e};
      }
      case Shaping.Empty(DType t) -> {
        return literal(HostScalar.of(t, false, 0L));
      }
      case Shaping.Pad pad -> {
        IndexMaps.Access a = IndexMaps.pad(pad, in.get(0).shape(), index);
        Expr[] padding = value(in.get(1), List.of(), guard);
        return a.guard().isNever()
            ? padding
            : choose(a.guard(), value(in.get(0), a.index(), guard.and(a.guard())), padding);
      }
      case Shaping.Concatenate(int d) -> {
        Expr[] e = null;
        long end = r.shape().size(d);
        for (Ref operand : in.reversed()) {
          long size = operand.shape().size(d);
          if (size == 0) {
            continue;
          }
          Guard here = Guard.range(index.get(d), end - size, end);
          if (!here.isNever()) {
            List<Index> at = new ArrayList<>(index);
            at.set(d, index.get(d).plus(size - end));
            Expr[] x = value(operand, at, guard.and(here));
            e = e == null ? x : choose(Guard.range(index.get(d), Long.MIN_VALUE / 4, end), x, e);
          }
          end -= size;
        }
        return e == null ? zero(r.dtype()) : e;
      }
      case Shaping.Stack(int axis) -> {
        List<Index> at = new ArrayList<>(index);
        Index which = at.remove(axis);
        Expr[] e = null;
        for (int i = in.size() - 1; i >= 0; i--) {
          Guard here = Guard.range(which, i, i + 1);
          if (!here.isNever()) {
            Expr[] x = value(in.get(i), at, guard);
            e = e == null ? x : choose(here, x, e);
          }
        }
        return e;
      }
      case Shaping.Unstack(int axis) -> {
        List<Index> at = new ArrayList<>(index);
        at.add(axis, Index.of(r.output()));
        return value(in.getFirst(), at, guard);
      }
      case Shaping.Split(int axis, Ints sizes) -> {
        int from = 0;
        for (int i = 0; i < r.output(); i++) {
          from += sizes.get(i);
        }
        List<Index> at = new ArrayList<>(index);
        at.set(axis, at.get(axis).plus(from));
        return value(in.getFirst(), at, guard);
      }
      case Shaping.Reshape _, Shaping.Squeeze _ when memory.parameter(in.getFirst()) >= 0 -> {
        // the position does not depend on the shape
        Ref x = in.getFirst();
        memory.reads(x, IndexMaps.reshape(x.shape().toArray(), r.shape().toArray(), index), guard);
        Index position = Index.linear(index, r.shape().toArray());
        boolean inside = position.low() >= 0 && position.high() < x.shape().elements();
        return loadAt(x.dtype(), memory.parameter(x), position, inside ? Guard.ALWAYS : guard);
      }
      default -> {
        return value(in.getFirst(), IndexMaps.operand(p, in.getFirst().shape(), r.shape(), index), guard);
      }
    }
  }

  // ---- reductions ----

  /// Variables for loops inside an expression at an index: the same for all of one depth, so that reductions side by
  /// side can share a loop.
  static List<Symbol.Variable> variables(List<Index> index, List<Long> extents) {
    long used = 0;
    for (Index i : index) {
      used |= i.variables();
    }
    int level = 0;
    int top = 63 - Long.numberOfLeadingZeros(used | 1);
    if (top >= FIRST_REDUCTION_VARIABLE) {
      level = (top - FIRST_REDUCTION_VARIABLE) / VARIABLES_PER_LEVEL + 1;
    }
    int first = FIRST_REDUCTION_VARIABLE + level * VARIABLES_PER_LEVEL;
    if (first + extents.size() > 64 || extents.size() > VARIABLES_PER_LEVEL) {
      throw new IllegalStateException("reductions nested too deeply");
    }
    List<Symbol.Variable> all = new ArrayList<>();
    for (int i = 0; i < extents.size(); i++) {
      all.add(new Symbol.Variable(first + i, extents.get(i)));
    }
    return all;
  }

  private static List<Symbol.Variable> loops(List<Symbol.Variable> all) {
    return all.stream().filter(v -> v.extent() != 1).toList();
  }

  private Expr[] reduce(Reducer reducer, Ints axes, Ref x, List<Index> index, Guard guard) {
    Ints sorted = axes.sorted();
    List<Long> extents = new ArrayList<>();
    for (int a : sorted.toArray()) {
      extents.add((long) x.shape().size(a));
    }
    List<Symbol.Variable> own = variables(index, extents);
    List<Index> at = new ArrayList<>(index);
    for (int i = 0; i < own.size(); i++) {
      at.add(sorted.get(i), Index.variable(own.get(i)));
    }
    Expr[] body = value(x, at, guard);
    Expr[] parts = new Expr[body.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = pool.reduce(reducer, loops(own), body[i].type(), body[i]);
    }
    return parts;
  }

  private Expr[] argReduce(Reduction.ArgReduce a, Ref x, List<Index> index, Guard guard) {
    List<Symbol.Variable> own = variables(index, List.of((long) x.shape().size(a.axis())));
    List<Index> at = new ArrayList<>(index);
    Index place = Index.variable(own.getFirst());
    at.add(a.axis(), place);
    Expr body = value(x, at, guard)[0];
    Expr position = pool.position(a.indexDType(), place);
    return new Expr[] {
      pool.reduce(a.max() ? Reducer.ARGMAX : Reducer.ARGMIN, loops(own), a.indexDType(), body, position)
    };
  }

  private Expr[] dot(Contraction.DotGeneral d, Ref r, List<Index> index, Guard guard) {
    Ref x = r.node().inputs().get(0);
    Ref y = r.node().inputs().get(1);
    List<Long> extents = new ArrayList<>();
    for (int a : d.lhsContracting().toArray()) {
      extents.add((long) x.shape().size(a));
    }
    List<Symbol.Variable> own = variables(index, extents);
    List<Index> inner = own.stream().map(Index::variable).toList();
    int batches = d.lhsBatch().size();
    List<Index> atX = dotOperand(x, d.lhsBatch(), d.lhsContracting(), index, inner, batches);
    int freeX = x.shape().rank() - batches - inner.size();
    List<Index> atY = dotOperand(y, d.rhsBatch(), d.rhsContracting(), index, inner, batches + freeX);
    Expr[] a = value(x, atX, guard).clone();
    Expr[] b = value(y, atY, guard).clone();
    DType part = Parts.type(r.dtype());
    // operands of other types are converted first: narrow floats add up in float32
    DType sum = part.isFloat() && part.bits() < 32 ? DType.FLOAT32 : part;
    for (int i = 0; i < a.length; i++) {
      a[i] = pool.convert(a[i], sum);
    }
    for (int i = 0; i < b.length; i++) {
      b[i] = pool.convert(b[i], sum);
    }
    Expr[] product =
        a.length == 2
            ? complex.multiply(a, b)
            : new Expr[] {part.isBool() ? pool.binary(BinaryOp.AND, a[0], b[0]) : pool.mul(a[0], b[0])};
    Expr[] parts = new Expr[product.length];
    for (int i = 0; i < parts.length; i++) {
      Reducer reducer = part.isBool() ? Reducer.OR : Reducer.SUM;
      parts[i] = pool.convert(pool.reduce(reducer, loops(own), sum, product[i]), part);
    }
    return parts;
  }

  private static List<Index> dotOperand(
      Ref x, Ints batch, Ints contracting, List<Index> index, List<Index> inner, int free) {
    List<Index> at = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      if (batch.contains(axis)) {
        at.add(index.get(batch.indexOf(axis)));
      } else if (contracting.contains(axis)) {
        at.add(inner.get(contracting.indexOf(axis)));
      } else {
        at.add(index.get(free++));
      }
    }
    return at;
  }

  // ---- computed places ----

  private Index dynamic(Expr e, long low, long high, boolean clamped) {
    if (e.code() instanceof Expr.Code.Literal l) {
      return Index.of(clamped ? Math.clamp(l.integer(), low, high) : l.integer());
    }
    return Index.of(new Symbol.Dynamic(e, e.variables(), low, high, clamped));
  }

  private Index start(Ref r, List<Index> at, long most, Guard guard) {
    return dynamic(value(r, at, guard)[0], 0, most, true);
  }

  private Expr[] dynamicSlice(List<Ref> in, List<Index> index, Ints sizes, Guard guard) {
    Ref x = in.getFirst();
    List<Index> at = new ArrayList<>();
    for (int i = 0; i < x.shape().rank(); i++) {
      at.add(index.get(i).plus(start(in.get(1 + i), List.of(), x.shape().size(i) - sizes.get(i), guard)));
    }
    return value(x, at, guard);
  }

  /// Where a dynamic_update_slice writes: the index of the operand for one of the update.
  public List<Index> updatePlace(List<Ref> in, List<Index> index) {
    Shape whole = in.get(0).shape();
    Shape part = in.get(1).shape();
    List<Index> at = new ArrayList<>();
    for (int i = 0; i < whole.rank(); i++) {
      at.add(index.get(i).plus(start(in.get(2 + i), List.of(), whole.size(i) - part.size(i), Guard.ALWAYS)));
    }
    return at;
  }

  private Expr[] dynamicUpdate(List<Ref> in, List<Index> index, Guard guard) {
    Shape whole = in.get(0).shape();
    Shape part = in.get(1).shape();
    List<Index> at = new ArrayList<>();
    Guard inside = Guard.ALWAYS;
    for (int i = 0; i < whole.rank(); i++) {
      Index shifted = index.get(i).minus(start(in.get(2 + i), List.of(), whole.size(i) - part.size(i), guard));
      at.add(shifted);
      if (part.size(i) != whole.size(i)) {
        inside = inside.and(Guard.range(shifted, 0, part.size(i)));
      }
    }
    Expr[] kept = value(in.get(0), index, guard);
    return inside.isNever() ? kept : choose(inside, value(in.get(1), at, guard.and(inside)), kept);
  }

  private Expr[] gather(Indexing.Gather g, Ref r, List<Index> index, Guard guard) {
    Ref x = r.node().inputs().get(0);
    Ref starts = r.node().inputs().get(1);
    var d = g.dimensions();
    List<Index> batch = new ArrayList<>();
    List<Index> offsets = new ArrayList<>();
    for (int i = 0; i < index.size(); i++) {
      (d.offsetDims().contains(i) ? offsets : batch).add(index.get(i));
    }
    List<Index> at = new ArrayList<>();
    int next = 0;
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      if (d.operandBatchingDims().contains(axis)) {
        int axisOfStarts = d.startIndicesBatchingDims().get(d.operandBatchingDims().indexOf(axis));
        at.add(batch.get(axisOfStarts));
      } else if (d.collapsedSliceDims().contains(axis)) {
        at.add(Index.ZERO);
      } else {
        at.add(offsets.get(next++));
      }
    }
    Guard inside = Guard.ALWAYS;
    for (int k = 0; k < d.startIndexMap().size(); k++) {
      int axis = d.startIndexMap().get(k);
      long most = x.shape().size(axis) - g.sliceSizes().get(axis);
      List<Index> place = new ArrayList<>(batch);
      place.add(Index.of(k));
      Expr start = value(starts, place, guard)[0];
      if (g.mode() == Indexing.Mode.FILL_OR_DROP) {
        inside = inside.and(Guard.range(raw(start), 0, most + 1));
      }
      at.set(axis, at.get(axis).plus(dynamic(start, 0, most, true)));
    }
    if (inside.isNever()) {
      return fill(g, r.dtype());
    }
    Expr[] found = value(x, at, guard);
    return inside.isAlways() ? found : choose(inside, found, fill(g, r.dtype()));
  }

  /// A start index as it is.
  private Index raw(Expr start) {
    DType t = start.type();
    long high = t.bits() == 64 ? Long.MAX_VALUE / 4 : t.isSigned() ? (1L << (t.bits() - 1)) - 1 : (1L << t.bits()) - 1;
    return dynamic(start, t.isSigned() ? -high - 1 : 0, high, false);
  }

  private Expr[] fill(Indexing.Gather g, DType t) {
    if (g.fillValue() != null) {
      return literal(g.fillValue().to(t, false));
    }
    return switch (t.kind()) {
      case FLOAT -> new Expr[] {pool.literal(t, Double.NaN)};
      case COMPLEX -> new Expr[] {pool.literal(t.realType(), Double.NaN), pool.literal(t.realType(), Double.NaN)};
      case BOOL -> new Expr[] {pool.literal(t, 1L)};
      case SIGNED -> new Expr[] {pool.literal(t, -1L << (t.bits() - 1))};
      case UNSIGNED -> new Expr[] {pool.literal(t, t.bits() == 64 ? -1L : (1L << t.bits()) - 1)};
      case KEY, FLOAT0, CUSTOM -> throw new IllegalStateException("no fill value of type " + t);
    };
  }

  /// Where a scatter writes one element of its updates.
  public record Place(List<Index> index, Guard guard) {}

  /// The place of the operand that an element of the updates goes to.
  public Place scatterPlace(Indexing.Scatter s, List<Ref> in, List<Index> index) {
    Ref x = in.get(0);
    Ref starts = in.get(1);
    Ref updates = in.get(2);
    var d = s.dimensions();
    List<Index> batch = new ArrayList<>();
    List<Index> window = new ArrayList<>();
    List<Integer> windowSizes = new ArrayList<>();
    for (int i = 0; i < index.size(); i++) {
      if (d.updateWindowDims().contains(i)) {
        window.add(index.get(i));
        windowSizes.add(updates.shape().size(i));
      } else {
        batch.add(index.get(i));
      }
    }
    List<Index> at = new ArrayList<>();
    int[] sizes = new int[x.shape().rank()];
    int next = 0;
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = 1;
      if (d.operandBatchingDims().contains(axis)) {
        at.add(batch.get(d.scatterIndicesBatchingDims().get(d.operandBatchingDims().indexOf(axis))));
      } else if (d.insertedWindowDims().contains(axis)) {
        at.add(Index.ZERO);
      } else {
        sizes[axis] = windowSizes.get(next);
        at.add(window.get(next++));
      }
    }
    Guard inside = Guard.ALWAYS;
    for (int k = 0; k < d.scatterDimsToOperandDims().size(); k++) {
      int axis = d.scatterDimsToOperandDims().get(k);
      long most = x.shape().size(axis) - sizes[axis];
      List<Index> place = new ArrayList<>(batch);
      place.add(Index.of(k));
      Expr start = value(starts, place)[0];
      if (s.mode() == Indexing.Mode.CLIP) {
        at.set(axis, at.get(axis).plus(dynamic(start, 0, most, true)));
      } else {
        // writes outside the operand are dropped whatever was promised: memory must stay sound
        Index from = raw(start);
        inside = inside.and(Guard.range(from, 0, most + 1));
        at.set(axis, at.get(axis).plus(from));
      }
    }
    return new Place(at, inside);
  }
}
