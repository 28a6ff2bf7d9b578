package gradwright.cpu.codegen;

import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Kernel;
import gradwright.cpu.ir.Comparison;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import java.util.List;

/// Loops over the points of a kernel's domain: one by one, or along vectors, with the parts of concatenations and of padding each
/// in code of its own.
final class DomainLoops {
  private final IrFunction f;
  private final Kernel kernel;
  private final ExprEmitter exprs;
  private final StoreEmitter stores;
  private final Streams streams;

  DomainLoops(IrFunction f, Kernel kernel, ExprEmitter exprs, StoreEmitter stores, Streams streams) {
    this.f = f;
    this.kernel = kernel;
    this.exprs = exprs;
    this.stores = stores;
    this.streams = streams;
  }

  /// The code of one row: what the outer loops go over.
  @FunctionalInterface
  interface Row {
    /// Emits the row whose variables `scope` has.
    void emit(Scope scope);
  }

  /// Loops over the points of some variables, numbered from `lo` to `hi`; gives how many there are.
  long rows(List<Symbol.Variable> variables, Scope scope, Row body) {
    long items = variables.stream().mapToLong(Symbol.Variable::extent).reduce(1, (x, y) -> x * y);
    f.loop(
        f.lo(),
        f.hi(),
        1,
        i -> {
          Scope row = scope.inner();
          Value rest = i;
          for (int k = variables.size() - 1; k >= 0; k--) {
            Symbol.Variable v = variables.get(k);
            if (k == 0) {
              row.bind(v, rest);
            } else {
              Value unsigned = f.bitcast(rest, Scalar.U64);
              Value n = f.constant(unsigned.type(), v.extent());
              Value quotient = f.bitcast(f.div(unsigned, n), Scalar.S64);
              row.bind(v, f.sub(rest, f.mul(quotient, f.index(v.extent()))));
              rest = quotient;
            }
          }
          exprs.hoist(stores.roots(), row);
          versions(variables, row, body);
        });
    return items;
  }

  /// The body, once for each operand of a concatenation along an outer loop.
  private void versions(List<Symbol.Variable> variables, Scope row, Row body) {
    for (Symbol.Variable v : variables) {
      List<Scope.Segment> parts = Segments.ofChoices(kernel, v);
      if (parts.size() > 1) {
        for (Scope.Segment part : parts) {
          Value after = f.compare(Comparison.GE, row.variable(v), f.index(part.from()));
          Value before = f.compare(Comparison.LT, row.variable(v), f.index(part.to()));
          f.ifThen(f.and(after, before), () -> body.emit(row.within(v, part)));
        }
        return;
      }
    }
    body.emit(row);
  }

  /// Loops along a variable from `lo` to `hi` in vectors; with `overrun`, the last one may be whole where its points are not.
  void vectors(Symbol.Variable v, Value lo, Value hi, int lanes, Scope scope, boolean overrun) {
    if (lanes == 1) {
      f.loop(
          lo,
          hi,
          1,
          i -> {
            Scope one = scope.inner();
            one.bind(v, i);
            stores.emit(one);
          });
      return;
    }
    List<Scope.Segment> parts = overrun ? List.of() : Segments.of(kernel, v, lanes);
    if (parts.size() > 1) {
      for (Scope.Segment part : parts) {
        Value first = f.index(part.from());
        Value end = f.index(part.to());
        Value from = f.select(f.compare(Comparison.GT, lo, first), lo, first);
        Value to = f.select(f.compare(Comparison.LT, hi, end), hi, end);
        Scope inside = scope.within(v, part);
        f.ifThen(f.compare(Comparison.LT, from, to), () -> part(v, from, to, lanes, inside));
      }
      return;
    }
    if (streams.line(lanes, v) != null && v.extent() >= 4L * lanes) {
      part(v, lo, hi, lanes, scope);
      return;
    }
    boolean exact = overrun || (v.extent() % lanes == 0);
    if (exact) {
      f.loop(lo, hi, lanes, i -> stores.emit(scope.vector(new Lanes(v, lanes, null, overrun), i)));
    } else if (Widths.code(kernel.expressions()) > ExprEmitter.HEAVY_BODY) {
      f.loop(
          lo,
          hi,
          lanes,
          i -> {
            Value mask = exprs.indices().lanesBefore(i, hi, lanes);
            stores.emit(scope.vector(new Lanes(v, lanes, mask, false), i));
          });
    } else {
      f.vectorLoop(lo, hi, lanes, (i, n, mask) -> stores.emit(scope.vector(new Lanes(v, n, mask, false), i)));
    }
  }

  /// Whole vectors and a rest. Where the vectors could be stored past the caches if they were whole lines of memory, they begin
  /// where a line does.
  private void part(Symbol.Variable v, Value from, Value to, int lanes, Scope scope) {
    Kernel.Store lined = streams.line(lanes, v);
    Value start = from;
    if (lined != null) {
      Scope first = scope.inner();
      first.bind(v, from);
      Value missing = f.and(f.neg(exprs.indices().scalar(lined.position(), first)), f.index(lanes - 1));
      Value line = f.add(from, missing);
      start = f.select(f.compare(Comparison.LT, line, to), line, to);
      Value mask = exprs.indices().lanesBefore(from, start, lanes);
      f.ifThen(
          f.compare(Comparison.LT, from, start),
          () -> stores.emit(scope.vector(new Lanes(v, lanes, mask, false), from)));
    }
    streams.onLines(lined != null);
    f.vectorLoop(start, to, lanes, (i, n, mask) -> stores.emit(scope.vector(new Lanes(v, n, mask, false), i)));
    streams.onLines(false);
  }
}
