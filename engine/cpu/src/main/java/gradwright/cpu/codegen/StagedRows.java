package gradwright.cpu.codegen;

import gradwright.compiler.index.Index;
import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Kernel;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Value;
import gradwright.cpu.math.Lanewise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Values along a row that a reduction's loop computes and a later loop over the same row would compute again, as the
/// exponentials of a softmax: the first loop keeps them in the function's frame, later ones read them.
final class StagedRows {
  private static final int LEAST_CODE = 14;
  private static final long LEAST_POINTS = 16;
  private static final long MOST_BYTES = 1 << 15;
  private static final int PADDING = 16;

  /// Equal values of different loops.
  private static final class Row {
    private final Value memory;
    private boolean written;
    private boolean filled;

    Row(Value memory) {
      this.memory = memory;
    }
  }

  private final IrFunction f;
  private final Map<Expr, Row> rows = new IdentityHashMap<>();
  private final Map<Expr, Symbol.Variable> variables = new IdentityHashMap<>();
  private final Set<Integer> reduced = new HashSet<>();

  /// Finds what to keep, and makes room for it in the frame: called before any loop.
  StagedRows(IrFunction f, Kernel kernel) {
    this.f = f;
    if (!kernel.ordered() && !kernel.domain().isEmpty()) {
      find(kernel);
    }
  }

  private void find(Kernel kernel) {
    List<Expr> all = kernel.expressions();
    Map<Integer, Symbol.Variable> along = new HashMap<>();
    Symbol.Variable inner = kernel.domain().getLast();
    along.put(inner.number(), inner);
    for (Expr e : all) {
      if (e.code() instanceof Expr.Code.Reduce(_, List<Symbol.Variable> own)
          && own.size() == 1
          && own.getFirst().extent() >= LEAST_POINTS) {
        along.put(own.getFirst().number(), own.getFirst());
        reduced.add(own.getFirst().number());
      }
    }
    if (reduced.isEmpty()) {
      return;
    }
    long rowVariables = 0;
    for (Symbol.Variable v : kernel.domain()) {
      rowVariables |= v == inner ? 0 : 1L << v.number();
    }
    Map<Expr, Symbol.Variable> candidates = new IdentityHashMap<>();
    List<Expr> order = new ArrayList<>();
    for (Expr e : all.reversed()) {
      Symbol.Variable v = rowVariable(e, along, rowVariables);
      if (v != null && e.type().isFloat() && e.type().bits() >= 32 && isHeavy(e, v)) {
        candidates.put(e, v);
        order.add(e);
      }
    }
    Set<Expr> covered = new HashSet<>();
    long bytes = 0;
    for (Expr e : order) {
      Symbol.Variable v = candidates.get(e);
      if (rows.containsKey(e) || covered.contains(e)) {
        continue;
      }
      Set<Expr> same = new LinkedHashSet<>(List.of(e));
      Set<Integer> loops = new HashSet<>(Set.of(v.number()));
      for (Expr o : order) {
        Symbol.Variable w = candidates.get(o);
        if (o != e
            && w.number() != v.number()
            && w.extent() == v.extent()
            && !rows.containsKey(o)
            && new Renaming(v, w).same(e, o)) {
          same.add(o);
          loops.add(w.number());
        }
      }
      long size = (v.extent() + PADDING) * e.type().byteSize();
      boolean twice = loops.size() > 1 && loops.stream().anyMatch(reduced::contains) || againIn(e, v, all);
      if (!twice || bytes + size > MOST_BYTES) {
        continue;
      }
      bytes += size;
      Row row = new Row(f.stack(Lanewise.scalar(e.type()), (int) v.extent() + PADDING));
      for (Expr s : same) {
        rows.put(s, row);
        variables.put(s, candidates.get(s));
        cover(s, covered);
      }
    }
  }

  private static void cover(Expr e, Set<Expr> covered) {
    for (Expr n : e.needs()) {
      if (covered.add(n)) {
        cover(n, covered);
      }
    }
  }

  /// The one variable along a row that a value depends on, or null.
  private static Symbol.Variable rowVariable(Expr e, Map<Integer, Symbol.Variable> along, long rowVariables) {
    long own = e.variables() & ~rowVariables;
    return Long.bitCount(own) == 1 && e.code() instanceof Expr.Code.Apply
        ? along.get(Long.numberOfTrailingZeros(own))
        : null;
  }

