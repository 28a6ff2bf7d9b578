package gradwright.cpu.run;

import gradwright.compiler.plan.Slot;
import gradwright.compiler.plan.Step;
import gradwright.cpu.library.LibraryCall;
import gradwright.cpu.library.LibraryOperations;
import java.util.List;

/// Applies one primitive with the library.
final class LibraryThunk implements Thunk {
  private final LibraryOperations library;
  private final LibraryCall call;
  private final int[] reads;
  private final int[] writes;

  private LibraryThunk(LibraryOperations library, LibraryCall call, Step.Evaluate step) {
    this.library = library;
    this.call = call;
    this.reads = numbers(step.reads());
    this.writes = numbers(step.writes());
  }

  /// The step by the library, or by the reference evaluator when the library has nothing.
  static Thunk of(Step.Evaluate step, LibraryOperations library) {
    LibraryCall call =
        library.find(
            step.primitive(),
            step.reads().stream().map(Slot::aval).toList(),
            step.writes().stream().map(Slot::aval).toList());
    return call == null ? new EvaluateThunk(step) : new LibraryThunk(library, call, step);
  }

  private static int[] numbers(List<Slot> slots) {
    return slots.stream().mapToInt(Slot::number).toArray();
  }

  @Override
  public void run(Frame frame) {
    library.run(call, addresses(frame, reads), addresses(frame, writes), frame::isCancelled);
  }

  private static long[] addresses(Frame frame, int[] slots) {
    long[] a = new long[slots.length];
    for (int i = 0; i < a.length; i++) {
      a[i] = frame.address[slots[i]];
    }
    return a;
  }
}
