package gradwright.cpu.run;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import gradwright.compiler.Target;
import gradwright.compiler.graph.GraphBuilder;
import gradwright.compiler.graph.UnsupportedProgram;
import gradwright.compiler.plan.Plan;
import gradwright.compiler.plan.Planner;
import gradwright.compiler.plan.Slot;
import gradwright.compiler.plan.Step;
import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;
import gradwright.core.infer.TypeRules;
import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Equation;
import gradwright.core.ir.Jaxpr;
import gradwright.core.ir.Source;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.UnaryOp;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.cpu.codegen.KernelCode;
import gradwright.cpu.codegen.KernelEmitter;
import gradwright.cpu.llvm.CompileFailure;
import gradwright.cpu.pool.KernelCall;
import gradwright.cpu.pool.WorkerPool;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

/// Kernels of single elementwise primitives for large arrays of any shape. A kernel is made for a primitive, its
/// operands' types and which of them are scalars, once so many elements went through it that compiling pays.
public final class EagerKernels {
  /// Below this the reference evaluator is as fast.
  private static final long LEAST = 1 << 14;

  private static final long COMPILE_AFTER = 1 << 20;

  /// Kernels are made for arrays of so many elements, and then run on any multiple of a vector.
  private static final int STAGED = 1 << 20;

  private static final int VECTOR = 64;
  private static final long GRAIN = 1 << 15;

  private final KernelLibrary kernels;
  private final WorkerPool pool;
  private final Target target;
  private final Map<Key, Entry> entries = new HashMap<>();

  EagerKernels(KernelLibrary kernels, WorkerPool pool, Target target) {
    this.kernels = kernels;
    this.pool = pool;
    this.target = target;
  }

  private record Key(Elementwise primitive, List<Operand> operands) {}

  private record Operand(DType type, boolean scalar) {}

  /// The kernels of one operation: one that writes to the caches, and one for results too large for them.
  private static final class Entry {
    long elements;
    boolean impossible;
    Ready near;
    Ready far;
  }

  /// @param operands for each pointer the operand's number, or -1 for the result
  /// @param kernel keeps the code loaded
  private record Ready(LoadedKernel kernel, MemorySegment function, int[] operands) {}

  /// Computes a primitive now; null when there is no kernel for it, or not yet.
  public List<Array> eager(Primitive primitive, List<Array> in, Device device) {
    if (!(primitive instanceof Elementwise p) || !large(in) || isView(p, in)) {
      return null;
    }
    Aval out = TypeRules.outputs(p, in.stream().map(Array::aval).toList()).getFirst();
    long n = out.shape().elements();
    List<Operand> operands = new ArrayList<>(in.size());
    for (Array a : in) {
      boolean scalar = a.elements() == 1;
      if (!scalar && !a.shape().equals(out.shape())) {
        return null;
      }
      operands.add(new Operand(a.dtype(), scalar));
    }
    boolean large = out.bytes() >= KernelEmitter.LARGE_FRESH_BYTES;
    Ready ready = ready(new Key(p, operands), out.dtype(), n, large, device);
    if (ready == null) {
      return null;
    }
    Array result = Array.allocate(out, device);
    run(ready, operands, in, result);
    Reference.reachabilityFence(in);
    return List.of(result);
  }

  private static boolean large(List<Array> in) {
    for (Array a : in) {
      if (a.elements() >= LEAST) {
        return true;
      }
    }
    return false;
  }

  /// Whether the result shares the operand's memory, or its type has none.
  private static boolean isView(Elementwise p, List<Array> in) {
    DType t = in.getFirst().dtype();
    return t == DType.FLOAT0
        || switch (p) {
          case Elementwise.BitcastConvert _ -> true;
          case Elementwise.Unary(UnaryOp op) -> op == UnaryOp.STOP_GRADIENT;
          case Elementwise.Convert(DType to, boolean _) -> to == t || to == DType.FLOAT0;
          case Elementwise.SelectN _ -> in.getFirst().rank() == 0;
          default -> false;
        };
  }

  private Ready ready(Key key, DType out, long n, boolean large, Device device) {
    synchronized (entries) {
      Entry e = entries.computeIfAbsent(key, _ -> new Entry());
      e.elements += n;
      Ready known = large ? e.far : e.near;
      if (known == null && !e.impossible && e.elements >= COMPILE_AFTER) {
        known = compile(key, out, large, device);
        e.impossible = known == null;
        if (large) {
          e.far = known;
        } else {
          e.near = known;
        }
      }
      return known;
    }
  }

