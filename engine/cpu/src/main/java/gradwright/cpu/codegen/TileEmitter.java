package gradwright.cpu.codegen;

import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Kernel;
import gradwright.cpu.ir.Comparison;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import gradwright.cpu.math.Lanewise;
import java.util.ArrayList;
import java.util.List;

/// Writes the loops of a kernel that reads some arrays along and others across its lanes, as square tiles.
final class TileEmitter {
  private final IrFunction f;
  private final Kernel kernel;
  private final ExprEmitter exprs;
  private final StoreEmitter stores;
  private final DomainLoops loops;

  TileEmitter(IrFunction f, Kernel kernel, ExprEmitter exprs, StoreEmitter stores, DomainLoops loops) {
    this.f = f;
    this.kernel = kernel;
    this.exprs = exprs;
    this.stores = stores;
    this.loops = loops;
  }

  /// Goes over the whole domain in tiles, and along lanes where no whole tile fits; gives how many work items there are.
  long emit(Tiles t, int lanes, Scope scope) {
    List<Symbol.Variable> outer = new ArrayList<>(kernel.domain());
    outer.remove(t.along());
    outer.remove(t.across());
    long blocks = (t.across().extent() + lanes - 1) / lanes;
    Symbol.Variable block = new Symbol.Variable(63, blocks);
    outer.add(block);
    long whole = t.along().extent() / lanes * lanes;
    return loops.rows(
        outer,
        scope,
        row -> {
          Value first = f.mul(row.variable(block), f.index(lanes));
          Value past = f.add(first, f.index(lanes));
          Value fits = f.compare(Comparison.LE, past, f.index(t.across().extent()));
          Value covered =
              f.ifElse(
                      fits,
                      () -> {
                        f.loop(f.index(0), f.index(whole), lanes, j -> tile(t, lanes, row, first, j));
                        return List.of(f.index(whole));
                      },
                      () -> List.of(f.index(0)))
                  .getFirst();
          if (whole == t.along().extent() && t.across().extent() % lanes == 0) {
            return;
          }
          Value end = f.select(fits, past, f.index(t.across().extent()));
          f.loop(
              first,
              end,
              1,
              i -> {
                Scope one = row.inner();
                one.bind(t.across(), i);
                f.vectorLoop(
                    covered,
                    f.index(t.along().extent()),
                    lanes,
                    (j, n, mask) -> stores.emit(one.vector(new Lanes(t.along(), n, mask, false), j)));
              });
        });
  }

  /// One tile: what runs across the lanes is loaded and transposed, then the tile is computed line by line.
  private void tile(Tiles t, int lanes, Scope row, Value first, Value j) {
    List<List<Value>> turned = new ArrayList<>();
    for (Expr e : t.crossing()) {
      Expr.Code.Load l = (Expr.Code.Load) e.code();
      Scalar type = Lanewise.scalar(e.type());
      List<Value> vectors = new ArrayList<>();
      for (int k = 0; k < lanes; k++) {
        Scope at = row.inner();
        at.bind(t.across(), first);
        at.bind(t.along(), f.add(j, f.index(k)));
        Value place = f.element(exprs.parameter(l.parameter()), type, exprs.indices().scalar(l.position(), at));
        vectors.add(f.load(place, IrType.of(type, lanes)));
      }
      turned.add(Tiles.transposed(f, vectors));
    }
    for (int k = 0; k < lanes; k++) {
      Scope at = row.inner();
      at.bind(t.across(), f.add(first, f.index(k)));
      Scope line = at.vector(new Lanes(t.along(), lanes, null, false), j);
      for (int i = 0; i < turned.size(); i++) {
        line.put(t.crossing().get(i), turned.get(i).get(k));
      }
      stores.emit(line);
    }
  }
}
