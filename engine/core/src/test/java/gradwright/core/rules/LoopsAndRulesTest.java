package gradwright.core.rules;

import static gradwright.core.rules.ControlCases.cos;
import static gradwright.core.rules.ControlCases.jit;
import static gradwright.core.rules.ControlCases.sin;
import static gradwright.core.rules.Derivatives.assertClose;
import static gradwright.core.rules.Derivatives.numbers;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradwright.core.batch.BatchTrace;
import gradwright.core.control.Calls;
import gradwright.core.control.Control;
import gradwright.core.errors.JaxError;
import gradwright.core.jvp.JvpTrace;
import gradwright.core.lax.Lax;
import gradwright.core.linearize.Linearize;
import gradwright.core.trace.CustomRules;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.HostCallback;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// While loops, custom rules and callbacks under the transformations.
class LoopsAndRulesTest {
  private static Value scalar(double v) {
    return Sample.doubles(Shape.SCALAR, v);
  }

  private static Array vector(double... v) {
    return Sample.doubles(Shape.of(v.length), v);
  }

  /// Gradient of the first (scalar) output.
  static FlatFunction grad(FlatFunction f) {
    return in -> {
      Linearize.Linearized l = Linearize.linearize(f, in, null);
      List<Tangent> cts = new ArrayList<>();
      for (Value v : l.outputs()) {
        cts.add(cts.isEmpty() ? Lax.fullLike(v, 1) : Tangent.Zero.like(v));
      }
      List<Value> r = new ArrayList<>();
      l.pullBack(cts).forEach(t -> r.add(Lax.instantiate(t)));
      return r;
    };
  }

  static FlatFunction vmap(FlatFunction f, int size) {
    return in -> {
      BatchTrace.Batched out = BatchTrace.run(f, size, "i", in, Collections.nCopies(in.size(), 0));
      List<Value> r = new ArrayList<>();
      for (int i = 0; i < out.values().size(); i++) {
        r.add(gradwright.core.batch.Vmap.moveToFront(out.values().get(i), out.axes().get(i), size));
      }
      return r;
    };
  }

  /// Doubles until at least 10; counts the steps.
  private static List<Value> doubling(List<Value> in) {
    return Control.whileLoop(
        c -> List.of(Lax.lt(c.get(0), Lax.like(c.get(0), 10))),
        c -> List.of(Lax.mul(c.get(0), Lax.like(c.get(0), 2)), Lax.add(c.get(1), Lax.scalar(DType.INT32, 1L))),
        List.of(in.get(0), Lax.scalar(DType.INT32, 0L)));
  }

  @Test
  void whileLoopRunsUntilDone() {
    assertClose("doubling", List.of(new double[] {12}, new double[] {2}), numbers(doubling(List.of(scalar(3)))), 0);
  }

  @Test
  void batchedWhileFinishesEachLane() {
    List<Value> out = vmap(LoopsAndRulesTest::doubling, 4).call(List.of(vector(1, 3, 20, 9)));
    assertClose("lanes", List.of(new double[] {16, 12, 20, 18}, new double[] {4, 2, 0, 1}), numbers(out), 0);
  }

  @Test
  void twiceBatchedWhile() {
    Array x = Sample.doubles(Shape.of(2, 2), 1, 3, 20, 9);
    List<Value> out = vmap(vmap(LoopsAndRulesTest::doubling, 2), 2).call(List.of(x));
    assertClose("lanes", List.of(new double[] {16, 12, 20, 18}, new double[] {4, 2, 0, 1}), numbers(out), 0);
  }

  @Test
  void laneLoopHasOnePredicate() {
    var staged =
        gradwright.core.trace.Staging.stage(vmap(LoopsAndRulesTest::doubling, 4), List.of(Aval.of(DType.FLOAT64, 4)));
    var equation =
        staged.jaxpr().equations().stream()
            .filter(e -> e.primitive() instanceof gradwright.core.prim.ControlFlow.While)
            .findFirst()
            .orElseThrow();
    var batched = (gradwright.core.prim.ControlFlow.While) equation.primitive();
    assertEquals(true, gradwright.core.control.LaneLoop.isBatched(batched));
    var one = gradwright.core.control.LaneLoop.scalar(batched);
    assertEquals(Aval.of(DType.BOOL), one.condition().outputAvals().getFirst());
    Array steps = Sample.array(DType.INT32, Shape.of(4));
    for (int i = 0; i < 4; i++) {
      steps.setLong(i, 0);
    }
    List<Value> in = List.of(vector(1, 3, 20, 9), steps);
    assertClose(
        "lanes",
        numbers(gradwright.core.trace.Session.bind(batched, in)),
        numbers(gradwright.core.trace.Session.bind(one, gradwright.core.control.LaneLoop.inputs(batched, in))),
        0);
  }