  /// Whether computing it again takes more than reading it.
  private static boolean isHeavy(Expr e, Symbol.Variable v) {
    Set<Expr> varying = new HashSet<>();
    varying(e, 1L << v.number(), varying);
    return Widths.code(varying) >= LEAST_CODE;
  }

  private static void varying(Expr e, long bit, Set<Expr> into) {
    if ((e.variables() & bit) != 0 && into.add(e)) {
      e.needs().forEach(n -> varying(n, bit, into));
    }
  }

  /// Whether two reductions over the same variable compute it, of which one waits for the other.
  private boolean againIn(Expr e, Symbol.Variable v, List<Expr> all) {
    if (!reduced.contains(v.number())) {
      return false;
    }
    List<Expr> users = new ArrayList<>();
    for (Expr r : all) {
      if (r.code() instanceof Expr.Code.Reduce(_, List<Symbol.Variable> own)
          && own.equals(List.of(v))
          && needs(r, e, new HashSet<>())) {
        users.add(r);
      }
    }
    return users.stream().anyMatch(a -> users.stream().anyMatch(b -> a != b && needs(a, b, new HashSet<>())));
  }

  private static boolean needs(Expr user, Expr used, Set<Expr> seen) {
    for (Expr n : user.needs()) {
      if (n == used || seen.add(n) && needs(n, used, seen)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a value is in memory by now.
  boolean has(Expr e) {
    Row row = rows.get(e);
    return row != null && row.filled;
  }

  /// Reads a value that is in memory.
  Value read(Expr e, Scope scope) {
    Lanes lanes = lanes(e, scope);
    IrType type = IrType.of(Lanewise.scalar(e.type()), lanes == null ? 1 : lanes.count());
    return f.load(place(e, scope), type);
  }

  /// Keeps a value that a reduction's loop has just computed, where later loops want it.
  void keep(Expr e, Value value, Scope scope) {
    Row row = rows.get(e);
    if (row == null || row.filled || !reduced.contains(variables.get(e).number())) {
      return;
    }
    Lanes lanes = scope.lanes();
    if (lanes == null || lanes(e, scope) != null && value.lanes() == lanes.count()) {
      f.store(place(e, scope), value);
      row.written = true;
    }
  }

  /// Told at the end of a reduction's loop over `v`, outside of other loops along lanes.
  void finished(Symbol.Variable v) {
    rows.forEach((e, row) -> {
      if (row.written && variables.get(e).number() == v.number()) {
        row.filled = true;
      }
    });
  }

  private Lanes lanes(Expr e, Scope scope) {
    Lanes l = scope.lanes();
    return l != null && l.variable().number() == variables.get(e).number() ? l : null;
  }

  private Value place(Expr e, Scope scope) {
    return f.element(rows.get(e).memory, Lanewise.scalar(e.type()), scope.variable(variables.get(e)));
  }

  /// Whether expressions are the same but for one variable's name.
  private record Renaming(Symbol.Variable from, Symbol.Variable to) {
    boolean same(Expr a, Expr b) {
      long bit = 1L << from.number();
      if ((a.variables() & bit) == 0) {
        return a == b;
      }
      if (a.type() != b.type() || a.arguments().size() != b.arguments().size()) {
        return false;
      }
      boolean alike =
          switch (a.code()) {
            case Expr.Code.Apply _ -> a.code().equals(b.code());
            case Expr.Code.Load l ->
                b.code() instanceof Expr.Code.Load o
                    && l.parameter() == o.parameter()
                    && plain(l.position())
                    && renamed(l.position()).equals(o.position())
                    && l.guard().isAlways()
                    && o.guard().isAlways();
            case Expr.Code.Position(Index p) ->
                b.code() instanceof Expr.Code.Position(Index o) && plain(p) && renamed(p).equals(o);
            case Expr.Code.Literal _, Expr.Code.Choose _, Expr.Code.Reduce _ -> false;
          };
      if (!alike) {
        return false;
      }
      for (int i = 0; i < a.arguments().size(); i++) {
        if (!same(a.arguments().get(i), b.arguments().get(i))) {
          return false;
        }
      }
      return true;
    }

    private static boolean plain(Index index) {
      return index.terms().keySet().stream().allMatch(s -> s instanceof Symbol.Variable);
    }

    private Index renamed(Index index) {
      return index.substitute(
          v -> Index.variable(v.number() == from.number() ? to : v),
          d -> {
            throw new IllegalStateException(d + " in a plain index");
          });
    }
  }
}
