package gradwright.cpu.codegen;

import gradwright.compiler.index.Guard;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Kernel;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import java.util.List;
import java.util.stream.IntStream;

/// Reads elements of a kernel's parameters: one, a vector side by side, backwards or every second one, or wherever they lie.
final class LoadEmitter {
  private final IrFunction f;
  private final Kernel kernel;
  private final IndexEmitter indices;
  private final Value[] parameters;

  LoadEmitter(IrFunction f, Kernel kernel, IndexEmitter indices) {
    this.f = f;
    this.kernel = kernel;
    this.indices = indices;
    this.parameters = new Value[kernel.parameters().size()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = f.argument(i);
    }
  }

  /// Where a parameter begins.
  Value parameter(int i) {
    return parameters[i];
  }

  /// The elements that a load names, zero where its guard fails.
  Value load(Expr.Code.Load l, Scalar type, Scope scope) {
    Lanes lanes = scope.lanes();
    if (IndexEmitter.fails(l.guard(), scope)) {
      return f.constant(IrType.of(type), 0L);
    }
    Value base = parameters[l.parameter()];
    Value guard = indices.guard(l.guard(), scope);
    boolean guardVaries = guard != null && guard.lanes() > 1;
    boolean varies = lanes != null && (l.position().variables() & lanes.bit()) != 0;
    if (!varies && !guardVaries) {
      Value place = f.element(base, type, indices.scalar(l.position(), scope));
      return f.load(place, IrType.of(type), guard);
    }
    int n = lanes.count();
    IrType vector = IrType.of(type, n);
    if (guard != null && !guardVaries) {
      // a branch, because a vector load that is masked altogether may take long where there is no memory
      Expr.Code.Load unguarded = new Expr.Code.Load(l.parameter(), l.position(), Guard.ALWAYS);
      return f.ifElse(
              guard, () -> List.of(f.broadcast(load(unguarded, type, scope), n)), () -> List.of(f.constant(vector, 0L)))
          .getFirst();
    }
    IndexEmitter.Affine affine = IndexEmitter.affine(l.position(), lanes);
    long elements = kernel.parameters().get(l.parameter()).elements();
    if (affine != null && affine.stride() == 1) {
      // arrays are padded by a vector, so lanes that do not count may be read past the end
      boolean inside = l.position().low() >= 0 && l.position().high() < elements && n * type.bytes() <= 64;
      Value mask = guard == null ? (inside ? null : lanes.mask()) : both(guard, inside ? null : lanes.mask(), n);
      return f.load(f.element(base, type, indices.scalar(l.position(), scope)), vector, mask);
    }
    Value mask = guard == null ? lanes.mask() : both(guard, lanes.mask(), n);
    if (affine != null && mask == null && !lanes.whole()) {
      if (affine.stride() == -1) {
        Value place = f.element(base, type, indices.scalar(l.position().plus(1 - n), scope));
        Value x = f.load(place, vector);
        return f.shuffle(x, x, IntStream.range(0, n).map(i -> n - 1 - i).toArray());
      }
      if (affine.stride() == 2 && n * type.bytes() <= 64) {
        // both parts of complex numbers come from the same pair of loads
        int odd = (int) Math.floorMod(l.position().constant(), 2L);
        Value place = f.element(base, type, indices.scalar(l.position().plus(-odd), scope));
        Value low = f.load(place, vector);
        Value high = f.load(f.element(place, type, f.index(n)), vector);
        return f.shuffle(low, high, IntStream.range(0, n).map(i -> 2 * i + odd).toArray());
      }
    }
    if (affine != null) {
      Value place = f.element(base, type, indices.scalar(l.position(), scope));
      return f.gather(place, type, indices.offsets(affine.stride(), n), mask);
    }
    return f.gather(base, type, indices.vector(l.position(), scope), mask);
  }

  /// Two conditions, of which the second may be null, in all lanes.
  Value both(Value x, Value y, int lanes) {
    Value wide = f.broadcast(x, lanes);
    return y == null ? wide : f.and(wide, f.broadcast(y, lanes));
  }
}
