package gradwright.core.trace;

import gradwright.core.device.Device;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.prim.Primitive;
import gradwright.core.value.Array;
import java.util.List;

/// A compiler for a kind of device, found by ServiceLoader so that core never knows it.
public interface Backend {
  /// `cpu` or `gpu`.
  String platform();

  /// Compiles a closed jaxpr whose constants are arrays. Throws `CompileException` when it can't; the engine then
  /// evaluates the jaxpr and reports the failure.
  Executable compile(ClosedJaxpr jaxpr, String name) throws CompileException;

  /// Computes one primitive now, faster than the reference evaluator and without compiling for the shape; null when it
  /// has nothing better.
  default List<Array> eager(Primitive primitive, List<Array> inputs, Device device) {
    return null;
  }

  /// One line about the backend for `doctor`.
  default String describe() {
    return platform();
  }

  /// A compiled program.
  interface Executable {
    /// Runs on arrays of the compiled types; results may be pending.
    List<Array> run(List<Array> arguments, Device device);

    /// Texts of the stages: `kernels`, `llvm`, `assembly`; null when there is none.
    default String text(String stage) {
      return null;
    }

    /// Estimated floating-point operations and bytes moved.
    default Cost cost() {
      return new Cost(0, 0, 0, 0);
    }
  }

  /// What an executable is known to need before it runs.
  record Cost(double flops, double bytesAccessed, long temporaryBytes, long outputBytes) {}

  /// Compiling failed; the program itself may be fine.
  final class CompileException extends Exception {
    public CompileException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
