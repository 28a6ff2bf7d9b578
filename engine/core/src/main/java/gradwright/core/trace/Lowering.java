package gradwright.core.trace;

import gradwright.core.errors.JaxError;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Transformed;
import gradwright.core.prim.Call;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.ExtensionPrimitive;
import gradwright.core.prim.Primitive;
import gradwright.core.types.Aval;
import gradwright.core.value.CustomValue;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// The way from programs over types that the user defines to programs over arrays: each value becomes the arrays that it is made
/// of, each primitive that stands for operations becomes these.
public final class Lowering {
  private Lowering() {}

  private record Key(Config config, List<Session.Axis> axes) {}

  private record Lowered(ClosedJaxpr program) implements Transformed {
    @Override
    public List<Result> results() {
      return List.of(new Result("lowered", program));
    }
  }

  /// Whether a primitive is to be lowered before it can be computed.
  public static boolean needed(Primitive primitive) {
    return switch (primitive) {
      case ExtensionPrimitive p -> p.isHigh();
      case Call.Jit p -> custom(p.jaxpr());
      case Call.Remat p -> custom(p.jaxpr());
      case Call.CustomJvpCall p -> custom(p.function());
      case Call.CustomVjpCall p -> custom(p.function());
      case Call.CustomVmapCall p -> custom(p.function());
      case ControlFlow.Scan p -> custom(p.body());
      case ControlFlow.While p -> custom(p.body()) || custom(p.condition());
      case ControlFlow.Cond p -> p.branches().stream().anyMatch(Lowering::custom);
      default -> false;
    };
  }

  private static boolean custom(ClosedJaxpr program) {
    return program.jaxpr().hasCustomTypes();
  }

  private static boolean custom(FlatFunction f) {
    return f instanceof JaxprFunction j && custom(j.jaxpr());
  }

  /// Applies a primitive that is to be lowered, with the current trace.
  public static List<Value> apply(Primitive primitive, List<Value> inputs) {
    return switch (primitive) {
      case ExtensionPrimitive p -> p.lower(inputs);
      case Call.Jit p ->
          bind(
              new Call.Jit(p.name(), lowered(p.jaxpr()), p.inline(), p.keepUnused(), List.of()),
              inputs,
              p.jaxpr().outputAvals());
      case Call.Remat p ->
          bind(
              new Call.Remat(lowered(p.jaxpr()), p.preventCse(), p.differentiated(), p.policy()),
              inputs,
              p.jaxpr().outputAvals());
      case Call.CustomJvpCall p -> p.function().call(inputs);
      case Call.CustomVjpCall p -> p.function().call(inputs);
      case Call.CustomVmapCall p -> p.function().call(inputs);
      case ControlFlow.Cond p ->
          bind(
              new ControlFlow.Cond(p.branches().stream().map(Lowering::lowered).toList()),
              inputs,
              p.branches().getFirst().outputAvals());
      case ControlFlow.While p -> {
        int first = p.conditionConstants();
        yield bind(
            new ControlFlow.While(
                lowered(p.condition()),
                count(inputs.subList(0, first)),
                lowered(p.body()),
                count(inputs.subList(first, first + p.bodyConstants()))),
            inputs,
            p.body().outputAvals());
      }
      case ControlFlow.Scan p ->
          bind(
              new ControlFlow.Scan(
                  lowered(p.body()),
                  count(inputs.subList(0, p.constants())),
                  count(inputs.subList(p.constants(), p.constants() + p.carry())),
                  p.length(),
                  p.reverse(),
                  p.unroll()),
              inputs,
              p.body().outputAvals());
      default -> throw new IllegalArgumentException(primitive.primitiveName());
    };
  }

  private static List<Value> bind(Primitive low, List<Value> inputs, List<Aval> outputs) {
    return raise(Session.current().trace().process(low, lower(inputs)), outputs);
  }

  private static int count(List<Value> values) {
    return lower(values).size();
  }

  /// A program over arrays alone (memoised).
  public static ClosedJaxpr lowered(ClosedJaxpr program) {
    Session session = Session.current();
    Key key = new Key(session.config(), session.axes());
    return custom(program) ? program.<Lowered>derive(key, () -> make(program, session)).program : program;
  }

  private static Lowered make(ClosedJaxpr program, Session session) {
    StagingTrace trace = StagingTrace.lowering();
    List<Value> arguments = new ArrayList<>();
    for (Aval a : program.inputAvals()) {
      if (a.dtype().isCustom()) {
        List<Value> low = new ArrayList<>();
        a.dtype().customType().low().forEach(t -> low.add(trace.newInput(t)));
        arguments.add(new CustomValue(a, a.dtype().customType().raise(low)));
      } else {
        arguments.add(trace.newInput(a));
      }
    }
    try {
      List<Value> out = session.with(trace, () -> lower(Interpreter.run(program, arguments)));
      for (Value v : out) {
        if (v instanceof Tracer t && !t.trace().isValid()) {
          throw JaxError.type(
              "No constant handler for type: <class 'jax._src.interpreters.partial_eval." + t.pythonName() + "'>");
        }
      }
      return new Lowered(trace.finish(out));
    } finally {
      trace.invalidate();
    }
  }

  /// The arrays that values are made of.
  public static List<Value> lower(List<? extends Value> values) {
    List<Value> out = new ArrayList<>();
    for (Value v : values) {
      if (v instanceof CustomValue c) {
        out.addAll(c.lower());
      } else {
        out.add(v);
      }
    }
    return out;
  }

  /// The values of these types that arrays make up.
  public static List<Value> raise(List<? extends Value> arrays, List<Aval> types) {
    List<Value> out = new ArrayList<>();
    int next = 0;
    for (Aval a : types) {
      if (a.dtype().isCustom()) {
        int n = a.dtype().customType().low().size();
        Object made = a.dtype().customType().raise(List.copyOf(arrays.subList(next, next + n)));
        out.add(new CustomValue(a, made));
        next += n;
      } else {
        out.add(arrays.get(next++));
      }
    }
    return out;
  }
}
