package gradwright.cpu.blas;

import gradwright.cpu.ir.Comparison;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrModule;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;
import java.util.function.Consumer;

/// What the kernels of matrix products are written with.
final class TileText {
  private TileText() {}

  static void define(IrModule ir, String name, Consumer<IrFunction> body) {
    IrFunction f = ir.kernel(name);
    body.accept(f);
    f.end();
  }

  static Value number(IrFunction f, int k) {
    return f.load(f.element(f.parameters().getFirst(), Scalar.S64, f.index(k)), IrType.INDEX);
  }

  static void put(IrFunction f, Value room, int k, Value v) {
    f.store(f.element(room, Scalar.S64, f.index(k)), v);
  }

  static Value bytes(IrFunction f, Value base, Value offset) {
    return f.element(base, Scalar.U8, offset);
  }

  static void callKernel(IrFunction f, Value kernel, Value arguments, Value lo, Value hi) {
    f.run("call void " + kernel.text() + "(" + arguments.typed() + ", " + lo.typed() + ", " + hi.typed() + ")");
  }

  static Value least(IrFunction f, Value x, Value y) {
    return f.select(f.compare(Comparison.LT, x, y), x, y);
  }
}
