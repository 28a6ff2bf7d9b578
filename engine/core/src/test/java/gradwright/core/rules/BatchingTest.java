package gradwright.core.rules;

import static gradwright.core.rules.Derivatives.assertClose;
import static gradwright.core.rules.Derivatives.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.core.batch.BatchTrace;
import gradwright.core.batch.Vmap;
import gradwright.core.trace.FlatFunction;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// vmap of every primitive, and of its derivatives, against a loop: every operand batched or not, along every axis.
class BatchingTest {
  private static final long SEED = Long.getLong("gradwright.test.seed", System.nanoTime() & 0xffffff);
  private static final int SIZE = 3;

  static Stream<Case> cases() {
    return CaseTable.all();
  }

  static Stream<Case> differentiable() {
    return CaseTable.differentiable();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void matchesLoop(Case c) {
    Random random = new Random(SEED);
    int n = c.samples().size();
    for (int mask = 1; mask < 1 << n; mask++) {
      int axes = 0;
      for (Sample s : c.samples()) {
        axes = Math.max(axes, s.draw(random).aval().rank());
      }
      for (int axis = 0; axis <= axes; axis++) {
        check(c.name(), c.function(), c, mask, axis, random);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("differentiable")
  void derivativesMatchLoop(Case c) {
    Random random = new Random(SEED);
    List<Array> in = c.inputs(random);
    List<Value> v = Derivatives.randomLike(in, random);
    List<Value> w = Derivatives.randomLike(c.function().call(List.copyOf(in)), random);
    int mask = (1 << c.samples().size()) - 1;
    check(c.name() + " jvp", Derivatives.forward(c.function(), v), c, mask, 0, random);
    check(c.name() + " vjp", Derivatives.reverse(c.function(), w), c, mask, 0, random);
    check(c.name() + " vjp", Derivatives.reverse(c.function(), w), c, 1, 0, random);
  }

  private static void check(String name, FlatFunction f, Case c, int mask, int axis, Random random) {
    List<List<Array>> examples = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      List<Array> in = c.inputs(random);
      for (int k = 0; k < in.size(); k++) {
        if ((mask >> k & 1) == 0 && i > 0) {
          in.set(k, examples.getFirst().get(k));
        }
      }
      examples.add(in);
    }
    List<Value> values = new ArrayList<>();
    List<Integer> axes = new ArrayList<>();
    for (int k = 0; k < c.samples().size(); k++) {
      int at = k;
      boolean batched = (mask >> k & 1) == 1;
      // different axes for different operands
      Integer where = batched ? Integer.valueOf((axis + k) % (examples.getFirst().get(k).aval().rank() + 1)) : null;
      axes.add(where);
      values.add(batched ? stack(examples.stream().map(e -> e.get(at)).toList(), where) : examples.getFirst().get(k));
    }
    String what = name + " batched along " + axes + " (seed " + SEED + ")";
    BatchTrace.Batched out = BatchTrace.run(f, SIZE, null, values, axes);
    for (int i = 0; i < SIZE; i++) {
      List<Value> expected = f.call(List.copyOf(examples.get(i)));
      List<Value> actual = new ArrayList<>();
      for (int o = 0; o < expected.size(); o++) {
        Value front = Vmap.moveToFront(out.values().get(o), out.axes().get(o), SIZE);
        Array part = slice((Array) front, i);
        assertEquals(expected.get(o).aval().strong(), part.aval().strong(), what + ": type of output " + o);
        actual.add(part);
      }
      assertClose(what + " example " + i, numbers(expected), numbers(actual), 1e-10);
    }
  }

  private static Array stack(List<Array> parts, int axis) {
    Array first = parts.getFirst();
    Array r = Sample.array(first.dtype(), first.aval().shape().insert(axis, parts.size()));
    long inner = 1;
    for (int i = axis; i < first.rank(); i++) {
      inner *= first.aval().shape().size(i);
    }
    for (int p = 0; p < parts.size(); p++) {
      for (long i = 0; i < first.elements(); i++) {
        long at = (i / inner * parts.size() + p) * inner + i % inner;
        copy(parts.get(p), i, r, at);
      }
    }
    return r;
  }

  private static Array slice(Array x, int index) {
    Array r = Sample.array(x.dtype(), x.aval().shape().remove(0));
    for (long i = 0; i < r.elements(); i++) {
      copy(x, index * r.elements() + i, r, i);
    }
    return r;
  }

  private static void copy(Array from, long i, Array to, long j) {
    if (from.dtype().isComplex()) {
      to.setComplex(j, from.getDouble(i), from.getImaginary(i));
    } else if (from.dtype().isInexact()) {
      to.setDouble(j, from.getDouble(i));
    } else {
      to.setLong(j, from.getLong(i));
    }
  }
}
