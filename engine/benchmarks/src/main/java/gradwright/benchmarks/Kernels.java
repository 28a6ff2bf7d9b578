package gradwright.benchmarks;

import gradwright.Jax;
import gradwright.Jitted;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import gradwright.numpy.Arithmetic;
import gradwright.numpy.Products;
import gradwright.numpy.Reductions;
import gradwright.numpy.nn.Softmax;
import gradwright.numpy.random.Keys;
import gradwright.numpy.random.NormalSampling;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// A compiled function from call to result, for square float32 arrays of 64 to 2,048 rows: how its time grows with them.
public class Kernels extends EngineBenchmark {
  /// What is computed of an array.
  public enum Work {
    ADD(x -> Arithmetic.add(x, x)),
    SUM(Reductions::sum),
    SOFTMAX(x -> Softmax.softmax(x, Ints.of(1), null)),
    MATMUL(x -> Products.matmul(x, x));

    private final Function<Value, Value> f;

    Work(Function<Value, Value> f) {
      this.f = f;
    }
  }

  @Param public Work work;

  @Param({"64", "256", "1024", "2048"})
  public int rows;

  private Jitted<Value, Value> jitted;
  private Value x;

  @Setup
  public void prepare() {
    jitted = Jax.jit(work.name(), work.f);
    x = NormalSampling.normal(Keys.key(0), Shape.of(rows, rows), DType.FLOAT32);
    call();
  }

  @Benchmark
  public Array call() {
    return ((Array) jitted.apply(x)).await();
  }
}
