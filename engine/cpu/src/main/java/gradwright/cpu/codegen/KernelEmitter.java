package gradwright.cpu.codegen;

import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Kernel;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrModule;
import java.util.List;
import java.util.Map;

/// Writes the loops of a kernel as LLVM IR: outer loops over the work items, the innermost one along vectors.
public final class KernelEmitter {
  private static final long SMALL_GRAIN = 64;
  private static final int MOST_INLINED = 120;

  private final Kernel kernel;
  private final IrModule module;
  private final IrFunction f;
  private final boolean alone;
  private final ExprEmitter exprs;
  private final Streams streams;
  private final StoreEmitter stores;

  private KernelEmitter(Kernel kernel, IrModule module, IrFunction function, boolean alone, Map<Integer, Long> fresh) {
    this.kernel = kernel;
    this.module = module;
    this.alone = alone;
    this.f = function;
    f.contract(true);
    this.exprs = new ExprEmitter(f, kernel);
    this.streams = new Streams(kernel, fresh);
    this.stores = new StoreEmitter(f, kernel, exprs, streams);
  }

  /// The code of a kernel by itself.
  public static KernelCode emit(Kernel kernel) {
    return emit(kernel, Map.of());
  }

  /// From how many bytes on fresh memory is written past the caches.
  public static final long LARGE_FRESH_BYTES = Streams.LARGE_FRESH_BYTES;

  /// The code of a kernel by itself, some of whose parameters (by number) are `fresh` memory of so many bytes, which is hardly
  /// ever in a cache.
  public static KernelCode emit(Kernel kernel, Map<Integer, Long> fresh) {
    IrModule module = new IrModule();
    KernelEmitter e = new KernelEmitter(kernel, module, module.kernel(KernelCode.NAME), true, fresh);
    Extent extent = e.emit();
    return new KernelCode(e.module.text(), extent.items(), extent.grain(), kernel.ordered());
  }

  /// Adds a kernel to a module whose caller has set the mode for subnormals; gives how many work items it has. Straight code
  /// becomes part of the caller, so that what its kernels hand to one another need not go through memory.
  static long emitInto(IrModule module, String name, Kernel kernel) {
    boolean inline = kernel.domain().isEmpty() && Widths.code(kernel.expressions()) <= MOST_INLINED;
    return new KernelEmitter(kernel, module, module.routine(name, inline), false, Map.of()).emit().items();
  }

  private record Extent(long items, long grain) {}

  private Extent emit() {
    List<Symbol.Variable> domain = kernel.domain();
    Scope scope = Scope.outermost();
    FlushMode flush = alone && FlushMode.matters(kernel) ? FlushMode.begin(f) : FlushMode.none(f);
    exprs.hoist(stores.roots(), scope);
    DomainLoops loops = new DomainLoops(f, kernel, exprs, stores, streams);
    Schedule schedule = new Schedule(kernel);
    long items = 1;
    long grain = 1;
    if (domain.isEmpty()) {
      stores.emit(scope);
    } else if (schedule.alongLanes()) {
      Symbol.Variable inner = domain.getLast();
      int lanes = Widths.lanes(stores.roots(), inner) * schedule.columns(inner);
      Tiles tiles = kernel.ordered() ? null : Tiles.find(kernel, inner, lanes);
      if (tiles != null) {
        items = new TileEmitter(f, kernel, exprs, stores, loops).emit(tiles, lanes, scope);
      } else if (domain.size() == 1) {
        items = inner.extent();
        grain = Math.max(SMALL_GRAIN, lanes);
        loops.vectors(inner, f.lo(), f.hi(), lanes, scope, schedule.overruns(inner, lanes));
      } else {
        List<Symbol.Variable> outer = domain.subList(0, domain.size() - 1);
        items =
            loops.rows(
                outer, scope, row -> loops.vectors(inner, f.index(0), f.index(inner.extent()), lanes, row, false));
      }
    } else {
      items = loops.rows(domain, scope, stores::emit);
    }
    if (streams.used()) {
      f.streamed();
    }
    flush.end();
    f.end();
    return new Extent(items, grain);
  }
}