  @Test
  void whileHasForwardDerivativesOnly() {
    FlatFunction f = in -> doubling(in).subList(0, 1);
    CustomRules.Duals d = JvpTrace.jvp(f, List.of(scalar(3)), List.of(scalar(1)));
    assertClose("jvp", List.of(new double[] {4}), numbers(List.of((Value) d.tangents().getFirst())), 0);
    Linearize.Linearized l = Linearize.linearize(f, List.of(scalar(3)), null);
    assertClose(
        "linearize", List.of(new double[] {4}), numbers(List.of((Value) l.apply(List.of(scalar(1))).getFirst())), 0);
    JaxError e = assertThrows(JaxError.class, () -> grad(f).call(List.of(scalar(3))));
    assertEquals("ValueError", e.kind());
    assertEquals(
        "Reverse-mode differentiation does not work for lax.while_loop or lax.fori_loop with dynamic start/stop values."
            + " Try using lax.scan, or using fori_loop with static start/stop.",
        e.getMessage());
  }

  @Test
  void batchedJvpOfWhile() {
    FlatFunction f = in -> doubling(in).subList(0, 1);
    FlatFunction jvp =
        in -> List.of((Value) JvpTrace.jvp(f, in, List.of(Lax.fullLike(in.getFirst(), 1))).tangents().getFirst());
    assertClose("tangents", List.of(new double[] {16, 4, 1}), numbers(vmap(jvp, 3).call(List.of(vector(1, 3, 20)))), 0);
  }

  /// A cubic whose reverse rule is deliberately ten times too large.
  private static FlatFunction cubic() {
    CustomRules.Vjp rule =
        new CustomRules.Vjp() {
          @Override
          public String forwardName() {
            return "fwd";
          }

          @Override
          public String backwardName() {
            return "bwd";
          }

          @Override
          public CustomRules.Forward forward(List<Value> inputs, List<Boolean> perturbed) {
            Value x = inputs.getFirst();
            return new CustomRules.Forward(List.of(Lax.integerPow(x, 3)), List.of(Lax.mul(x, x)));
          }

          @Override
          public List<Tangent> backward(List<Value> residuals, List<Tangent> cotangents, List<Aval> inputs) {
            Value ct = (Value) cotangents.getFirst();
            return List.of(Lax.mul(ct, Lax.mul(residuals.getFirst(), Lax.like(ct, 30))));
          }
        };
    return in -> Calls.customVjp("cubic", a -> List.of(Lax.integerPow(a.get(0), 3)), rule, false, in);
  }

  @Test
  void customVjpIsUsedEverywhere() {
    Value two = scalar(2);
    double[] expected = {120};
    assertClose("value", List.of(new double[] {8}), numbers(cubic().call(List.of(two))), 0);
    assertClose("grad", List.of(expected), numbers(grad(cubic()).call(List.of(two))), 0);
    assertClose("grad of jit", List.of(expected), numbers(grad(jit("f", cubic())).call(List.of(two))), 0);
    assertClose("jit of grad", List.of(expected), numbers(jit("f", grad(cubic())).call(List.of(two))), 0);
    FlatFunction scanned = in -> Control.scan(a -> cubic().call(List.of(a.get(0))), in, List.of(), 1, false, 1);
    assertClose("grad of scan", List.of(expected), numbers(grad(scanned).call(List.of(two))), 0);
    assertClose(
        "grad of remat", List.of(expected), numbers(grad(ControlCases.remat(cubic(), null)).call(List.of(two))), 0);
    // the rule's own derivative: of 30 x^2 it is 60 x
    assertClose("grad of grad", List.of(new double[] {120}), numbers(grad(grad(cubic())).call(List.of(two))), 0);
    assertClose(
        "vmap of grad",
        List.of(new double[] {30, 120, 270}),
        numbers(vmap(grad(cubic()), 3).call(List.of(vector(1, 2, 3)))),
        0);
    FlatFunction summed = in -> List.of(Lax.sum(vmap(cubic(), 3).call(in).getFirst(), Ints.of(0)));
    assertClose(
        "grad of vmap", List.of(new double[] {30, 120, 270}), numbers(grad(summed).call(List.of(vector(1, 2, 3)))), 0);
    assertClose(
        "grad of jit of vmap",
        List.of(new double[] {30, 120, 270}),
        numbers(grad(jit("g", summed)).call(List.of(vector(1, 2, 3)))),
        0);
    JaxError e = assertThrows(JaxError.class, () -> JvpTrace.jvp(cubic(), List.of(two), List.of(scalar(1))));
    assertEquals("can't apply forward-mode autodiff (jvp) to a custom_vjp function.", e.getMessage());
  }

