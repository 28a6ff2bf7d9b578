package gradwright.core.trace;

import gradwright.core.infer.TypeRules;
import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Equation;
import gradwright.core.ir.Jaxpr;
import gradwright.core.ir.Source;
import gradwright.core.prim.Call;
import gradwright.core.prim.Primitive;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import gradwright.core.value.CustomValue;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Records primitives as the equations of a jaxpr. Values that are not its tracers become constants; host scalars
/// become literals.
public class StagingTrace extends Trace {
  private final List<Atom.Var> inputs = new ArrayList<>();
  private final List<Equation> equations = new ArrayList<>();
  private final List<Atom.Var> constantVars = new ArrayList<>();
  private final List<Value> constantValues = new ArrayList<>();
  private final Map<Value, StagedTracer> constants = new IdentityHashMap<>();
  private final boolean lowers;

  public StagingTrace() {
    this(false);
  }

  private StagingTrace(boolean lowers) {
    this.lowers = lowers;
  }

  /// A trace that records operations on arrays alone: see `Lowering`.
  static StagingTrace lowering() {
    return new StagingTrace(true);
  }

  /// A tracer that stands for a variable of the jaxpr being made.
  public static final class StagedTracer extends Tracer {
    private final Atom atom;
    private final Source source;

    StagedTracer(Trace trace, Atom atom, Source source) {
      super(trace);
      this.atom = atom;
      this.source = source;
    }

    public Atom atom() {
      return atom;
    }

    /// Where it was computed.
    public Source source() {
      return source;
    }

    @Override
    public Aval aval() {
      return atom.aval();
    }

    @Override
    public String toString() {
      return "JitTracer(" + aval().longName() + ")";
    }
  }

  /// A new input of the jaxpr.
  public StagedTracer newInput(Aval aval) {
    Atom.Var v = new Atom.Var(aval);
    inputs.add(v);
    return new StagedTracer(this, v, Source.UNKNOWN);
  }

