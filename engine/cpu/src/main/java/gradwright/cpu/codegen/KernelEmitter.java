package gradwright.cpu.codegen;

import gradwright.compiler.index.Guard;
import gradwright.compiler.index.Index;
import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Kernel;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Indexing;
import gradwright.cpu.ir.Comparison;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrModule;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import gradwright.cpu.math.Lanewise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Writes the loops of a kernel as LLVM IR: outer loops over the work items, the innermost one along vectors.
public final class KernelEmitter {
  private static final long SMALL_GRAIN = 64;
  private static final int MOST_INLINED = 120;

  private final Kernel kernel;
  private final IrModule module;
  private final IrFunction f;
  private final boolean alone;
  private final ExprEmitter exprs;
  private final List<Expr> roots = new ArrayList<>();
  private final Streams streams;

  private KernelEmitter(Kernel kernel, IrModule module, IrFunction function, boolean alone, Map<Integer, Long> fresh) {
    this.kernel = kernel;
    this.module = module;
    this.alone = alone;
    this.f = function;
    f.contract(true);
    this.exprs = new ExprEmitter(f, kernel);
    this.streams = new Streams(kernel, fresh);
    kernel.stores().forEach(s -> roots.addAll(s.roots()));
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
    exprs.hoist(roots, scope);
    long items = 1;
    long grain = 1;
    if (domain.isEmpty()) {
      stores(scope);
    } else if (alongLanes()) {
      Symbol.Variable inner = domain.getLast();
      int lanes = Widths.lanes(roots, inner) * columns(inner);
      Tiles tiles = kernel.ordered() ? null : Tiles.find(kernel, inner, lanes);
      if (tiles != null) {
        items = tiled(tiles, lanes, scope);
      } else if (domain.size() == 1) {
        items = inner.extent();
        grain = Math.max(SMALL_GRAIN, lanes);
        vectors(inner, f.lo(), f.hi(), lanes, scope, overruns(inner, lanes));
      } else {
        List<Symbol.Variable> outer = domain.subList(0, domain.size() - 1);
        items = rows(outer, scope, row -> vectors(inner, f.index(0), f.index(inner.extent()), lanes, row, false));
      }
    } else {
      items = rows(domain, scope, this::stores);
    }
    if (streams.used()) {
      f.streamed();
    }
    flush.end();
    f.end();
    return new Extent(items, grain);
  }

  // ---- schedule ----

  /// Whether the innermost loop of the domain runs along lanes; otherwise reductions inside do.
  private boolean alongLanes() {
    Symbol.Variable inner = kernel.domain().getLast();
    long bit = 1L << inner.number();
    if (kernel.ordered()) {
      for (Kernel.Store s : kernel.stores()) {
        IndexEmitter.Affine a = IndexEmitter.affine(s.position(), new Lanes(inner, 1, null, false));
        if (a == null || a.stride() == 0 || Math.abs(a.stride()) > 1 || (s.guard().variables() & bit) != 0) {
          return false;
        }
      }
    }
    long along = 0;
    long within = 0;
    for (Expr e : kernel.expressions()) {
      if (e.code() instanceof Expr.Code.Reduce(_, List<Symbol.Variable> variables) && (e.variables() & bit) != 0) {
        Symbol.Variable v = variables.getLast();
        long points = variables.stream().mapToLong(Symbol.Variable::extent).reduce(1, (x, y) -> x * y);
        Lanes inside = new Lanes(v, 1, null, false);
        Lanes across = new Lanes(inner, 1, null, false);
        for (Expr l : below(e)) {
          if (l.code() instanceof Expr.Code.Load(_, Index position, _)) {
            along += cost(IndexEmitter.affine(position, across)) * points;
            within += (cost(IndexEmitter.affine(position, inside)) + (v.extent() < 16 ? 6 : 0)) * points;
          }
        }
        within += 24; // bringing the lanes together
      }
    }
    return along <= within;
  }

  /// What a vector load costs, by its stride: broadcast, contiguous, strided.
  private static long cost(IndexEmitter.Affine a) {
    if (a == null) {
      return 20;
    }
    return a.stride() == 0 ? 1 : a.stride() == 1 ? 1 : Math.abs(a.stride()) <= 2 ? 3 : 16;
  }