  @Test
  void sharedInputOfBatchedCustomVjpSumsItsCotangents() {
    FlatFunction f =
        in -> {
          BatchTrace.Batched out =
              BatchTrace.run(
                  a -> List.of(Lax.mul(cubic().call(List.of(a.get(0))).getFirst(), a.get(1))),
                  3,
                  null,
                  in,
                  java.util.Arrays.asList(null, 0));
          return List.of(Lax.sum(out.values().getFirst(), Ints.of(0)));
        };
    assertClose(
        "gradient",
        List.of(new double[] {120 * 6}, new double[] {8, 8, 8}),
        numbers(grad(f).call(List.of(scalar(2), vector(1, 2, 3)))),
        1e-12);
  }

  @Test
  void customVmapRuleSeesTheBatch() {
    List<Integer> sizes = new ArrayList<>();
    CustomRules.Vmap rule =
        new CustomRules.Vmap() {
          @Override
          public String name() {
            return "rule";
          }

          @Override
          public CustomRules.Batched apply(int size, List<Boolean> batched, List<Value> inputs) {
            sizes.add(size);
            return new CustomRules.Batched(List.of(Lax.add(inputs.get(0), Lax.like(inputs.get(0), 1))), List.of(true));
          }
        };
    FlatFunction f = in -> Calls.customVmap("f", a -> List.of(sin(a.get(0))), rule, in);
    assertClose("one", List.of(new double[] {Math.sin(1)}), numbers(f.call(List.of(scalar(1)))), 1e-15);
    assertClose("batch", List.of(new double[] {2, 3}), numbers(vmap(f, 2).call(List.of(vector(1, 2)))), 0);
    assertClose(
        "batch of jit", List.of(new double[] {2, 3}), numbers(vmap(jit("j", f), 2).call(List.of(vector(1, 2)))), 0);
    assertEquals(List.of(2, 2), sizes);
  }

  private record Recorder(List<double[]> seen) implements HostCallback {
    @Override
    public String name() {
      return "recorder";
    }

    @Override
    public List<Array> call(List<Array> arguments) {
      seen.add(numbers(arguments).getFirst());
      return List.of();
    }
  }

  private record Sine() implements HostCallback {
    @Override
    public String name() {
      return "sine";
    }

    @Override
    public List<Array> call(List<Array> arguments) {
      Array x = arguments.getFirst();
      Array r = Array.allocate(x.aval(), x.device());
      for (long i = 0; i < x.elements(); i++) {
        r.setDouble(i, Math.sin(x.getDouble(i)));
      }
      return List.of(r);
    }
  }

  @Test
  void debugCallbacksRunInOrderAndOncePerExample() {
    Recorder r = new Recorder(new ArrayList<>());
    FlatFunction f =
        in ->
            Control.scan(
                a -> {
                  Calls.debugCallback(r, true, null, List.of(a.get(0)));
                  return List.of(Lax.mul(a.get(0), Lax.like(a.get(0), 2)));
                },
                in,
                List.of(),
                3,
                false,
                1);
    f.call(List.of(scalar(1)));
    assertEquals(3, r.seen.size());
    assertArrayEquals(new double[] {4}, r.seen.get(2));
    r.seen.clear();
    grad(f).call(List.of(scalar(1)));
    assertEquals(3, r.seen.size(), "differentiating runs the forward pass once");
    r.seen.clear();
    FlatFunction g =
        in -> {
          Calls.debugCallback(r, false, null, in);
          return in;
        };
    vmap(g, 3).call(List.of(vector(5, 6, 7)));
    assertEquals(3, r.seen.size());
    assertArrayEquals(new double[] {7}, r.seen.get(2));
  }

  @Test
  void pureCallbacksFollowTheirVmapMethod() {
    for (String method : List.of("sequential", "expand_dims", "broadcast_all", "legacy_vectorized")) {
      FlatFunction f = in -> Calls.pureCallback(new Sine(), List.of(in.getFirst().aval()), method, in);
      List<Value> out = vmap(f, 3).call(List.of(vector(1, 2, 3)));
      assertClose(method, List.of(new double[] {Math.sin(1), Math.sin(2), Math.sin(3)}), numbers(out), 1e-15);
    }
    FlatFunction plain = in -> Calls.pureCallback(new Sine(), List.of(in.getFirst().aval()), null, in);
    JaxError none = assertThrows(JaxError.class, () -> vmap(plain, 3).call(List.of(vector(1, 2, 3))));
    assertEquals("NotImplementedError", none.kind());
    JaxError jvp = assertThrows(JaxError.class, () -> grad(plain).call(List.of(scalar(1))));
    assertEquals(
        "Pure callbacks do not support JVP. Please use `jax.custom_jvp` to use callbacks while taking gradients.",
        jvp.getMessage());
  }

