package gradwright.core.rules;

import static gradwright.core.rules.Derivatives.assertClose;
import static gradwright.core.rules.Derivatives.numbers;

import gradwright.core.batch.BatchTrace;
import gradwright.core.batch.Vmap;
import gradwright.core.jvp.JvpTrace;
import gradwright.core.lax.Lax;
import gradwright.core.linearize.Linearize;
import gradwright.core.trace.CustomRules.Duals;
import gradwright.core.trace.FlatFunction;
import gradwright.core.types.Ints;
import gradwright.core.value.Array;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Transformations of control flow and calls, nested in random order, give what they give of the function written out.
class NestedTransformationsTest {
  private static final long SEED = Long.getLong("gradwright.test.seed", System.nanoTime() & 0xffffff);
  private static final int ROUNDS = Integer.getInteger("gradwright.test.rounds", 6);

  private enum Step {
    JIT,
    REMAT,
    JVP,
    VJP,
    LINEARIZE,
    VMAP,
    VMAP_FIRST
  }

  static Stream<ControlCases.Pair> pairs() {
    return ControlCases.pairs().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void commuteWithWritingOut(ControlCases.Pair p) {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      List<Step> steps = new ArrayList<>();
      FlatFunction f = p.c().function();
      FlatFunction plain = p.plain();
      int depth = 2 + random.nextInt(3);
      for (int i = 0; i < depth; i++) {
        Step s = Step.values()[random.nextInt(Step.values().length)];
        steps.add(s);
        f = apply(s, f);
        plain = s == Step.JIT || s == Step.REMAT ? plain : apply(s, plain);
      }
      List<Array> in = p.c().inputs(random);
      assertClose(
          p + " under " + steps + " (seed " + SEED + ")",
          numbers(Derivatives.inexact(plain.call(List.copyOf(in)))),
          numbers(Derivatives.inexact(f.call(List.copyOf(in)))),
          1e-9);
    }
  }

  private static FlatFunction apply(Step step, FlatFunction f) {
    return switch (step) {
      case JIT -> ControlCases.jit("f", f);
      case REMAT -> ControlCases.remat(f, null);
      case JVP ->
          in -> {
            Duals d = JvpTrace.jvp(f, in, directions(in, 0.7));
            List<Value> r = new ArrayList<>(d.primals());
            d.tangents().forEach(t -> addInexact(r, t));
            return r;
          };
      case LINEARIZE ->
          in -> {
            Linearize.Linearized l = Linearize.linearize(f, in, null);
            List<Value> r = new ArrayList<>();
            l.apply(directions(in, -0.4)).forEach(t -> addInexact(r, t));
            return r;
          };
      case VJP ->
          in -> {
            Linearize.Linearized l = Linearize.linearize(f, in, null);
            List<Value> r = new ArrayList<>();
            l.pullBack(directions(l.outputs(), 0.9)).forEach(t -> addInexact(r, t));
            return r;
          };
      case VMAP -> in -> batched(f, in, in.size());
      case VMAP_FIRST -> in -> batched(f, in, 1);
    };
  }

  private static void addInexact(List<Value> r, Tangent t) {
    if (t.aval().dtype().isInexact()) {
      r.add(Lax.instantiate(t));
    }
  }

  private static List<Tangent> directions(List<Value> values, double v) {
    List<Tangent> r = new ArrayList<>();
    for (Value x : values) {
      r.add(x.dtype().isInexact() ? Lax.add(Lax.fullLike(x, v), Lax.mul(x, Lax.like(x, 0.1))) : Tangent.Zero.like(x));
    }
    return r;
  }

  /// Two examples of the first inputs, their results added.
  private static List<Value> batched(FlatFunction f, List<Value> in, int count) {
    List<Value> values = new ArrayList<>();
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      Value x = in.get(i);
      boolean batch = i < count && x.dtype().isInexact();
      int axis = i % (x.rank() + 1);
      axes.add(batch ? axis : null);
      values.add(
          batch
              ? Lax.concatenate(
                  List.of(
                      Lax.expandDims(x, Ints.of(axis)), Lax.expandDims(Lax.mul(x, Lax.like(x, -0.8)), Ints.of(axis))),
                  axis)
              : x);
    }
    if (axes.stream().allMatch(java.util.Objects::isNull)) {
      return f.call(in);
    }
    BatchTrace.Batched out = BatchTrace.run(f, 2, null, values, axes);
    List<Value> r = new ArrayList<>();
    for (int i = 0; i < out.values().size(); i++) {
      Value front = Vmap.moveToFront(out.values().get(i), out.axes().get(i), 2);
      if (front.dtype().isInexact()) {
        r.add(Lax.sum(front, Ints.of(0)));
      }
    }
    return r;
  }
}