  private Ready compile(Key key, DType out, boolean large, Device device) {
    try {
      List<Atom.Var> inputs = new ArrayList<>();
      for (Operand o : key.operands) {
        inputs.add(new Atom.Var(Aval.of(o.type, o.scalar ? Shape.SCALAR : Shape.of(STAGED))));
      }
      Atom.Var result = new Atom.Var(Aval.of(out, STAGED));
      Equation e = new Equation(key.primitive, List.copyOf(inputs), List.of(result), Set.of(), Source.UNKNOWN);
      ClosedJaxpr program = new ClosedJaxpr(new Jaxpr(List.of(), inputs, List.of(e), List.of(result)), List.of());
      Plan plan = Planner.plan(new GraphBuilder(device, target).build(program), target, device);
      if (plan.program().steps().size() != 1 || !(plan.program().steps().getFirst() instanceof Step.Compute step)) {
        return null;
      }
      KernelCode code = KernelEmitter.emit(step.kernel(), large ? largeResult(step) : Map.of());
      if (code.ordered() || code.items() != STAGED) {
        return null;
      }
      int[] operands = new int[step.parameters().size()];
      for (int i = 0; i < operands.length; i++) {
        Slot s = step.parameters().get(i);
        operands[i] =
            switch (s.kind()) {
              case ARGUMENT -> s.position();
              case RESULT -> -1;
              default -> throw new IllegalStateException("slot " + s);
            };
      }
      LoadedKernel kernel = kernels.load(List.of(code)).getFirst();
      return new Ready(kernel, MemorySegment.ofAddress(kernel.address()), operands);
    } catch (UnsupportedProgram | CompileFailure e) {
      return null;
    }
  }

  private static Map<Integer, Long> largeResult(Step.Compute step) {
    for (int i = 0; i < step.parameters().size(); i++) {
      if (step.parameters().get(i).kind() == Slot.Kind.RESULT) {
        return Map.of(i, KernelEmitter.LARGE_FRESH_BYTES);
      }
    }
    return Map.of();
  }

  private void run(Ready r, List<Operand> operands, List<Array> in, Array result) {
    long n = result.elements();
    long whole = n / VECTOR * VECTOR;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pointers = arena.allocate(8L * r.operands.length, 64);
      for (int i = 0; i < r.operands.length; i++) {
        int k = r.operands[i];
        pointers.setAtIndex(JAVA_LONG, i, k < 0 ? result.buffer().address() : in.get(k).memory().address());
      }
      if (whole > 2 * GRAIN) {
        // the pool's threads need memory of any thread
        shared(r.function, pointers.toArray(JAVA_LONG), whole);
      } else {
        KernelCall.run(r.function, pointers, 0, whole);
      }
      if (whole < n) {
        tail(r, operands, in, result, whole, arena);
      }
    }
  }

  private void shared(MemorySegment function, long[] addresses, long whole) {
    try (Arena arena = Arena.ofShared()) {
      pool.runKernel(function, arena.allocateFrom(JAVA_LONG, addresses), whole, GRAIN, Session.current().cancelled());
    } catch (CancellationException e) {
      throw new JaxError("KeyboardInterrupt", "");
    }
  }

  /// The elements beyond the last whole vector, in memory of their own so that nothing past an array is touched.
  private static void tail(Ready r, List<Operand> operands, List<Array> in, Array result, long from, Arena arena) {
    long left = result.elements() - from;
    MemorySegment pointers = arena.allocate(8L * r.operands.length, 64);
    MemorySegment out = null;
    int size = result.dtype().byteSize();
    for (int i = 0; i < r.operands.length; i++) {
      int k = r.operands[i];
      MemorySegment m;
      if (k < 0) {
        out = arena.allocate((long) VECTOR * size, 64);
        m = out;
      } else if (operands.get(k).scalar) {
        m = in.get(k).memory();
      } else {
        int bytes = operands.get(k).type.byteSize();
        m = arena.allocate((long) VECTOR * bytes, 64);
        MemorySegment.copy(in.get(k).memory(), from * bytes, m, 0, left * bytes);
      }
      pointers.setAtIndex(JAVA_LONG, i, m.address());
    }
    KernelCall.run(r.function, pointers, 0, VECTOR);
    MemorySegment.copy(out, 0, result.buffer().segment(), from * size, left * size);
  }
}
