package gradwright.core.events;

import gradwright.core.ir.ClosedJaxpr;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Numbers of an engine's programs and kernels. Each is given once in this process, so that those of engines that follow each
/// other can be told apart. 0 is no program's: it stands for operations outside programs.
public final class Numbers {
  private static final AtomicInteger PROGRAMS = new AtomicInteger();
  private static final AtomicInteger KERNELS = new AtomicInteger(1);

  private final Map<ClosedJaxpr, Integer> programs = new WeakHashMap<>();

  /// The number of a program, the same as long as the program lives.
  public synchronized int program(ClosedJaxpr jaxpr) {
    Integer known = programs.get(jaxpr);
    if (known == null) {
      known = PROGRAMS.incrementAndGet();
      programs.put(jaxpr, known);
    }
    return known;
  }

  /// The first of `count` numbers in a row for new kernels.
  public int kernels(int count) {
    return KERNELS.getAndAdd(count);
  }
}
