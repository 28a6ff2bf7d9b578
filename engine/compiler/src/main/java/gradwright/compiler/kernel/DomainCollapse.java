package gradwright.compiler.kernel;

import gradwright.compiler.index.Guard;
import gradwright.compiler.index.Index;
import gradwright.compiler.index.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Makes a kernel's loops fewer and longer: splits a variable where that turns quotients into variables, and joins
/// neighbours that every index takes together.
public final class DomainCollapse {
  private static final int MOST_LOOPS = 12;
  private static final int MOST_SPLITS = 6;

  private DomainCollapse() {}

  public static Kernel apply(Kernel kernel) {
    Kernel k = withoutUnits(kernel);
    for (int i = 0; i < MOST_SPLITS; i++) {
      Kernel split = split(k);
      if (split == null) {
        break;
      }
      k = split;
    }
    while (true) {
      Kernel joined = joinDomain(k);
      if (joined == null) {
        joined = joinReduction(k);
      }
      if (joined == null) {
        return k;
      }
      k = joined;
    }
  }

  private static Kernel withoutUnits(Kernel k) {
    List<Symbol.Variable> domain = k.domain().stream().filter(v -> v.extent() != 1).toList();
    return new Kernel(domain, k.parameters(), k.stores(), k.ordered());
  }

  // ---- splitting ----

  private static Kernel split(Kernel k) {
    if (k.domain().size() >= MOST_LOOPS) {
      return null;
    }
    for (Symbol.Quotient q : quotients(k)) {
      for (Symbol.Variable v : k.domain()) {
        if (q.dividend().equals(Index.variable(v)) && v.extent() % q.divisor() == 0 && q.divisor() < v.extent()) {
          return splitAt(k, v, q.divisor());
        }
      }
    }
    return null;
  }

  private static Kernel splitAt(Kernel k, Symbol.Variable v, long n) {
    Set<Integer> used = new HashSet<>();
    k.domain().forEach(d -> used.add(d.number()));
    int fresh = 0;
    while (used.contains(fresh)) {
      fresh++;
    }
    if (fresh >= 16) {
      return null;
    }
    Symbol.Variable outer = new Symbol.Variable(v.number(), v.extent() / n);
    Symbol.Variable inner = new Symbol.Variable(fresh, n);
    Index whole = Index.variable(outer).times(n).plus(Index.variable(inner));
    List<Symbol.Variable> domain = new ArrayList<>();
    for (Symbol.Variable d : k.domain()) {
      if (d.equals(v)) {
        domain.add(outer);
        domain.add(inner);
      } else {
        domain.add(d);
      }
    }
    return new Rewriter(Map.of(v, whole), Map.of(), k).rewrite(domain);
  }

  private static Set<Symbol.Quotient> quotients(Kernel k) {
    Set<Symbol.Quotient> all = new HashSet<>();
    for (Index i : indices(k)) {
      quotients(i, all);
    }
    return all;
  }

  private static void quotients(Index i, Set<Symbol.Quotient> into) {
    for (Symbol s : i.terms().keySet()) {
      if (s instanceof Symbol.Quotient q) {
        into.add(q);
        quotients(q.dividend(), into);
      }
    }
  }

  /// Every index of a kernel, those inside quotients too.
  private static List<Index> indices(Kernel k) {
    List<Index> all = new ArrayList<>();
    for (Kernel.Store s : k.stores()) {
      all.add(s.position());
      s.guard().ranges().forEach(r -> all.add(r.index()));
    }
    for (Expr e : k.expressions()) {
      switch (e.code()) {
        case Expr.Code.Load(_, Index position, Guard guard) -> {
          all.add(position);
          guard.ranges().forEach(r -> all.add(r.index()));
        }
        case Expr.Code.Position(Index index) -> all.add(index);
        case Expr.Code.Choose(Guard guard) -> guard.ranges().forEach(r -> all.add(r.index()));
        case Expr.Code.Literal _, Expr.Code.Apply _, Expr.Code.Reduce _ -> {}
      }
    }
    Set<Symbol.Quotient> quotients = new HashSet<>();
    all.forEach(i -> quotients(i, quotients));
    quotients.forEach(q -> all.add(q.dividend()));
    return all;
  }

  // ---- joining ----

  private static boolean joins(List<Index> indices, Symbol.Variable outer, Symbol.Variable inner) {
    for (Index i : indices) {
      if (i.coefficient(outer) != i.coefficient(inner) * inner.extent()) {
        return false;
      }
    }
    return true;
  }

