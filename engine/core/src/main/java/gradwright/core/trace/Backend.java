package gradwright.core.trace;

import gradwright.core.device.Device;
import gradwright.core.events.Event;
import gradwright.core.events.KernelDescription;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Equation;
import gradwright.core.ir.Jaxpr;
import gradwright.core.prim.Primitive;
import gradwright.core.value.Array;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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

  /// The program as it is when kernels are made of it, without calls and what needs no computation; null when the backend
  /// cannot tell.
  default Simplified simplified(ClosedJaxpr jaxpr) {
    return null;
  }

  /// A program that computes the same; `origins` has the number of an equation of the original for each equation that stands
  /// for one (see [gradwright.core.ir.EquationNumbers]).
  record Simplified(Jaxpr jaxpr, Map<Equation, Integer> origins) {}

  /// What the devices can do at most, measured in less than a second and remembered; nothing where it cannot be measured.
  default MachineLimits limits() {
    return MachineLimits.UNKNOWN;
  }

  /// One line about the backend for `doctor`.
  default String describe() {
    return platform();
  }

  /// A compiled program.
  interface Executable {
    /// Runs on arrays of the compiled types; results may be pending.
    default List<Array> run(List<Array> arguments, Device device) {
      return run(arguments, List.of(), device);
    }

    /// The same where the caller gives arguments away, and deletes them once this returns: results may take their memory.
    ///
    /// @param donated for each argument whether it is given away; nothing where none is
    List<Array> run(List<Array> arguments, List<Boolean> donated, Device device);

    /// Bytes of results that take the memory of arguments which are given away.
    default long aliasedBytes(List<Boolean> donated) {
      return 0;
    }

    /// Texts of the stages: `kernels`, `llvm`, `assembly`; null when there is none.
    default String text(String stage) {
      List<Section> sections = sections(stage);
      return sections.isEmpty() ? null : sections.stream().map(Section::text).collect(Collectors.joining());
    }

    /// The text of a stage in parts that belong to kernels; empty when there is none.
    default List<Section> sections(String stage) {
      return List.of();
    }

    /// The steps that it runs on a device.
    default List<KernelDescription> kernels() {
      return List.of();
    }

    /// How it was made.
    default Compilation compilation() {
      return Compilation.UNKNOWN;
    }

    /// Estimated floating-point operations and bytes moved.
    default Cost cost() {
      return new Cost(0, 0, 0, 0, 0);
    }
  }

  /// A part of a text, and the numbers of the kernels it belongs to (several where they share code).
  record Section(String text, List<Integer> kernels) {}

  /// Times of a compile, in nanoseconds: `start` is of `System.nanoTime`, `lowering` and `total` are counted from it. `passes`
  /// are those after lowering.
  record Compilation(List<Event.Pass> passes, boolean fromDisk, long start, long lowering, long total) {
    public static final Compilation UNKNOWN = new Compilation(List.of(), false, 0, 0, 0);
  }

  /// What an executable is known to need before it runs.
  ///
  /// @param flops additions, multiplications and the like
  /// @param transcendentals values of functions such as `exp`
  record Cost(double flops, double transcendentals, double bytesAccessed, long temporaryBytes, long outputBytes) {}

  /// Bytes a second of a copy that no cache holds (read and written ones both counted) and floating-point operations a second
  /// (float32, a fused multiply-add counts two), all cores together; 0 where unknown.
  record MachineLimits(double bytesPerSecond, double flopsPerSecond) {
    public static final MachineLimits UNKNOWN = new MachineLimits(0, 0);
  }

  /// Compiling failed; the program itself may be fine.
  final class CompileException extends Exception {
    public CompileException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
