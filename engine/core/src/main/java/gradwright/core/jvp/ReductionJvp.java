package gradwright.core.jvp;

import gradwright.core.batch.Vmap;
import gradwright.core.errors.JaxError;
import gradwright.core.lax.AssociativeScan;
import gradwright.core.lax.Lax;
import gradwright.core.lax.LogAddExp;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.Reduction;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.trace.Interpreter;
import gradwright.core.trace.Session;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;

/// Forward-mode rules of Reduction primitives.
final class ReductionJvp {
  private ReductionJvp() {}

  static Duals jvp(Reduction p, List<Value> primals, List<Tangent> tangents) {
    return switch (p) {
      case Reduction.Reduce r ->
          switch (r.op()) {
            case SUM -> Linear.linear(p, primals, tangents);
            case PROD ->
                tree(
                    (a, b) -> List.of(Lax.mul(a.getFirst(), b.getFirst())),
                    List.of(Lax.constant(primals.getFirst(), 1)),
                    primals,
                    tangents,
                    r.axes());
            case MAX, MIN -> chooser(r, primals.getFirst(), tangents.getFirst());
            case AND, OR, XOR -> Linear.constant(p, primals);
            case LOGSUMEXP -> throw notImplemented(p);
          };
      case Reduction.ArgReduce _ -> Linear.constant(p, primals);
      case Reduction.Cumulative c -> cumulative(c, primals, tangents);
      case Reduction.ReduceWindow w ->
          switch (w.op()) {
            case SUM -> Linear.linear(p, primals, tangents);
            case MAX, MIN ->
                Linear.of(
                    Lax.bind1(p, primals.getFirst()),
                    tangents.getFirst(),
                    g ->
                        Lax.bind1(
                            new Reduction.SelectAndGatherAdd(
                                w.op() == Reduction.Op.MAX,
                                w.windowDimensions(),
                                w.windowStrides(),
                                w.padLow(),
                                w.padHigh(),
                                w.baseDilation(),
                                w.windowDilation()),
                            g,
                            primals.getFirst()));
            default -> throw notImplemented(p);
          };
      case Reduction.SelectAndGatherAdd _, Reduction.SelectAndScatterAdd _ -> Linear.inFirst(p, primals, tangents);
      case Reduction.ReduceGeneral g -> general(g, primals, tangents);
      case Reduction.Sort s -> sort(s, primals, tangents);
      case Reduction.TopK k -> topK(k, primals.getFirst(), tangents.getFirst());
    };
  }

  /// The mean of the tangents at the places that attain the maximum (minimum).
  private static Duals chooser(Reduction.Reduce p, Value x, Tangent t) {
    Value out = Lax.bind1(p, x);
    return Linear.of(
        out,
        t,
        g -> {
          int[] kept = x.shape().toArray();
          for (int i = 0; i < p.axes().size(); i++) {
            kept[p.axes().get(i)] = 1;
          }
          Value places = Lax.convert(Lax.eq(x, Lax.reshape(out, Shape.of(kept))), g.dtype());
          Value counts = Lax.sum(places, p.axes());
          return Lax.div(Lax.sum(Lax.mul(g, places), p.axes()), counts);
        });
  }

  private static Duals cumulative(Reduction.Cumulative p, List<Value> primals, List<Tangent> tangents) {
    BinaryOperator<Value> combine =
        switch (p.op()) {
          case SUM -> null;
          case PROD -> Lax::mul;
          case MAX -> Lax::max;
          case MIN -> Lax::min;
          case LOGSUMEXP -> LogAddExp::of;
          case AND, OR, XOR -> throw notImplemented(p);
        };
    return combine == null
        ? Linear.linear(p, primals, tangents)
        : JvpTrace.jvp(
            in -> List.of(AssociativeScan.scan(combine, in.getFirst(), p.axis(), p.reverse())), primals, tangents);
  }

  private static Duals general(Reduction.ReduceGeneral p, List<Value> primals, List<Tangent> tangents) {
    int n = primals.size() / 2;
    if (!tangents.subList(n, 2 * n).stream().allMatch(Tangent::isZero)) {
      throw JaxError.notImplemented(
          "Gradient of general lax.reduce with non-zero tangents for initial values to reduction not implemented");
    }
    int kept = primals.getFirst().rank() - p.dimensions().size();
    return tree(
        (a, b) -> Vmap.map(in -> Interpreter.run(p.computation(), in), kept + 1, concat(a, b)),
        primals.subList(n, 2 * n),
        primals.subList(0, n),
        tangents.subList(0, n),
        p.dimensions());
  }

