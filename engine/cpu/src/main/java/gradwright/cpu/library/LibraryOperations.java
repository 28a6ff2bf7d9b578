package gradwright.cpu.library;

import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;
import gradwright.core.infer.TypeRules;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import gradwright.cpu.blas.MatrixProducts;
import gradwright.cpu.llvm.KernelCompiler;
import gradwright.cpu.pool.WorkerPool;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// Primitives that are written by hand for the processor, or that native libraries compute, for any shape and without
/// compiling: what compiled programs call between their kernels, and what eager operations on large arrays run on.
/// Results are the reference evaluator's up to rounding.
public final class LibraryOperations {
  /// Operations on fewer elements are left to the reference evaluator when they are eager.
  private static final long EAGER_ELEMENTS = 1024;

  private final WorkerPool pool;
  private final ScratchMemory scratch = new ScratchMemory();
  private final FourierCalls fourier;
  private final MatrixProducts products;
  private final RowKernels rows;

  /// Operations whose work is shared by the pool's threads.
  public LibraryOperations(WorkerPool pool) {
    this(pool, new KernelCompiler());
  }

  /// The same with a given compiler for the operations' own kernels.
  public LibraryOperations(WorkerPool pool, KernelCompiler compiler) {
    this.pool = pool;
    this.fourier = new FourierCalls(compiler);
    this.products = new MatrixProducts(pool, compiler);
    this.rows = new RowKernels(compiler);
  }

  /// Products of matrices, shared by the pool's threads.
  public MatrixProducts products() {
    return products;
  }

  /// The operation for a primitive on arrays of these types; null when there is none.
  public LibraryCall find(Primitive primitive, List<Aval> in, List<Aval> out) {
    return switch (primitive) {
      case LinearAlgebra p -> LinearAlgebraCalls.find(p, in, out);
      case Contraction.DotGeneral p -> DotCalls.find(p, in.get(0), in.get(1), out.getFirst());
      case Contraction.Fft p -> fourier.find(p, in.getFirst(), out.getFirst());
      case Contraction.Conv p -> ConvCalls.find(p, in.get(0), in.get(1), out.getFirst());
      case Shaping p -> ShapeCalls.find(p, in, out);
      case Reduction.Reduce p -> ReduceCalls.find(p, in.getFirst(), out.getFirst());
      case Reduction.Sort p -> SortCalls.find(p, in);
      case Reduction.TopK p -> TopKCalls.find(p, in.getFirst());
      case Reduction.ArgReduce p -> ArgReduceCalls.find(p, in.getFirst(), out.getFirst());
      case Reduction.Cumulative p -> CumulativeCalls.find(p, in.getFirst());
      case Reduction.ReduceWindow p -> WindowCalls.find(p, in.getFirst(), out.getFirst());
      case Reduction.SelectAndScatterAdd p -> SelectCalls.find(p, in.get(0), in.get(1));
      case Reduction.SelectAndGatherAdd p -> SelectCalls.find(p, in.get(0), in.get(1), out.getFirst());
      case Indexing.Gather p -> GatherCalls.find(p, in.get(0), in.get(1), out.getFirst(), rows);
      case Indexing.Scatter p -> ScatterCalls.find(p, in.get(0), in.get(1), in.get(2), rows);
      case Indexing.DynamicSlice p -> GatherCalls.find(p, in, out.getFirst());
      case Indexing.DynamicUpdateSlice p -> GatherCalls.find(p, in);
      case RandomBits p -> RandomCalls.find(p, in, Session.current().config().threefryPartitionable());
      default -> null;
    };
  }

  /// Runs an operation on the arrays at these addresses; an interrupt asked for by `cancelled` is JAX's.
  public void run(LibraryCall call, long[] inputs, long[] outputs, BooleanSupplier cancelled) {
    try {
      call.run(inputs, outputs, new Workers(pool, products, scratch, cancelled));
    } catch (CancellationException e) {
      throw new JaxError("KeyboardInterrupt", "");
    }
  }

  /// Computes a primitive now; null when the reference evaluator does as well.
  public List<Array> eager(Primitive primitive, List<Array> inputs, Device device) {
    if (!worthwhile(primitive, inputs)) {
      return null;
    }
    List<Aval> in = inputs.stream().map(Array::aval).toList();
    List<Aval> out = TypeRules.outputs(primitive, in);
    LibraryCall call = find(primitive, in, out);
    if (call == null) {
      return null;
    }
    long[] from = new long[inputs.size()];
    for (int i = 0; i < from.length; i++) {
      from[i] = inputs.get(i).memory().address();
    }
    List<Array> results = new ArrayList<>(out.size());
    long[] to = new long[out.size()];
    for (int i = 0; i < to.length; i++) {
      Array result = Array.allocate(out.get(i), device);
      results.add(result);
      to[i] = result.buffer().address();
    }
    run(call, from, to, Session.current().cancelled());
    Reference.reachabilityFence(inputs);
    return results;
  }

  private static boolean worthwhile(Primitive primitive, List<Array> inputs) {
    if (primitive instanceof LinearAlgebra) {
      return true; // the evaluator has none
    }
    if (primitive instanceof RandomBits.Bits b && b.shape().elements() >= EAGER_ELEMENTS
        || primitive instanceof RandomBits.Split s && s.shape().elements() >= EAGER_ELEMENTS) {
      return true;
    }
    for (Array a : inputs) {
      if (a.elements() >= EAGER_ELEMENTS) {
        return true;
      }
    }
    return false;
  }
}
