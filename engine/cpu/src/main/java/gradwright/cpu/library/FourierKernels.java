package gradwright.cpu.library;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrModule;
import gradwright.cpu.llvm.CompileFailure;
import gradwright.cpu.llvm.CompiledModule;
import gradwright.cpu.llvm.KernelCompiler;
import gradwright.cpu.pool.KernelCall;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Consumer;

/// Machine code for Fourier transforms of as many lines side by side as a vector has lanes.
final class FourierKernels {
  private final int lanes;
  private final CompiledModule module;

  /// Compiles the kernels for single or double precision.
  ///
  /// @throws CompileFailure when LLVM cannot
  FourierKernels(boolean single, KernelCompiler compiler) throws CompileFailure {
    LineVectors lines = LineVectors.of(single);
    lanes = lines.lanes();
    module =
        compiler.compile(
            code(lines),
            List.of(
                "load",
                "loadRows",
                "loadTiles",
                "store",
                "storeRows",
                "storeTiles",
                "turn",
                "pass2",
                "pass3",
                "pass4",
                "pass5"));
  }

  private static String code(LineVectors lines) {
    IrModule ir = new IrModule();
    FourierLayouts layouts = new FourierLayouts(lines);
    define(ir, "load", layouts::load);
    define(ir, "loadRows", layouts::loadRows);
    define(ir, "store", layouts::store);
    define(ir, "storeRows", layouts::storeRows);
    define(ir, "loadTiles", layouts::loadTiles);
    define(ir, "storeTiles", layouts::storeTiles);
    FourierPasses passes = new FourierPasses(lines);
    define(ir, "turn", passes::turn);
    for (int radix = 2; radix <= 5; radix++) {
      int r = radix;
      define(ir, "pass" + r, f -> passes.pass(f, r));
    }
    return ir.text();
  }

  private static void define(IrModule ir, String name, Consumer<IrFunction> body) {
    IrFunction f = ir.kernel(name);
    f.contract(true);
    body.accept(f);
    f.end();
  }

  /// Lines side by side.
  int lanes() {
    return lanes;
  }

  /// Runs a kernel on the elements `[0, n)`; `arguments` are addresses and numbers.
  void run(String name, MemorySegment room, long n, long... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      room.setAtIndex(JAVA_LONG, i, arguments[i]);
    }
    KernelCall.run(MemorySegment.ofAddress(module.address(name)), room, 0, n);
  }
}
