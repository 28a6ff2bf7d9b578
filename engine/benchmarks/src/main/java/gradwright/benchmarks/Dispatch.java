package gradwright.benchmarks;

import gradwright.Jax;
import gradwright.Jitted;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.random.Keys;
import gradwright.numpy.random.NormalSampling;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// What a call costs beside its work: a compiled function of a list of scalars, a first call with its tracing and compiling,
/// and one operation outside of compiled functions.
public class Dispatch extends EngineBenchmark {
  @Param({"1", "10", "100", "1000"})
  public int leaves;

  private Jitted<List<Value>, List<Value>> jitted;
  private List<Value> arguments;

  @Setup
  public void prepare() {
    arguments = new ArrayList<>();
    Value key = Keys.key(0);
    for (int i = 0; i < leaves; i++) {
      arguments.add(NormalSampling.normal(key, Shape.of(), DType.FLOAT32));
    }
    jitted = Jax.jit("double", Dispatch::doubled);
    hit();
  }

  private static List<Value> doubled(List<Value> all) {
    return all.stream().map(x -> Arithmetic.add(x, x)).toList();
  }

  /// A call of a function that is compiled already.
  @Benchmark
  public Array hit() {
    return ((Array) jitted.apply(arguments).getLast()).await();
  }

  /// The tracing of a new function.
  @Benchmark
  public Object trace() {
    return Jax.makeJaxpr(Dispatch::doubled, arguments);
  }

  /// Every operation by itself.
  @Benchmark
  public Array eager() {
    return ((Array) doubled(arguments).getLast()).await();
  }
}
