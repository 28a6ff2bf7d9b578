package gradwright.cpu.run;

import gradwright.compiler.plan.Step;

/// Gives steps that have code of their own their thunks.
interface KernelThunks {
  Thunk thunk(Step.Compute step);

  /// The thunk of a loop that is one function, or null.
  Thunk loop(Step loop);
}
