package gradwright.cpu.run;

import gradwright.compiler.plan.Plan;
import gradwright.compiler.plan.Step;
import gradwright.cpu.library.LibraryOperations;
import gradwright.cpu.llvm.CompileFailure;
import java.util.ArrayList;
import java.util.List;

/// Gives a plan code.
public final class ExecutableBuilder {
  private final LibraryOperations library;

  /// A builder whose executables call the library for what they have no kernels for.
  public ExecutableBuilder(LibraryOperations library) {
    this.library = library;
  }

  /// The executable of a plan.
  ///
  /// @throws CompileFailure when a kernel cannot be compiled
  public CpuExecutable build(Plan plan) throws CompileFailure {
    List<Step.Compute> kernels = new ArrayList<>();
    ThunkBuilder.kernels(plan.program(), kernels);
    KernelThunks none =
        step -> {
          throw new IllegalStateException(step.name());
        };
    Thunk[] thunks = new ThunkBuilder(none, library).program(plan.program());
    int[] pointers = kernels.stream().mapToInt(k -> k.parameters().size()).toArray();
    KernelTexts texts =
        new KernelTexts() {
          @Override
          public String llvm() {
            return "";
          }

          @Override
          public String assembly() {
            return "";
          }
        };
    return new CpuExecutable(plan, thunks, pointers, CostModel.program(plan.program()), texts);
  }
}
