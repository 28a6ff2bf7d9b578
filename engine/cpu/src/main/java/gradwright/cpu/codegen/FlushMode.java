package gradwright.cpu.codegen;

import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.Kernel;
import gradwright.cpu.host.HostCpu;
import gradwright.cpu.ir.IrFunction;
import gradwright.cpu.ir.IrType;
import gradwright.cpu.ir.Scalar;
import gradwright.cpu.ir.Value;

/// Makes arithmetic give zero instead of subnormal numbers while a kernel runs, as XLA does on CPUs, and puts the
/// processor back as it was: Java counts on subnormals.
final class FlushMode {
  private static final long X86_FLUSH_TO_ZERO = 0x8000;
  private static final long ARM_FLUSH_TO_ZERO = 1L << 24;

  private final IrFunction f;
  private final Value before;

  private FlushMode(IrFunction f, Value before) {
    this.f = f;
    this.before = before;
  }

  /// Whether a kernel does arithmetic with floats at all.
  static boolean matters(Kernel kernel) {
    return kernel.expressions().stream().anyMatch(FlushMode::rounds);
  }

  /// Leaves the mode as it is.
  static FlushMode none(IrFunction f) {
    return new FlushMode(f, null);
  }

  /// Sets the mode at a function's start.
  static FlushMode begin(IrFunction f) {
    switch (HostCpu.current().architecture()) {
      case "x86_64" -> {
        f.module().declare("declare void @llvm.x86.sse.stmxcsr(ptr)");
        f.module().declare("declare void @llvm.x86.sse.ldmxcsr(ptr)");
        Value places = f.stack(Scalar.U32, 2);
        f.run("call void @llvm.x86.sse.stmxcsr(" + places.typed() + ")");
        Value flushing = f.element(places, Scalar.U32, f.index(1));
        Value mode = f.load(places, IrType.of(Scalar.U32));
        f.store(flushing, f.or(mode, f.constant(mode.type(), X86_FLUSH_TO_ZERO)));
        f.run("call void @llvm.x86.sse.ldmxcsr(" + flushing.typed() + ")");
        return new FlushMode(f, places);
      }
      case "aarch64" -> {
        Value mode = f.intrinsic("llvm.aarch64.get.fpcr", IrType.of(Scalar.U64));
        f.module().declare("declare void @llvm.aarch64.set.fpcr(i64)");
        Value flushing = f.or(mode, f.constant(mode.type(), ARM_FLUSH_TO_ZERO));
        f.run("call void @llvm.aarch64.set.fpcr(" + flushing.typed() + ")");
        return new FlushMode(f, mode);
      }
      default -> {
        return new FlushMode(f, null);
      }
    }
  }

  private static boolean rounds(Expr e) {
    return e.type().isFloat() && (e.code() instanceof Expr.Code.Apply || e.code() instanceof Expr.Code.Reduce);
  }

  /// Restores the mode at the kernel's end.
  void end() {
    if (before != null) {
      boolean x86 = before.scalar() == Scalar.POINTER;
      f.run("call void @llvm." + (x86 ? "x86.sse.ldmxcsr(" : "aarch64.set.fpcr(") + before.typed() + ")");
    }
  }
}
