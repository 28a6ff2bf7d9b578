package gradwright.cpu.run;

import gradwright.core.events.KernelRuns;

/// The thunks of a program in order.
final class Steps {
  private final Thunk[] thunks;
  private final int[] kernels;

  /// @param kernels the number of the kernel that each thunk is; 0 for control flow, whose inner steps are kernels
  Steps(Thunk[] thunks, int[] kernels) {
    this.thunks = thunks;
    this.kernels = kernels;
  }

  void run(Frame frame) {
    KernelRuns runs = frame.runs;
    if (runs != null) {
      record(frame, runs);
      return;
    }
    for (Thunk t : thunks) {
      t.run(frame);
    }
  }

  private void record(Frame frame, KernelRuns runs) {
    long start = System.nanoTime();
    for (int i = 0; i < thunks.length; i++) {
      thunks[i].run(frame);
      long end = System.nanoTime();
      if (kernels[i] != 0) {
        runs.add(kernels[i], start, end);
      }
      start = end;
    }
  }
}