  /// Positions of the inputs that a tracer's value depends on.
  public List<Integer> dependencies(StagedTracer t) {
    Map<Atom, Boolean> active = sources(t);
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (active.containsKey(inputs.get(i))) {
        positions.add(i);
      }
    }
    return positions;
  }

  /// The equations that bring constants into what a tracer's value depends on.
  public List<Equation> progenitors(StagedTracer t) {
    Map<Atom, Boolean> active = sources(t);
    inputs.forEach(active::remove);
    return equations.stream().filter(e -> e.inputs().stream().anyMatch(active::containsKey)).toList();
  }

  /// The inputs and constants that a tracer's value depends on.
  private Map<Atom, Boolean> sources(StagedTracer t) {
    Map<Atom, Boolean> active = new IdentityHashMap<>();
    active.put(t.atom, true);
    for (Equation e : equations.reversed()) {
      boolean produced = false;
      for (Atom.Var v : e.outputs()) {
        produced |= active.remove(v) != null;
      }
      if (produced) {
        e.inputs().stream().filter(Atom.Var.class::isInstance).forEach(a -> active.put(a, true));
      }
    }
    return active;
  }

  /// This trace's atom for any value.
  public Atom atom(Value v) {
    return switch (v) {
      case StagedTracer t when t.trace() == this -> t.atom;
      case HostScalar s -> new Atom.Literal(s);
      case Array a -> constant(a).atom;
      case CustomValue c -> constant(c).atom;
      case Tracer t -> {
        checkNotLeaked(t);
        yield constant(t).atom;
      }
    };
  }

  @Override
  public Value constant(HostScalar v) {
    return new StagedTracer(this, new Atom.Literal(v), Source.UNKNOWN);
  }

  private StagedTracer constant(Value v) {
    return constants.computeIfAbsent(
        v,
        k -> {
          Atom.Var var = new Atom.Var(v.aval());
          constantVars.add(var);
          constantValues.add(v);
          return new StagedTracer(this, var, Source.UNKNOWN);
        });
  }

  @Override
  public List<Value> process(Primitive primitive, List<Value> in) {
    if (lowers && Lowering.needed(primitive)) {
      return Lowering.apply(primitive, in);
    }
    return switch (primitive) {
      case Call.CustomJvpCall c when !(c.function() instanceof JaxprFunction) -> {
        Closed f = close(c.function(), in);
        yield process(
            new Call.CustomJvpCall(
                c.name(), new JaxprFunction(f.jaxpr), shifted(c.rule(), f.hoisted.size()), c.symbolicZeros()),
            concat(f.hoisted, in));
      }
      case Call.CustomVjpCall c when !(c.function() instanceof JaxprFunction) -> {
        Closed f = close(c.function(), in);
        yield process(
            new Call.CustomVjpCall(
                c.name(), new JaxprFunction(f.jaxpr), shifted(c.rule(), f.hoisted.size()), c.symbolicZeros()),
            concat(f.hoisted, in));
      }
      case Call.CustomVmapCall c when !(c.function() instanceof JaxprFunction) -> {
        Closed f = close(c.function(), in);
        if (!f.hoisted.isEmpty()) {
          throw new UnsupportedOperationException("custom_vmap functions cannot close over tracers");
        }
        yield process(new Call.CustomVmapCall(c.name(), new JaxprFunction(f.jaxpr), c.rule()), in);
      }
      case Call.Jit j when j.inline() -> Interpreter.run(j.jaxpr(), in);
      default -> record(primitive, in);
    };
  }

  /// A function staged over the avals of its arguments; tracers it closed over are in `hoisted` and are its first inputs.
  private record Closed(ClosedJaxpr jaxpr, List<Value> hoisted) {}

  private static Closed close(FlatFunction f, List<Value> in) {
    Staging.Hoisted h = Staging.stageHoisting(f, in.stream().map(Value::aval).toList());
    return new Closed(h.jaxpr(), h.hoisted());
  }

  private static CustomRules.Jvp shifted(CustomRules.Jvp rule, int hoisted) {
    return hoisted == 0 ? rule : new ShiftedRules.Jvp(rule, hoisted);
  }

  private static CustomRules.Vjp shifted(CustomRules.Vjp rule, int hoisted) {
    return hoisted == 0 ? rule : new ShiftedRules.Vjp(rule, hoisted);
  }

  private static List<Value> concat(List<Value> a, List<Value> b) {
    List<Value> r = new ArrayList<>(a);
    r.addAll(b);
    return r;
  }

  /// Appends an equation and gives tracers of its outputs.
  protected final List<Value> record(Primitive primitive, List<Value> in) {
    List<Atom> atoms = new ArrayList<>(in.size());
    List<Aval> avals = new ArrayList<>(in.size());
    for (Value v : in) {
      Atom a = atom(v);
      atoms.add(a);
      avals.add(a.aval());
    }
    List<Aval> outs = TypeRules.outputs(primitive, avals);
    List<Atom.Var> vars = new ArrayList<>(outs.size());
    List<Value> tracers = new ArrayList<>(outs.size());
    Source source = Source.current();
    for (Aval a : outs) {
      Atom.Var v = new Atom.Var(a);
      vars.add(v);
      tracers.add(new StagedTracer(this, v, source));
    }
    equations.add(new Equation(primitive, List.copyOf(atoms), List.copyOf(vars), primitive.effects(), source));
    return tracers;
  }

  /// The jaxpr of what was recorded, with the given outputs. Constants that no equation uses are dropped.
  public ClosedJaxpr finish(List<? extends Value> outputs) {
    List<Atom> outs = new ArrayList<>(outputs.size());
    for (Value v : outputs) {
      outs.add(atom(v));
    }
    return new ClosedJaxpr(new Jaxpr(constantVars, inputs, equations, outs), constantValues);
  }
}