  private static Kernel joinDomain(Kernel k) {
    List<Index> indices = indices(k);
    for (int i = 0; i + 1 < k.domain().size(); i++) {
      Symbol.Variable outer = k.domain().get(i);
      Symbol.Variable inner = k.domain().get(i + 1);
      if (joins(indices, outer, inner)) {
        Symbol.Variable both = new Symbol.Variable(inner.number(), outer.extent() * inner.extent());
        List<Symbol.Variable> domain = new ArrayList<>(k.domain());
        domain.remove(i);
        domain.set(i, both);
        return new Rewriter(Map.of(outer, Index.ZERO, inner, Index.variable(both)), Map.of(), k).rewrite(domain);
      }
    }
    return null;
  }

  private static Kernel joinReduction(Kernel k) {
    List<Index> indices = null;
    Set<List<Symbol.Variable>> seen = new HashSet<>();
    for (Expr e : k.expressions()) {
      if (!(e.code() instanceof Expr.Code.Reduce(_, List<Symbol.Variable> own)) || own.size() < 2 || !seen.add(own)) {
        continue;
      }
      indices = indices == null ? indices(k) : indices;
      for (int i = 0; i + 1 < own.size(); i++) {
        Symbol.Variable outer = own.get(i);
        Symbol.Variable inner = own.get(i + 1);
        if (joins(indices, outer, inner) && onlyTogether(k, outer, inner)) {
          Symbol.Variable both = new Symbol.Variable(inner.number(), outer.extent() * inner.extent());
          return new Rewriter(
                  Map.of(outer, Index.ZERO, inner, Index.variable(both)),
                  Map.of(outer, List.of(), inner, List.of(both)),
                  k)
              .rewrite(k.domain());
        }
      }
    }
    return null;
  }

  /// Whether every reduction over one of two variables is over the other too, right after it.
  private static boolean onlyTogether(Kernel k, Symbol.Variable outer, Symbol.Variable inner) {
    for (Expr e : k.expressions()) {
      if (e.code() instanceof Expr.Code.Reduce(_, List<Symbol.Variable> own)) {
        int at = own.indexOf(outer);
        if (at < 0 ? own.contains(inner) : at + 1 >= own.size() || !own.get(at + 1).equals(inner)) {
          return false;
        }
      }
    }
    return true;
  }

  /// Writes a kernel anew with its variables replaced.
  private static final class Rewriter {
    private final Map<Symbol.Variable, Index> by;
    private final Map<Symbol.Variable, List<Symbol.Variable>> reductions;
    private final Kernel kernel;
    private final ExprPool pool = new ExprPool();
    private final Map<Expr, Expr> done = new IdentityHashMap<>();
    private final Map<Symbol.Variable, Index> memo;

    Rewriter(Map<Symbol.Variable, Index> by, Map<Symbol.Variable, List<Symbol.Variable>> reductions, Kernel kernel) {
      this.by = by;
      this.reductions = reductions;
      this.kernel = kernel;
      this.memo = new HashMap<>(by);
    }

    Kernel rewrite(List<Symbol.Variable> domain) {
      kernel.expressions().forEach(this::expr);
      List<Kernel.Store> stores = new ArrayList<>();
      for (Kernel.Store s : kernel.stores()) {
        stores.add(
            new Kernel.Store(s.parameter(), index(s.position()), guard(s.guard()), done.get(s.value()), s.combine()));
      }
      return new Kernel(domain, kernel.parameters(), stores, kernel.ordered());
    }

    private Index index(Index i) {
      UnaryOperator<Symbol.Dynamic> moved =
          d -> {
            Expr source = done.get((Expr) d.source());
            return new Symbol.Dynamic(source, source.variables(), d.low(), d.high(), d.clamped());
          };
      return i.substitute(memo::get, d -> Index.of(moved.apply(d)));
    }

    private Guard guard(Guard g) {
      return g.map(this::index);
    }

    private void expr(Expr e) {
      List<Expr> arguments = e.arguments().stream().map(done::get).toList();
      Expr[] array = arguments.toArray(Expr[]::new);
      done.put(
          e,
          switch (e.code()) {
            case Expr.Code.Literal(long integer, double real) ->
                e.type().isFloat() ? pool.literal(e.type(), real) : pool.literal(e.type(), integer);
            case Expr.Code.Load(int parameter, Index position, Guard guard) ->
                pool.load(e.type(), parameter, index(position), guard(guard));
            case Expr.Code.Position(Index index) -> pool.position(e.type(), index(index));
            case Expr.Code.Apply(var primitive) -> pool.apply(primitive, e.type(), array);
            case Expr.Code.Choose(Guard guard) -> pool.choose(guard(guard), array[0], array[1]);
            case Expr.Code.Reduce(Reducer reducer, List<Symbol.Variable> own) -> {
              List<Symbol.Variable> now = new ArrayList<>();
              own.forEach(v -> now.addAll(reductions.getOrDefault(v, List.of(v))));
              yield pool.reduce(reducer, now, e.type(), array);
            }
          });
    }
  }
}
