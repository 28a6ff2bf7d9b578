package gradwright.cpu.codegen;

import gradwright.compiler.index.Guard;
import gradwright.compiler.index.Index;
import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.cpu.ir.Comparison;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import gradwright.cpu.math.Casts;
import java.util.List;

/// Emits indices and guards: scalars where they do not change along the lanes, else vectors.
final class IndexEmitter {
  private final IrFunction f;

  IndexEmitter(IrFunction f) {
    this.f = f;
  }

  /// An index as `base + stride * lane`; `base` has one value for all lanes.
  record Affine(Index base, long stride) {}

  /// How an index goes along the lanes; null when not by a constant stride.
  static Affine affine(Index index, Lanes lanes) {
    if (lanes == null || (index.variables() & lanes.bit()) == 0) {
      return new Affine(index, 0);
    }
    long stride = 0;
    for (var t : index.terms().entrySet()) {
      if (t.getKey() instanceof Symbol.Variable v) {
        stride += v.number() == lanes.variable().number() ? t.getValue() : 0;
      } else if ((t.getKey().variables() & lanes.bit()) != 0) {
        return null;
      }
    }
    return new Affine(index, stride);
  }

  /// The value of an index at the first lane, or of one that does not change along them.
  Value scalar(Index index, Scope scope) {
    Value sum = null;
    for (var t : index.terms().entrySet()) {
      Value term = scalar(t.getKey(), scope);
      if (t.getValue() != 1) {
        term = f.mul(term, f.index(t.getValue()));
      }
      sum = sum == null ? term : f.add(sum, term);
    }
    if (sum == null) {
      return f.index(index.constant());
    }
    return index.constant() == 0 ? sum : f.add(sum, f.index(index.constant()));
  }

  private Value scalar(Symbol s, Scope scope) {
    return switch (s) {
      case Symbol.Variable v -> scope.variable(v);
      case Symbol.Quotient(Index dividend, long divisor) ->
          quotient(scalar(dividend, scope), divisor, dividend.low() >= 0);
      case Symbol.Dynamic d -> dynamic(d, scope, Scalar.S64);
    };
  }

  private Value quotient(Value x, long n, boolean positive) {
    if (Long.bitCount(n) == 1) {
      return f.ashr(x, Long.numberOfTrailingZeros(n));
    }
    if (positive) {
      Value unsigned = f.bitcast(x, x.scalar().unsigned());
      return f.bitcast(f.div(unsigned, f.constant(unsigned.type(), n)), x.scalar());
    }
    Value negative = f.compare(Comparison.LT, x, f.constant(x.type(), 0L));
    Value shifted = f.sub(x, f.select(negative, f.constant(x.type(), n - 1), f.constant(x.type(), 0L)));
    return f.div(shifted, f.constant(x.type(), n));
  }

  private Value dynamic(Symbol.Dynamic d, Scope scope, Scalar type) {
    Value x = scope.get((Expr) d.source());
    if (x == null) {
      throw new IllegalStateException("index " + d + " was not computed");
    }
    if (!d.clamped()) {
      return Casts.cast(f, x, type);
    }
    // clamp at the wider width first, so that nothing wraps
    Value wide =
        x.scalar().bits() > type.bits() || x.scalar() == Scalar.U32
            ? Casts.cast(f, x, Scalar.S64)
            : Casts.cast(f, x, type);
    Value low = f.constant(wide.type(), d.low());
    Value high = f.constant(wide.type(), d.high());
    wide = f.select(f.compare(Comparison.LT, wide, low), low, wide);
    wide = f.select(f.compare(Comparison.GT, wide, high), high, wide);
    return Casts.cast(f, wide, type);
  }

  /// Whether all numbers that make up an index fit 32 bits.
  private static boolean isShort(Index index) {
    if (index.low() < Integer.MIN_VALUE || index.high() > Integer.MAX_VALUE) {
      return false;
    }
    for (var t : index.terms().entrySet()) {
      long c = Math.abs(t.getValue());
      if (c > Integer.MAX_VALUE
          || Math.max(Math.abs(t.getKey().low()), Math.abs(t.getKey().high())) > Integer.MAX_VALUE / Math.max(1, c)) {
        return false;
      }
      if (t.getKey() instanceof Symbol.Quotient(Index dividend, long divisor)
          && (divisor > Integer.MAX_VALUE || !isShort(dividend))) {
        return false;
      }
    }
    return true;
  }

  /// The index in every lane, as 32-bit integers where they suffice.
  Value vector(Index index, Scope scope) {
    return vector(index, scope, isShort(index) ? Scalar.S32 : Scalar.S64);
  }