  @Test
  void carriesMustAgree() {
    JaxError shape =
        assertThrows(
            JaxError.class,
            () ->
                Control.scan(
                    a -> List.of(Lax.broadcastInDim(a.get(0), Shape.of(2), Ints.EMPTY)),
                    List.of(scalar(1)),
                    List.of(),
                    3,
                    false,
                    1));
    assertEquals(
        "scan body function carry input and carry output must have equal types, but they differ:\n\n"
            + "The input carry has type float64[] but the corresponding output carry component has type float64[2], so"
            + " the shapes do not match.\n\n"
            + "Revise the function so that all output types match the corresponding input types.",
        shape.getMessage());
    JaxError length =
        assertThrows(
            JaxError.class, () -> Control.scan(a -> a, List.of(), List.of(vector(1, 2), vector(1)), null, false, 1));
    assertEquals("scan got values with different leading axis sizes: 2, 1.", length.getMessage());
    JaxError branch =
        assertThrows(
            JaxError.class,
            () ->
                Control.cond(
                    Lax.scalar(DType.BOOL, 1L), a -> a, a -> List.of(Lax.scalar(DType.INT32, 1L)), List.of(scalar(1))));
    assertEquals(
        "cond branches must have equal output types but they differ.", branch.getMessage().lines().findFirst().get());
    JaxError condition = assertThrows(JaxError.class, () -> Control.whileLoop(a -> a, a -> a, List.of(scalar(1))));
    assertEquals(
        "cond_fun must return a boolean scalar, but got output type(s) [ShapedArray(float64[])].",
        condition.getMessage());
  }

  @Test
  void weakCarryTakesTheTypeOfTheBody() {
    Value zero = gradwright.core.value.HostScalar.of(DType.INT32, true, 0L);
    List<Value> out =
        Control.scan(
            a -> List.of(Lax.add(Lax.convert(a.get(0), DType.FLOAT64), a.get(1))),
            List.of(zero),
            List.of(vector(1, 2, 3)),
            null,
            false,
            1);
    assertEquals(DType.FLOAT64, out.getFirst().dtype());
    assertClose("sum", List.of(new double[] {6}), numbers(out), 0);
  }

  @Test
  void sharedCallsAreTransformedOnce() {
    // each level calls the one below twice: without memory, transforming would take 2^30 steps
    FlatFunction f = in -> List.of(sin(in.get(0)));
    for (int i = 0; i < 30; i++) {
      FlatFunction inner = f;
      FlatFunction shared = in -> gradwright.core.jit.NamedJit.call("level", inner, in, inner);
      f = in -> shared.call(List.of(shared.call(in).getFirst()));
    }
    FlatFunction deep = f;
    FlatFunction jvp =
        in -> List.of((Value) JvpTrace.jvp(deep, in, List.of(Lax.fullLike(in.getFirst(), 1))).tangents().getFirst());
    FlatFunction second =
        in -> List.of((Value) JvpTrace.jvp(jvp, in, List.of(Lax.fullLike(in.getFirst(), 1))).tangents().getFirst());
    var staged = gradwright.core.trace.Staging.stage(vmap(second, 3), List.of(Aval.of(DType.FLOAT64, 3)));
    assertEquals(Aval.of(DType.FLOAT64, 3), staged.outputAvals().getFirst());
    assertEquals(true, staged.toString().length() < 1_000_000, "shared programs are printed once");
  }

  @Test
  void derivativesOfDerivatives() {
    FlatFunction f = jit("s", in -> List.of(sin(in.get(0))));
    for (int i = 0; i < 6; i++) {
      f = jit("g" + i, grad(f));
    }
    assertClose(
        "sixth derivative", List.of(new double[] {-Math.sin(0.5)}), numbers(f.call(List.of(scalar(0.5)))), 1e-12);
  }

  @Test
  void cosIsTheDerivative() {
    assertClose(
        "own sin",
        numbers(List.of(cos(scalar(0.3)))),
        numbers(grad(jit("s", ControlCases.ownSin())).call(List.of(scalar(0.3)))),
        1e-15);
  }
}
