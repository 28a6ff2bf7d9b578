package gradwright.core.trace;

import gradwright.core.device.Device;
import gradwright.core.errors.JaxError;
import gradwright.core.eval.Evaluator;
import gradwright.core.events.KernelDescription;
import gradwright.core.events.Recorder;
import gradwright.core.infer.Placements;
import gradwright.core.infer.TypeRules;
import gradwright.core.prim.Call;
import gradwright.core.prim.Collective;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.ExtensionPrimitive;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Shaping;
import gradwright.core.types.Aval;
import gradwright.core.types.Sharding;
import gradwright.core.value.Array;
import gradwright.core.value.CustomValue;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// The base interpretation: computes at once.
public final class EvalTrace extends Trace {
  private final Engine engine;

  EvalTrace(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<Value> process(Primitive primitive, List<Value> inputs) {
    switch (primitive) {
      case Call.CustomJvpCall c -> {
        return c.function().call(inputs);
      }
      case Call.CustomVjpCall c -> {
        return c.function().call(inputs);
      }
      case Call.CustomVmapCall c -> {
        return c.function().call(inputs);
      }
      case Collective c when !(c instanceof Collective.AllReduce r && r.axisNames().isEmpty()) -> {
        c.axisNames().forEach(Session.current()::axisSize);
        throw new IllegalStateException(c.primitiveName() + " reached evaluation inside its axis");
      }
      case Shaping.Reshape r when r.dimensions() != null -> {
        // backends need not know of the two in one
        List<Value> turned = process(new Shaping.Transpose(r.dimensions()), inputs);
        return process(new Shaping.Reshape(r.newSizes()), turned);
      }
      case ExtensionPrimitive p when p.isHigh() -> {
        return p.lower(inputs);
      }
      case Call c when Lowering.needed(c) -> {
        return Lowering.apply(c, inputs);
      }
      case ControlFlow c -> {
        Executor.refuseChecks(c.effects());
        if (Lowering.needed(c)) {
          return Lowering.apply(c, inputs);
        }
      }
      default -> {}
    }
    Device device = Commitment.device(inputs, engine.defaultDevice());
    List<Array> arrays = new ArrayList<>(inputs.size());
    boolean placed = false;
    boolean bound = false;
    boolean typed = Session.current().config().mesh() != null;
    for (Value v : inputs) {
      Array a = toArray(v, device);
      typed |= a.aval().sharding() != null;
      placed |= a.placement() != null;
      bound |= a.isCommitted();
      arrays.add(a);
    }
    if (bound || typed || placed) {
      bound = Commitment.check(primitive instanceof Call.Jit j ? j.name() : primitive.primitiveName(), arrays) && bound;
    }
    List<Value> out = compute(primitive, arrays, device, typed, placed);
    return bound ? List.copyOf(Commitment.bound(arrays(out))) : out;
  }

  private static List<Array> arrays(List<Value> values) {
    List<Array> out = new ArrayList<>(values.size());
    values.forEach(v -> out.add((Array) v));
    return out;
  }

  private List<Value> compute(Primitive primitive, List<Array> arrays, Device device, boolean typed, boolean placed) {
    if (primitive instanceof Call.Jit jit) {
      // A jit bound here comes from the library or from an interpreted program; users' jits go to the executor
      // directly.
      return List.copyOf(engine.executor().run(jit.jaxpr(), jit.name(), arrays, device, Executor.Policy.WHEN_LARGE));
    }
    if (typed) {
      return typed(primitive, arrays, device);
    }
    if (placed) {
      List<Array> out = evaluate(primitive, arrays, device);
      return List.copyOf(placed(primitive, arrays, out));
    }
    boolean keys = Session.current().config().debugKeyReuse() && arrays.stream().anyMatch(x -> x.dtype().isKey());
    return List.copyOf(
        keys
            ? engine.keys().tracking(primitive, arrays, () -> evaluate(primitive, arrays, device))
            : evaluate(primitive, arrays, device));
  }

  /// The results, divided as the operands are over a mesh that types do not show.
  private static List<Array> placed(Primitive primitive, List<Array> arrays, List<Array> out) {
    List<Sharding> found =
        Placements.of(
            primitive,
            arrays.stream().map(Array::aval).toList(),
            arrays.stream().map(Array::placement).toList(),
            out.stream().map(Array::aval).toList());
    return Executor.placed(out, found);
  }

  /// Where types show shardings: what the types allow, with the types that it has.
  private List<Value> typed(Primitive primitive, List<Array> arrays, Device device) {
    List<Aval> types = TypeRules.outputs(primitive, arrays.stream().map(Array::aval).toList());
    return List.copyOf(Executor.typed(evaluate(primitive, arrays, device), types));
  }

  private List<Array> evaluate(Primitive primitive, List<Array> arrays, Device device) {
    Recorder recorder = engine.events().recorder();
    boolean recorded =
        recorder != null
            && !(primitive instanceof ControlFlow || primitive instanceof Call)
            && !Session.current().isHost();
    if (recorded) {
      arrays.forEach(Array::await); // the wait is not the operation's
    }
    long start = recorded ? System.nanoTime() : 0;
    List<Array> out = byBackend(primitive, arrays, device);
    KernelDescription.Kind kind = out == null ? KernelDescription.Kind.EVALUATED : KernelDescription.Kind.LIBRARY;
    if (out == null) {
      out = Evaluator.evaluate(primitive, arrays, device);
    }
    if (recorded) {
      long end = System.nanoTime();
      int kernel = recorder.eager(primitive.primitiveName(), kind, Session.current().place(), start);
      recorder.runs(device).add(kernel, start, end);
    }
    NonFinite.check(Session.current().config(), primitive.primitiveName(), out);
    return out;
  }

  private List<Array> byBackend(Primitive primitive, List<Array> arrays, Device device) {
    if (primitive instanceof RandomBits r && r.generator(arrays.stream().map(Array::aval).toList()) != null) {
      return null;
    }
    Backend backend = engine.executor().backend();
    List<Array> out = backend == null ? null : backend.eager(primitive, arrays, device);
    return out == null
            && backend != null
            && primitive instanceof ControlFlow loop
            && !Session.current().config().disableJit()
        ? EagerLoops.run(engine.executor(), loop, arrays, device)
        : out;
  }

  /// The value as an array on a device. A tracer here has outlived its trace.
  public static Array toArray(Value v, Device device) {
    return switch (v) {
      case Array a -> a;
      case CustomValue c ->
          throw JaxError.type("a value of type " + c.aval() + " is not an array: the operation does not accept it");
      case HostScalar s -> Array.allocate(s.aval(), device).fill(s);
      case Tracer t -> {
        throw leaked(t);
      }
    };
  }

  /// An array that holds one scalar.
  public static Array scalar(Aval aval, HostScalar value, Device device) {
    return Array.allocate(aval, device).fill(value);
  }
}
