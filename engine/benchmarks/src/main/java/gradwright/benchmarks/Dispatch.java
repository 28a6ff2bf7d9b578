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
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a call costs beside its work: a compiled function of a list of scalars, a first call with its tracing and compiling,
/// and one operation outside of compiled functions.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgs = {
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow",
      "-Xss16m",
      "-Xmn128m",
      "-XX:+UseSerialGC"
    })
public class Dispatch {
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
