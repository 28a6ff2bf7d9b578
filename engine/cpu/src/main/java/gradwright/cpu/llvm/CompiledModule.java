package gradwright.cpu.llvm;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// Machine code in memory. Its addresses are valid until [#close()].
public final class CompiledModule implements AutoCloseable {
  private final Map<String, Long> symbols;
  private final CompileReport report;
  private final Runnable unload;
  private final AtomicBoolean closed = new AtomicBoolean();

  CompiledModule(Map<String, Long> symbols, CompileReport report, Runnable unload) {
    this.symbols = Map.copyOf(symbols);
    this.report = report;
    this.unload = unload;
  }

  /// The address of a function.
  ///
  /// @throws IllegalArgumentException if the module defines no such symbol
  public long address(String symbol) {
    Long address = symbols.get(symbol);
    if (address == null) {
      throw new IllegalArgumentException("no symbol " + symbol + " among " + symbols.keySet());
    }
    if (closed.get()) {
      throw new IllegalStateException("module of " + symbol + " was unloaded");
    }
    return address;
  }

  /// What the compile cost.
  public CompileReport report() {
    return report;
  }

  /// Unloads the code. Nothing may be running in it, and its addresses must not be called again.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      unload.run();
    }
  }
}
