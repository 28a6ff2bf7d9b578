package gradwright.cpu.codegen;

import gradwright.compiler.index.Index;
import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Kernel;
import gradwright.cpu.host.HostCpu;
import gradwright.cpu.math.Lanewise;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which stores go past the caches: those of whole vectors to large arrays that the kernel does not read. Otherwise each
/// line would be read from memory first, only to be overwritten, and would drive from the cache what is still needed there.
///
/// Results of a whole program are written to memory that came back from the garbage collector some hundred megabytes later,
/// so they are `fresh`: in no cache, however many of them the last level could hold. What a program writes for itself lies in its
/// own block, which it used a moment ago.
final class Streams {
  /// Arrays of which the last level of cache holds many stay in it better than they go around it.
  private static final long LARGE_BYTES = Math.clamp(HostCpu.current().cacheBytes() / 8, 4L << 20, 32L << 20);

  /// About the second level of cache: the next program reads smaller results from there.
  static final long LARGE_FRESH_BYTES = 2L << 20;

  private static final int LINE = 64;

  private final Kernel kernel;
  private final Map<Integer, Long> fresh;
  private final Set<Integer> read = new HashSet<>();
  private boolean used;
  private boolean onLines;

  Streams(Kernel kernel, Map<Integer, Long> fresh) {
    this.kernel = kernel;
    this.fresh = fresh;
    for (Expr e : kernel.expressions()) {
      if (e.code() instanceof Expr.Code.Load l) {
        read.add(l.parameter());
      }
    }
  }

  /// Whether a store along lanes may go past the caches: it must be a whole cache line at an address that is a multiple of
  /// one. Arrays start at such an address, and so do the parts of a loop that threads are given.
  boolean suits(Kernel.Store s, Lanes lanes) {
    boolean suits = large(s, lanes.count()) && (onLines || aligned(s.position(), lanes, lanes.count()));
    used |= suits;
    return suits;
  }

  private boolean large(Kernel.Store s, int lanes) {
    Kernel.Parameter p = kernel.parameters().get(s.parameter());
    int bytes = Lanewise.scalar(p.type()).bytes();
    Long written = fresh.get(s.parameter());
    return s.combine() == null
        && lanes * bytes == LINE
        && (written == null ? p.elements() * bytes >= LARGE_BYTES : written >= LARGE_FRESH_BYTES)
        && !read.contains(s.parameter());
  }

  /// The kernel's only store, if it is one along `v` that could go past the caches but for where its rows begin; or null.
  Kernel.@Nullable Store line(int lanes, Symbol.Variable v) {
    if (kernel.ordered() || kernel.stores().size() != 1) {
      return null;
    }
    Kernel.Store s = kernel.stores().getFirst();
    Lanes along = new Lanes(v, lanes, null, false);
    IndexEmitter.Affine affine = IndexEmitter.affine(s.position(), along);
    boolean contiguous = affine != null && affine.stride() == 1 && s.guard().isAlways();
    return contiguous && large(s, lanes) && !aligned(s.position(), along, lanes) ? s : null;
  }

  /// Says that vectors begin where lines do, or no longer.
  void onLines(boolean yes) {
    onLines = yes;
  }

  private static boolean aligned(Index position, Lanes lanes, int n) {
    if (position.constant() % n != 0) {
      return false;
    }
    for (var t : position.terms().entrySet()) {
      if (!(t.getKey() instanceof Symbol.Variable v)) {
        return false;
      }
      boolean along = v.number() == lanes.variable().number();
      if (along ? t.getValue() != 1 : t.getValue() % n != 0) {
        return false;
      }
    }
    return true;
  }

  /// Whether there are such stores.
  boolean used() {
    return used;
  }
}
