package gradwright.cpu.run;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import gradwright.compiler.plan.Slot;
import gradwright.compiler.plan.Step;
import gradwright.cpu.codegen.LoopEmitter;
import gradwright.cpu.pool.KernelCall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/// Runs a loop that is one native function, some turns at a time so that it can be stopped.
final class NativeLoopThunk implements Thunk {
  private static final double PART_NANOS = 500_000;

  /// Copies of whole arrays before or after the loop.
  private record Move(int from, int to, long bytes) {
    void run(long[] address) {
      NativeMemory.copy(address[from], address[to], bytes);
    }
  }

  private final LoadedKernel kernel;
  private final MemorySegment function;
  private final int[] slots;
  private final int number;
  private final long length;
  private final long part;
  private final List<Move> before = new ArrayList<>();
  private final List<Move> after = new ArrayList<>();
  private final List<Move> afterEven = new ArrayList<>();
  private final List<Move> withoutTurns = new ArrayList<>();

  /// @param length the number of turns, or -1 when the loop itself finds out
  private NativeLoopThunk(LoadedKernel kernel, List<Slot> table, int number, long length, double nanos) {
    this.kernel = kernel;
    this.function = MemorySegment.ofAddress(kernel.address());
    this.slots = table.stream().mapToInt(Slot::number).toArray();
    this.number = number;
    this.length = length;
    this.part = Math.max(16, (long) (PART_NANOS / Math.max(1, nanos)));
  }

  static NativeLoopThunk of(Step.Scan s, LoadedKernel kernel, LoopEmitter.LoopCode code, int number, double nanos) {
    NativeLoopThunk t = new NativeLoopThunk(kernel, code.table(), number, s.length(), nanos);
    t.moves(
        s.body().inputs().subList(s.constants(), s.constants() + s.carry()),
        s.body().outputs(),
        s.reads().subList(s.constants(), s.constants() + s.carry()),
        s.writes(),
        s.spare());
    return t;
  }

  static NativeLoopThunk of(Step.While w, LoadedKernel kernel, LoopEmitter.LoopCode code, int number, double nanos) {
    NativeLoopThunk t = new NativeLoopThunk(kernel, code.table(), number, -1, nanos);
    List<Slot> inputs = w.body().inputs();
    t.moves(inputs.subList(w.bodyConstants(), inputs.size()), w.body().outputs(), w.initial(), w.writes(), w.spare());
    return t;
  }

  private void moves(List<Slot> inputs, List<Slot> outputs, List<Slot> initial, List<Slot> results, List<Slot> spare) {
    for (int k = 0; k < initial.size(); k++) {
      int result = results.get(k).number();
      long bytes = results.get(k).aval().bytes();
      Move whole = new Move(initial.get(k).number(), result, bytes);
      if (outputs.get(k) == null) {
        after.add(whole);
      } else if (outputs.get(k) == inputs.get(k)) {
        before.add(whole);
      } else {
        withoutTurns.add(whole);
        // turns write to the result and the spare place in turn, a while loop the result first
        afterEven.add(new Move(spare.get(k).number(), result, bytes));
      }
    }
  }

  /// How many pointers the function takes.
  int pointers() {
    return slots.length + (length < 0 ? 1 : 0);
  }

  @Override
  public void run(Frame frame) {
    long[] address = frame.address;
    before.forEach(m -> m.run(address));
    MemorySegment arguments = frame.arguments[number];
    for (int i = 0; i < slots.length; i++) {
      arguments.setAtIndex(JAVA_LONG, i, address[slots[i]]);
    }
    long turns = length < 0 ? untilDone(frame, arguments) : all(frame, arguments);
    if (turns == 0) {
      withoutTurns.forEach(m -> m.run(address));
    } else if (length < 0 && turns % 2 == 0) {
      afterEven.forEach(m -> m.run(address));
    }
    after.forEach(m -> m.run(address));
    Reference.reachabilityFence(kernel);
  }

  private long all(Frame frame, MemorySegment arguments) {
    for (long lo = 0; lo < length; lo += part) {
      frame.poll();
      KernelCall.run(function, arguments, lo, Math.min(length, lo + part));
    }
    return length;
  }

  private long untilDone(Frame frame, MemorySegment arguments) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment status = arena.allocate(16, 8);
      arguments.setAtIndex(JAVA_LONG, slots.length, status.address());
      long done = 0;
      while (true) {
        frame.poll();
        KernelCall.run(function, arguments, done, done + part);
        done = status.get(JAVA_LONG, 0);
        if (status.get(JAVA_LONG, 8) == 0) {
          return done;
        }
      }
    }
  }
}
