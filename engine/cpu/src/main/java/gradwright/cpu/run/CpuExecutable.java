package gradwright.cpu.run;

import gradwright.compiler.plan.Donations;
import gradwright.compiler.plan.Plan;
import gradwright.compiler.plan.Slot;
import gradwright.core.device.Buffer;
import gradwright.core.device.Device;
import gradwright.core.device.Memory;
import gradwright.core.events.KernelDescription;
import gradwright.core.events.KernelRuns;
import gradwright.core.events.Recorder;
import gradwright.core.ir.Source;
import gradwright.core.trace.Backend;
import gradwright.core.trace.Session;
import gradwright.core.trace.Trace;
import gradwright.core.value.Array;
import gradwright.core.value.Pending;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/// A compiled program: thunks over frames.
public final class CpuExecutable implements Backend.Executable {
  private final Plan plan;
  private final Steps steps;
  private final int[] pointers;
  private final Work work;
  private final long nanos;
  private final KernelTexts texts;
  private final List<KernelDescription> kernels;
  private final Backend.Compilation compilation;
  // The frame of the last run, and those of runs beside it.
  private final AtomicReference<Frame> last = new AtomicReference<>();
  private final ConcurrentLinkedDeque<Frame> frames = new ConcurrentLinkedDeque<>();
  private final Slot[] temporaries;
  private final int[] constants;
  private final Array[] constantArrays;
  private volatile Donated donated = new Donated(List.of(), null);

  /// What was last given away, and for each result the argument whose memory it takes.
  private record Donated(List<Boolean> arguments, int[] taken) {}

  CpuExecutable(
      Plan plan,
      Steps steps,
      int[] pointers,
      KernelTexts texts,
      List<KernelDescription> kernels,
      Backend.Compilation compilation) {
    this.plan = plan;
    this.steps = steps;
    this.pointers = pointers;
    this.work = Work.of(plan.program());
    this.nanos = (long) Math.min(CostModel.program(plan.program()), 1e15);
    this.texts = texts;
    this.kernels = List.copyOf(kernels);
    this.compilation = compilation;
    this.temporaries = plan.program().allTemporaries().toArray(Slot[]::new);
    List<Slot> known = plan.slots().stream().filter(s -> s.kind() == Slot.Kind.CONSTANT).toList();
    this.constants = known.stream().mapToInt(Slot::number).toArray();
    this.constantArrays = known.stream().map(Slot::constant).toArray(Array[]::new);
  }

  @Override
  public List<Array> run(List<Array> arguments, List<Boolean> given, Device device) {
    List<Slot> inputs = plan.program().inputs();
    if (arguments.size() != inputs.size()) {
      throw new IllegalArgumentException(inputs.size() + " arguments expected, " + arguments.size() + " given");
    }
    boolean later = !plan.effectful();
    for (Array a : arguments) {
      if (a.device() != device) {
        a.buffer().share(); // its own device does not know that it is read here
      }
    }
    Pending pending = later ? new Pending(device) : null;
    boolean[] alone = given.contains(true) ? alone(given, arguments, device) : null;
    List<Array> results = results(arguments, given, alone, pending, device);
    List<Buffer> spent = alone == null ? List.of() : spent(arguments, alone, results);
    Session session = Session.current();
    BooleanSupplier cancelled = session.cancelled();
    Recorder recorder = session.engine().events().recorder();
    KernelRuns runs = recorder == null ? null : recorder.runs(device);
    if (!later) {
      // host code may use the engine itself, so it runs where it was called from
      execute(arguments, results, device, cancelled, runs);
      spent.forEach(Buffer::release);
      return results;
    }
    device.submit(
        () -> {
          // A thread that waits for results may do this while it traces.
          Session here = Session.current();
          Trace traced = here.swapTrace(here.evalTrace());
          try {
            execute(arguments, results, device, cancelled, runs);
            spent.forEach(Buffer::release);
            pending.complete();
          } catch (Throwable t) {
            pending.fail(t);
          } finally {
            here.swapTrace(traced);
          }
        },
        nanos);
    return results;
  }

  private List<Array> results(
      List<Array> arguments, List<Boolean> given, boolean[] alone, Pending pending, Device device) {
    int[] taken = alone == null ? null : taken(given);
    List<Array> results = new ArrayList<>(plan.results().size());
    for (Plan.Result r : plan.results()) {
      int from = taken == null ? -1 : taken[results.size()];
      results.add(
          switch (r) {
            case Plan.Result.Computed(Slot slot) when from >= 0 && alone[from] ->
                Array.over(slot.aval(), device, arguments.get(from).buffer(), pending);
            case Plan.Result.Computed(Slot slot) -> Array.allocate(slot.aval(), device, pending);
            case Plan.Result.Argument(int index) -> arguments.get(index);
            case Plan.Result.Known(Array array) -> array.view(array.aval());
            case Plan.Result.Same(int earlier) -> results.get(earlier).view(results.get(earlier).aval());
          });
    }
    return results;
  }