  private static Set<Expr> below(Expr root) {
    Set<Expr> all = new HashSet<>();
    List<Expr> todo = new ArrayList<>(root.needs());
    while (!todo.isEmpty()) {
      Expr e = todo.removeLast();
      if (all.add(e)) {
        todo.addAll(e.needs());
      }
    }
    return all;
  }

  /// Whether the loop over the whole domain may write whole vectors past its end: arrays are padded by as much.
  private boolean overruns(Symbol.Variable v, int lanes) {
    long bit = 1L << v.number();
    for (Kernel.Store s : kernel.stores()) {
      Kernel.Parameter p = kernel.parameters().get(s.parameter());
      if (!s.position().equals(Index.variable(v))
          || p.elements() != v.extent()
          || !p.padded()
          || s.combine() != null
          || !s.guard().isAlways()
          || lanes * Lanewise.scalar(p.type()).bytes() > 64) {
        return false;
      }
    }
    for (Expr e : kernel.expressions()) {
      if (e.code() instanceof Expr.Code.Load(int parameter, Index position, Guard guard)
          && (e.variables() & bit) != 0) {
        IndexEmitter.Affine a = IndexEmitter.affine(position, new Lanes(v, lanes, null, false));
        boolean inside = position.low() >= 0 && position.high() < kernel.parameters().get(parameter).elements();
        if (a == null
            || a.stride() != 1
            || !guard.isAlways()
            || !inside
            || lanes * Lanewise.scalar(e.type()).bytes() > 64) {
          return false;
        }
      }
    }
    return true;
  }

  /// How many vectors side by side a loop over columns should take: reductions down the columns then read longer
  /// stretches of each row, and need not wait for one another's additions.
  private int columns(Symbol.Variable inner) {
    long bit = 1L << inner.number();
    boolean reduces = false;
    for (Expr e : kernel.expressions()) {
      if (e.code() instanceof Expr.Code.Reduce(_, List<Symbol.Variable> variables) && (e.variables() & bit) != 0) {
        reduces |= variables.stream().mapToLong(Symbol.Variable::extent).reduce(1, (x, y) -> x * y) >= 16;
      }
    }
    return reduces && !kernel.ordered() && inner.extent() >= 64 && kernel.expressions().size() <= 16 ? 4 : 1;
  }

  // ---- tiles ----

