package gradwright.cpu.programs;

import gradwright.core.batch.Vmap;
import gradwright.core.errors.JaxError;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.lax.Lax;
import gradwright.core.linearize.Linearize;
import gradwright.core.trace.FlatFunction;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random programs, compiled and evaluated: plain, batched, differentiated and both. `-Dgradwright.random.seed` and
/// `-Dgradwright.random.programs` choose others.
class RandomProgramsTest {
  private static final long SEED = Long.getLong("gradwright.random.seed", System.nanoTime());
  private static final int PROGRAMS = Integer.getInteger("gradwright.random.programs", 2000);
  private static final int BATCH = 3;

  @Test
  void compiledProgramsDoWhatTheEvaluatorDoes() {
    for (int i = 0; i < PROGRAMS; i++) {
      check(SEED + i, Variant.values()[i % 8 < 5 ? 0 : i % 8 - 4]);
    }
  }

  /// What is done to a program before it is staged.
  enum Variant {
    PLAIN,
    BATCHED,
    DIFFERENTIATED,
    BATCHED_AND_DIFFERENTIATED
  }

  /// Stages, compiles and compares one program.
  static void check(long seed, Variant variant) {
    String what = "seed " + seed + " " + variant + ": ";
    boolean differentiates = variant.ordinal() >= 2;
    RandomProgram p = new RandomProgram(seed, differentiates);
    boolean batches = variant.ordinal() % 2 == 1;
    FlatFunction f = differentiates ? in -> gradient(p, in) : p;
    FlatFunction g = batches ? in -> Vmap.map(f, 1, in) : f;
    List<Aval> avals = new ArrayList<>();
    for (Aval a : p.inputs()) {
      avals.add(batches ? a.withShape(a.shape().insert(0, BATCH)) : a);
    }
    ClosedJaxpr jaxpr;
    try {
      jaxpr = Oracle.stage(g, avals);
    } catch (RuntimeException e) {
      throw new AssertionError(what + "cannot be staged: " + e.getMessage(), e);
    }
    List<Array> arguments = Oracle.arguments(avals, new Random(seed));
    try {
      try {
        Oracle.check(jaxpr, arguments, 1e-4);
      } catch (AssertionError e) {
        Oracle.checkConditioned(jaxpr, arguments, 1e-4);
      }
    } catch (AssertionError | RuntimeException e) {
      if (e instanceof JaxError j && j.kind().equals("NotImplementedError")) {
        return; // the evaluator cannot tell what is right
      }
      throw new AssertionError(what + e.getMessage(), e);
    }
  }

  private static List<Value> gradient(FlatFunction f, List<Value> in) {
    Linearize.Linearized linear = Linearize.linearize(f, in, null);
    List<Tangent> ones = new ArrayList<>();
    for (Value v : linear.outputs()) {
      ones.add(v.dtype().isInexact() ? Lax.fullLike(v, 1) : Tangent.Zero.like(v));
    }
    List<Value> out = new ArrayList<>(linear.outputs());
    for (Tangent t : linear.pullBack(ones)) {
      out.add(Lax.instantiate(t));
    }
    return out;
  }
}