  private int[] taken(List<Boolean> given) {
    Donated last = donated;
    if (!last.arguments.equals(given)) {
      last = new Donated(List.copyOf(given), new Donations(plan).taken(given));
      donated = last;
    }
    return last.taken;
  }

  /// The arguments that are given away and whose memory is only their own.
  private static boolean[] alone(List<Boolean> given, List<Array> arguments, Device device) {
    Map<Buffer, Integer> users = new IdentityHashMap<>();
    arguments.forEach(a -> users.merge(a.buffer(), 1, Integer::sum));
    boolean[] alone = new boolean[arguments.size()];
    for (int i = 0; i < alone.length; i++) {
      Buffer b = arguments.get(i).buffer();
      alone[i] = given.get(i) && !b.isShared() && arguments.get(i).device() == device && users.get(b) == 1;
    }
    return alone;
  }

  /// Memory of arguments that no result has taken.
  private static List<Buffer> spent(List<Array> arguments, boolean[] alone, List<Array> results) {
    Set<Buffer> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    results.forEach(r -> taken.add(r.buffer()));
    List<Buffer> spent = new ArrayList<>();
    for (int i = 0; i < alone.length; i++) {
      Buffer b = arguments.get(i).buffer();
      if (alone[i] && !taken.contains(b)) {
        spent.add(b);
      }
    }
    return spent;
  }

  private void execute(
      List<Array> arguments, List<Array> results, Device device, BooleanSupplier cancelled, KernelRuns runs) {
    Frame frame = last.getAndSet(null);
    if (frame == null) {
      frame = frames.pollFirst();
    }
    if (frame == null || frame.device != device) {
      frame = newFrame(device);
    }
    frame.setCancelled(cancelled);
    frame.runs = runs;
    long[] address = frame.address;
    List<Slot> inputs = plan.program().inputs();
    for (int i = 0; i < arguments.size(); i++) {
      // not `memory()`: what is given away is deleted already
      address[inputs.get(i).number()] = arguments.get(i).await().buffer().address();
    }
    List<Plan.Result> planned = plan.results();
    for (int i = 0; i < planned.size(); i++) {
      if (planned.get(i) instanceof Plan.Result.Computed(Slot slot)) {
        address[slot.number()] = results.get(i).buffer().address();
      }
    }
    try {
      steps.run(frame);
    } finally {
      // kernels know addresses only: nothing they use may be collected before they are done
      Reference.reachabilityFence(arguments);
      Reference.reachabilityFence(results);
      Reference.reachabilityFence(this);
    }
    if (!last.compareAndSet(null, frame)) {
      frames.addFirst(frame);
    }
  }

  private Frame newFrame(Device device) {
    long bytes = plan.program().bytes();
    Frame frame =
        new Frame(
            plan.slots().size(),
            pointers,
            bytes == 0 ? null : device.memory().allocate(bytes + 64, null, new Memory.Owner(device, Source.UNKNOWN)),
            device);
    for (Slot t : temporaries) {
      frame.address[t.number()] = frame.blockAddress() + t.offset();
    }
    for (int i = 0; i < constants.length; i++) {
      frame.address[constants[i]] = constantArrays[i].memory().address();
    }
    return frame;
  }

  @Override
  public long aliasedBytes(List<Boolean> given) {
    long bytes = 0;
    if (given.contains(true)) {
      for (int i : taken(given)) {
        bytes += i < 0 ? 0 : plan.program().inputs().get(i).aval().bytes();
      }
    }
    return bytes;
  }

  @Override
  public List<Backend.Section> sections(String stage) {
    return texts.sections(stage);
  }

  @Override
  public List<KernelDescription> kernels() {
    return kernels;
  }

  @Override
  public Backend.Compilation compilation() {
    return compilation;
  }

  @Override
  public Backend.Cost cost() {
    long out = 0;
    for (Plan.Result r : plan.results()) {
      out += r instanceof Plan.Result.Computed(Slot s) ? s.aval().bytes() : 0;
    }
    return new Backend.Cost(work.flops(), work.transcendentals(), work.bytes(), plan.program().bytes(), out);
  }
}