  private Value vector(Index index, Scope scope, Scalar type) {
    Lanes lanes = scope.lanes();
    IrType wide = IrType.of(type, lanes.count());
    Index uniform = Index.of(index.constant());
    Value sum = null;
    for (var t : index.terms().entrySet()) {
      Symbol s = t.getKey();
      long c = t.getValue();
      if ((s.variables() & lanes.bit()) == 0) {
        uniform = uniform.plus(Index.of(s).times(c));
        continue;
      }
      Value term =
          switch (s) {
            case Symbol.Variable v -> {
              uniform = uniform.plus(Index.of(v).times(c));
              yield f.mul(f.iota(wide), f.constant(wide, c));
            }
            case Symbol.Quotient(Index dividend, long divisor) -> {
              Value q = quotient(vector(dividend, scope, type), divisor, dividend.low() >= 0);
              yield c == 1 ? q : f.mul(q, f.constant(wide, c));
            }
            case Symbol.Dynamic d -> {
              Value x = f.broadcast(dynamic(d, scope, type), lanes.count());
              yield c == 1 ? x : f.mul(x, f.constant(wide, c));
            }
          };
      sum = sum == null ? term : f.add(sum, term);
    }
    Value base = f.broadcast(Casts.cast(f, scalar(uniform, scope), type), lanes.count());
    return sum == null ? base : f.add(sum, base);
  }

  /// The truth of a guard, a vector where it changes along the lanes; null when always true.
  Value guard(Guard guard, Scope scope) {
    Value all = null;
    for (Guard.Range r : guard.ranges()) {
      if (holds(r, scope)) {
        continue;
      }
      Value one = range(r, scope);
      if (all == null) {
        all = one;
      } else {
        int n = Math.max(all.lanes(), one.lanes());
        all = f.and(f.broadcast(all, n), f.broadcast(one, n));
      }
    }
    return all;
  }

  /// Whether a range is known to hold at all points of the part of a loop that the code is for.
  private static boolean holds(Guard.Range r, Scope scope) {
    Symbol.Variable v = alone(r.index());
    if (v == null) {
      return false;
    }
    Scope.Segment part = scope.segment(v);
    long offset = r.index().constant();
    return part.from() + offset >= r.low() && part.to() - 1 + offset < r.high();
  }

  /// Whether a guard is known to hold nowhere in the part of a loop that the code is for.
  static boolean fails(Guard guard, Scope scope) {
    for (Guard.Range r : guard.ranges()) {
      Symbol.Variable v = alone(r.index());
      if (v != null) {
        Scope.Segment part = scope.segment(v);
        long offset = r.index().constant();
        if (part.to() - 1 + offset < r.low() || part.from() + offset >= r.high()) {
          return true;
        }
      }
    }
    return false;
  }

  /// The variable of an index that is one plus a constant, else null.
  static Symbol.Variable alone(Index index) {
    if (index.terms().size() == 1) {
      var term = index.terms().entrySet().iterator().next();
      if (term.getValue() == 1 && term.getKey() instanceof Symbol.Variable v) {
        return v;
      }
    }
    return null;
  }

  private Value range(Guard.Range r, Scope scope) {
    boolean varies = scope.lanes() != null && (r.index().variables() & scope.lanes().bit()) != 0;
    long low = r.index().low();
    long high = r.index().high();
    Value x = varies ? vector(r.index(), scope) : scalar(r.index(), scope);
    Value above = low >= r.low() ? null : f.compare(Comparison.GE, x, f.constant(x.type(), r.low()));
    Value below = high < r.high() ? null : f.compare(Comparison.LT, x, f.constant(x.type(), r.high()));
    if (above == null || below == null) {
      return above == null ? (below == null ? f.constant(x.type().with(Scalar.BOOL), 1L) : below) : above;
    }
    return f.and(above, below);
  }

  /// The lanes `k` with `start + k < end`, where `start < end`.
  Value lanesBefore(Value start, Value end, int lanes) {
    IrType type = IrType.of(Scalar.S32, lanes);
    Value left = f.sub(end, start);
    Value most = f.index(lanes);
    Value few = f.select(f.compare(Comparison.LT, left, most), left, most);
    return f.compare(Comparison.LT, f.iota(type), f.broadcast(f.convert("trunc", few, Scalar.S32), lanes));
  }

  /// Offsets of the lanes from the first, for a constant stride.
  Value offsets(long stride, int lanes) {
    IrType type = IrType.of(Math.abs(stride) * lanes < Integer.MAX_VALUE ? Scalar.S32 : Scalar.S64, lanes);
    return f.mul(f.iota(type), f.constant(type, stride));
  }

  /// The expressions that must be computed before an index can be emitted.
  static void sources(Index index, List<Expr> into) {
    Expr.dynamic(index, into);
  }
}