  /// Reduces by halving, in a form that differentiates: the reduced axes become one leading axis.
  private static Duals tree(
      BinaryOperator<List<Value>> reducer,
      List<Value> initial,
      List<Value> primals,
      List<Tangent> tangents,
      Ints axes) {
    Shape in = primals.getFirst().shape();
    Ints permutation = axes;
    Ints sizes = Ints.EMPTY;
    int n = 1;
    for (int i = 0; i < in.rank(); i++) {
      if (axes.contains(i)) {
        n *= in.size(i);
      } else {
        permutation = permutation.plus(i);
        sizes = sizes.plus(in.size(i));
      }
    }
    Shape kept = sizes.toShape();
    Shape flat = kept.insert(0, n);
    List<Value> xs = new ArrayList<>();
    List<Tangent> ts = new ArrayList<>();
    for (int i = 0; i < primals.size(); i++) {
      xs.add(Lax.reshape(primals.get(i), flat, permutation));
    }
    for (Tangent t : tangents) {
      ts.add(t instanceof Value v ? Lax.reshape(v, flat, permutation) : new Tangent.Zero(t.aval().withShape(flat)));
    }
    return JvpTrace.jvp(args -> reduceTree(reducer, initial, args, kept), xs, ts);
  }

  private static List<Value> reduceTree(
      BinaryOperator<List<Value>> reducer, List<Value> initial, List<Value> args, Shape kept) {
    List<Value> xs = args;
    while (xs.getFirst().shape().size(0) > 1) {
      int n = xs.getFirst().shape().size(0);
      int half = (n + 1) / 2;
      List<Value> left = new ArrayList<>();
      List<Value> right = new ArrayList<>();
      for (Value x : xs) {
        left.add(Lax.sliceInDim(x, 0, half, 0));
      }
      for (int i = 0; i < xs.size(); i++) {
        Value rest = Lax.sliceInDim(xs.get(i), half, n, 0);
        int[] none = new int[rest.rank()];
        int[] one = none.clone();
        one[0] = 1;
        right.add(n % 2 == 0 ? rest : Lax.pad(rest, initial.get(i), Ints.of(none), Ints.of(one), Ints.of(none)));
      }
      xs = reducer.apply(left, right);
    }
    List<Value> r = new ArrayList<>();
    for (int i = 0; i < xs.size(); i++) {
      r.add(
          xs.get(i).shape().size(0) == 0 ? Lax.broadcastTo(initial.get(i), kept) : Lax.squeeze(xs.get(i), Ints.of(0)));
    }
    return r;
  }

  /// Sorts the positions along, and gathers the tangents from there.
  private static Duals sort(Reduction.Sort p, List<Value> primals, List<Tangent> tangents) {
    Shape shape = primals.getFirst().shape();
    List<Value> operands = new ArrayList<>(primals);
    operands.add(Lax.iota(DType.UINT32, shape, p.dimension()));
    List<Value> sorted = Session.bind(p, operands);
    Value indices = Lax.expandDims(sorted.getLast(), Ints.of(shape.rank()));
    Indexing.GatherDimensions dims = along(shape.rank(), p.dimension());
    List<Value> out = sorted.subList(0, primals.size());
    List<Tangent> ts = new ArrayList<>();
    for (int i = 0; i < primals.size(); i++) {
      ts.add(
          tangents.get(i) instanceof Value t
              ? Lax.gather(t, indices, dims, ones(shape.rank()), false, false, Indexing.Mode.PROMISE_IN_BOUNDS, null)
              : Tangent.Zero.like(out.get(i)));
    }
    return new Duals(List.copyOf(out), ts);
  }

  private static Duals topK(Reduction.TopK p, Value x, Tangent t) {
    List<Value> out = Lax.bind(p, x);
    Value index = out.get(1);
    Tangent indexTangent = Tangent.Zero.like(index);
    if (!(t instanceof Value g)) {
      return new Duals(out, List.of(Tangent.Zero.like(out.getFirst()), indexTangent));
    }
    int rank = index.rank();
    Value indices = Lax.reshape(index, index.shape().insert(rank, 1));
    Value chosen =
        Lax.gather(g, indices, along(rank, p.axis()), ones(rank), false, false, Indexing.Mode.PROMISE_IN_BOUNDS, null);
    return new Duals(out, List.of(chosen, indexTangent));
  }

  /// Gathers single elements along one axis, everything else being batches.
  private static Indexing.GatherDimensions along(int rank, int axis) {
    Ints batch = Ints.EMPTY;
    for (int i = 0; i < rank; i++) {
      if (i != axis) {
        batch = batch.plus(i);
      }
    }
    return new Indexing.GatherDimensions(Ints.EMPTY, Ints.of(axis), Ints.of(axis), batch, batch);
  }

  private static Ints ones(int n) {
    int[] r = new int[n];
    Arrays.fill(r, 1);
    return Ints.of(r);
  }

  private static List<Value> concat(List<Value> a, List<Value> b) {
    List<Value> r = new ArrayList<>(a);
    r.addAll(b);
    return r;
  }

  private static JaxError notImplemented(Reduction p) {
    return JaxError.notImplemented("Differentiation rule for '" + p.primitiveName() + "' not implemented");
  }
}
