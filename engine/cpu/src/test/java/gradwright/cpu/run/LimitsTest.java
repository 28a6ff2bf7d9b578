package gradwright.cpu.run;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.core.trace.Backend.MachineLimits;
import gradwright.cpu.llvm.KernelCompiler;
import gradwright.cpu.pool.WorkerPool;
import org.junit.jupiter.api.Test;

/// The processor's limits are plausible: between those of a toy and of a computing centre.
class LimitsTest {
  @Test
  void measuresOnce() {
    try (WorkerPool pool = new WorkerPool(2)) {
      Limits limits = new Limits(pool, new KernelCompiler());
      MachineLimits found = limits.get();
      assertTrue(found.bytesPerSecond() > 1e8 && found.bytesPerSecond() < 1e13, found.toString());
      assertTrue(found.flopsPerSecond() > 1e8 && found.flopsPerSecond() < 1e15, found.toString());
      assertSame(found, limits.get());
    }
  }
}