  private long tiled(Tiles t, int lanes, Scope scope) {
    List<Symbol.Variable> outer = new ArrayList<>(kernel.domain());
    outer.remove(t.along());
    outer.remove(t.across());
    long blocks = (t.across().extent() + lanes - 1) / lanes;
    Symbol.Variable block = new Symbol.Variable(63, blocks);
    outer.add(block);
    long whole = t.along().extent() / lanes * lanes;
    return rows(
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
                    (j, n, mask) -> stores(one.vector(new Lanes(t.along(), n, mask, false), j)));
              });
        });
  }

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
      stores(line);
    }
  }

  // ---- loops ----

  @FunctionalInterface
  private interface Row {
    void emit(Scope scope);
  }

  /// Loops over the points of some variables, numbered from `lo` to `hi`; gives how many there are.
  private long rows(List<Symbol.Variable> variables, Scope scope, Row body) {
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
          exprs.hoist(roots, row);
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

  private void vectors(Symbol.Variable v, Value lo, Value hi, int lanes, Scope scope, boolean overrun) {
    if (lanes == 1) {
      f.loop(
          lo,
          hi,
          1,
          i -> {
            Scope one = scope.inner();
            one.bind(v, i);
            stores(one);
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
      f.loop(lo, hi, lanes, i -> stores(scope.vector(new Lanes(v, lanes, null, overrun), i)));
    } else if (Widths.code(kernel.expressions()) > ExprEmitter.HEAVY_BODY) {
      f.loop(
          lo,
          hi,
          lanes,
          i -> {
            Value mask = exprs.indices().lanesBefore(i, hi, lanes);
            stores(scope.vector(new Lanes(v, lanes, mask, false), i));
          });
    } else {
      f.vectorLoop(lo, hi, lanes, (i, n, mask) -> stores(scope.vector(new Lanes(v, n, mask, false), i)));
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
          f.compare(Comparison.LT, from, start), () -> stores(scope.vector(new Lanes(v, lanes, mask, false), from)));
    }
    streams.onLines(lined != null);
    f.vectorLoop(start, to, lanes, (i, n, mask) -> stores(scope.vector(new Lanes(v, n, mask, false), i)));
    streams.onLines(false);
  }

  // ---- stores ----

  private void stores(Scope scope) {
    exprs.emit(roots, scope);
    // every load above comes before every store below, so that a kernel may write over what it read at the same place
    List<Kernel.Store> stores = kernel.stores();
    List<Value> values = stores.stream().map(s -> exprs.value(s.value(), scope)).toList();
    for (int i = 0; i < stores.size(); i++) {
      Kernel.Store s = stores.get(i);
      if (i + 1 < stores.size() && pair(s, stores.get(i + 1), scope)) {
        storePair(s, values.get(i), values.get(i + 1), scope);
        i++;
      } else {
        store(s, values.get(i), scope);
      }
    }
  }

  /// Whether two stores are the parts of complex numbers that lie side by side.
  private boolean pair(Kernel.Store a, Kernel.Store b, Scope scope) {
    if (scope.lanes() == null
        || scope.lanes().mask() != null
        || a.parameter() != b.parameter()
        || a.combine() != null
        || b.combine() != null
        || !a.guard().isAlways()
        || !b.guard().isAlways()
        || !b.position().equals(a.position().plus(1))) {
      return false;
    }
    IndexEmitter.Affine affine = IndexEmitter.affine(a.position(), scope.lanes());
    return affine != null && affine.stride() == 2;
  }

  private void storePair(Kernel.Store s, Value first, Value second, Scope scope) {
    int n = scope.lanes().count();
    Scalar type = Lanewise.scalar(kernel.parameters().get(s.parameter()).type());
    Value x = f.broadcast(first, n);
    Value y = f.broadcast(second, n);
    Value both = f.shuffle(x, y, IntStream.range(0, 2 * n).map(i -> (i & 1) * n + i / 2).toArray());
    f.store(f.element(exprs.parameter(s.parameter()), type, exprs.indices().scalar(s.position(), scope)), both);
  }

  private void store(Kernel.Store s, Value value, Scope scope) {
    Lanes lanes = scope.lanes();
    Scalar type = Lanewise.scalar(kernel.parameters().get(s.parameter()).type());
    Value base = exprs.parameter(s.parameter());
    Value guard = exprs.indices().guard(s.guard(), scope);
    boolean varies = lanes != null && ((s.position().variables() | s.guard().variables()) & lanes.bit()) != 0;
    if (!varies) {
      if (lanes != null) {
        throw new IllegalStateException("a store of lanes to one place");
      }
      Value place = f.element(base, type, exprs.indices().scalar(s.position(), scope));
      f.store(place, combined(s.combine(), () -> f.load(place, IrType.of(type), guard), value), guard);
      return;
    }
    int n = lanes.count();
    Value wide = f.broadcast(value, n);
    Value mask =
        guard == null
            ? lanes.mask()
            : guard.lanes() == 1 && lanes.mask() == null ? f.broadcast(guard, n) : exprs.both(guard, lanes.mask(), n);
    IndexEmitter.Affine affine = IndexEmitter.affine(s.position(), lanes);
    IrType vector = IrType.of(type, n);
    if (affine != null && affine.stride() == 1) {
      Value place = f.element(base, type, exprs.indices().scalar(s.position(), scope));
      if (mask == null && streams.suits(s, lanes)) {
        f.stream(place, wide);
      } else {
        f.store(place, combined(s.combine(), () -> f.load(place, vector, mask), wide), mask);
      }
      return;
    }
    Value at;
    Value from = base;
    if (affine != null) {
      from = f.element(base, type, exprs.indices().scalar(s.position(), scope));
      at = exprs.indices().offsets(affine.stride(), n);
    } else {
      at = exprs.indices().vector(s.position(), scope);
    }
    Value places = from;
    f.scatter(from, at, combined(s.combine(), () -> f.gather(places, type, at, mask), wide), mask);
  }

  private Value combined(Indexing.Combine combine, java.util.function.Supplier<Value> old, Value value) {
    if (combine == null || combine == Indexing.Combine.SET) {
      return value;
    }
    BinaryOp op =
        switch (combine) {
          case ADD -> BinaryOp.ADD;
          case SUB -> BinaryOp.SUB;
          case MUL -> BinaryOp.MUL;
          case MIN -> BinaryOp.MIN;
          case MAX -> BinaryOp.MAX;
          case SET -> throw new IllegalStateException();
        };
    return Lanewise.apply(f, new Elementwise.Binary(op), List.of(old.get(), value));
  }
}
