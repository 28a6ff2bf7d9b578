package gradwright.cpu.codegen;

import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Kernel;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Indexing;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import gradwright.cpu.math.Lanewise;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Writes a kernel's results: one element, a vector side by side, pairs of complex parts, or wherever they lie; set or combined
/// with what is there.
final class StoreEmitter {
  private final IrFunction f;
  private final Kernel kernel;
  private final ExprEmitter exprs;
  private final Streams streams;
  private final List<Expr> roots;

  StoreEmitter(IrFunction f, Kernel kernel, ExprEmitter exprs, Streams streams) {
    this.f = f;
    this.kernel = kernel;
    this.exprs = exprs;
    this.streams = streams;
    this.roots = kernel.stores().stream().flatMap(s -> s.roots().stream()).toList();
  }

  /// The expressions that the stores need.
  List<Expr> roots() {
    return roots;
  }

  /// Computes what is stored at a point, or along the lanes of one vector, and stores it.
  void emit(Scope scope) {
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
  private static boolean pair(Kernel.Store a, Kernel.Store b, Scope scope) {
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

  private Value combined(Indexing.Combine combine, Supplier<Value> old, Value value) {
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
