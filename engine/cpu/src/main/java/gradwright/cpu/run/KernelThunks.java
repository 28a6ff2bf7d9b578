package gradwright.cpu.run;

import gradwright.compiler.plan.Step;

/// Gives kernels their thunks.
interface KernelThunks {
  Thunk thunk(Step.Compute step);
}
