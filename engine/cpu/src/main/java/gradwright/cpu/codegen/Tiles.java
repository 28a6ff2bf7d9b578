package gradwright.cpu.codegen;

import gradwright.compiler.index.Index;
import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Kernel;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.Value;
import gradwright.cpu.math.Lanewise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Kernels that read across the order of memory while they write along it, as transpositions do. Such reads are made in
/// square tiles, vector by vector along memory, and turned in registers.
///
/// @param along the variable that stores run along
/// @param across the variable that the crossing reads run along
/// @param crossing those reads
record Tiles(Symbol.Variable along, Symbol.Variable across, List<Expr> crossing) {
  private static final int MOST_CODE = 40;

  /// The tiling for a kernel, or null when it has no use for one.
  static Tiles find(Kernel kernel, Symbol.Variable along, int lanes) {
    if (kernel.domain().size() < 2 || lanes < 4 || along.extent() < lanes || kernel.expressions().size() > MOST_CODE) {
      return null;
    }
    Lanes lane = new Lanes(along, lanes, null, false);
    List<Expr> crossing = new ArrayList<>();
    Symbol.Variable across = null;
    for (Expr e : kernel.expressions()) {
      if (e.code() instanceof Expr.Code.Reduce) {
        return null;
      }
      if (!(e.code() instanceof Expr.Code.Load(_, Index position, var guard))) {
        continue;
      }
      IndexEmitter.Affine a = IndexEmitter.affine(position, lane);
      if (a == null || !guard.isAlways()) {
        return null;
      }
      if (Math.abs(a.stride()) <= 1) {
        continue;
      }
      Symbol.Variable v = unit(kernel, position, lanes);
      if (v == null || across != null && !across.equals(v) || lanes * Lanewise.scalar(e.type()).bytes() > 64) {
        return null;
      }
      across = v;
      crossing.add(e);
    }
    for (Kernel.Store s : kernel.stores()) {
      IndexEmitter.Affine a = IndexEmitter.affine(s.position(), lane);
      if (a == null || a.stride() != 1 || !s.guard().isAlways()) {
        return null;
      }
    }
    return crossing.isEmpty() || crossing.size() > 2 ? null : new Tiles(along, across, crossing);
  }

  /// The variable along which an index goes by ones, alone in its terms.
  private static Symbol.Variable unit(Kernel kernel, Index position, int lanes) {
    for (Symbol s : position.terms().keySet()) {
      if (!(s instanceof Symbol.Variable)) {
        return null;
      }
    }
    for (Symbol.Variable v : kernel.domain()) {
      if (position.coefficient(v) == 1 && v.extent() >= lanes) {
        return v;
      }
    }
    return null;
  }

  /// Columns of a square of vectors, by exchanging ever smaller blocks beside the diagonal.
  static List<Value> transposed(IrFunction f, List<Value> rows) {
    int n = rows.size();
    List<Value> x = new ArrayList<>(rows);
    for (int block = n / 2; block >= 1; block /= 2) {
      int b = block;
      for (int k = 0; k < n; k++) {
        if ((k & b) == 0) {
          Value low = x.get(k);
          Value high = x.get(k + b);
          x.set(k, f.shuffle(low, high, IntStream.range(0, n).map(l -> (l & b) == 0 ? l : n + l - b).toArray()));
          x.set(k + b, f.shuffle(low, high, IntStream.range(0, n).map(l -> (l & b) == 0 ? l + b : n + l).toArray()));
        }
      }
    }
    return x;
  }
}
