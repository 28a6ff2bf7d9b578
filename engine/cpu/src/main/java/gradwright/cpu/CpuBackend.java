package gradwright.cpu;

import gradwright.compiler.graph.Graph;
import gradwright.compiler.graph.GraphBuilder;
import gradwright.compiler.graph.GraphJaxpr;
import gradwright.compiler.graph.UnsupportedProgram;
import gradwright.compiler.plan.Plan;
import gradwright.compiler.plan.Planner;
import gradwright.core.device.Device;
import gradwright.core.errors.OutsideError;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.prim.Primitive;
import gradwright.core.trace.Backend;
import gradwright.core.trace.Engine;
import gradwright.core.trace.Session;
import gradwright.core.value.Array;
import gradwright.cpu.codegen.CpuTarget;
import gradwright.cpu.host.HostCpu;
import gradwright.cpu.library.LibraryOperations;
import gradwright.cpu.llvm.CompileFailure;
import gradwright.cpu.llvm.KernelCompiler;
import gradwright.cpu.pool.WorkerPool;
import gradwright.cpu.run.EagerKernels;
import gradwright.cpu.run.ExecutableBuilder;
import gradwright.cpu.run.Limits;
import gradwright.cpu.run.PassTimes;
import java.util.List;
import java.util.stream.Collectors;

/// Compiles programs for this machine's processor: kernels by LLVM, matrix products and decompositions by OpenBLAS, and
/// whatever has neither by the reference evaluator.
public final class CpuBackend implements Backend {
  private final CpuTarget target = new CpuTarget();
  private final WorkerPool pool = new WorkerPool(WorkerPool.defaultThreads());
  private final KernelCompiler compiler = new KernelCompiler();
  private final LibraryOperations library = new LibraryOperations(pool, compiler);
  private final ExecutableBuilder builder = new ExecutableBuilder(library, pool, compiler);
  private final Limits limits = new Limits(pool, compiler);
  private final EagerKernels eagerKernels = builder.eager(target);

  @Override
  public String platform() {
    return "cpu";
  }

  @Override
  public Executable compile(ClosedJaxpr jaxpr, String name) throws CompileException {
    Engine engine = Session.current().engine();
    Device device = engine.defaultDevice();
    PassTimes times = new PassTimes();
    try {
      Graph graph = new GraphBuilder(device, target).build(jaxpr);
      Plan plan = Planner.plan(graph, target, device);
      times.endLowering();
      return builder.build(plan, engine.numbers(), times);
    } catch (OutsideError e) {
      throw e.raised();
    } catch (UnsupportedProgram | CompileFailure e) {
      throw new CompileException(e.getMessage(), e);
    } catch (RuntimeException | StackOverflowError e) {
      throw new CompileException("internal error: " + e, e);
    }
  }

  @Override
  public Simplified simplified(ClosedJaxpr jaxpr) {
    try {
      return GraphJaxpr.of(new GraphBuilder(Session.current().engine().defaultDevice(), target).build(jaxpr));
    } catch (UnsupportedProgram e) {
      return null;
    }
  }

  @Override
  public MachineLimits limits() {
    return limits.get();
  }

  @Override
  public List<Array> eager(Primitive primitive, List<Array> inputs, Device device) {
    List<Array> out = eagerKernels.eager(primitive, inputs, device);
    return out != null ? out : library.eager(primitive, inputs, device);
  }

  @Override
  public String describe() {
    HostCpu cpu = HostCpu.current();
    String features =
        cpu.flags().stream()
            .filter(flag -> flag.matches("sse4.*|avx.*|fma|f16c|bmi.*|amx.*|asimd.*|sve.*"))
            .collect(Collectors.joining(" "));
    return "cpu: LLVM code for "
        + cpu.architecture()
        + ", vectors of "
        + cpu.preferredVectorBits()
        + " bits"
        + (features.isEmpty() ? "" : " (" + features + ")");
  }
}
