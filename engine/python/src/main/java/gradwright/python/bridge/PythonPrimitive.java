package gradwright.python.bridge;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Effect;
import gradwright.core.ir.PrimitiveParameters.Parameter;
import gradwright.core.ir.PrimitiveParameters.Verbatim;
import gradwright.core.prim.ExtensionPrimitive;
import gradwright.core.trace.EvalTrace;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.value.Array;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// A primitive that Python code defines, with its parameters: each rule is a method of a Python object.
final class PythonPrimitive implements ExtensionPrimitive {
  private final String name;
  private final org.graalvm.polyglot.Value application;
  private final boolean high;

  /// Whether the type rule reported effects; known once it has been asked.
  private boolean effectful;

  PythonPrimitive(String name, org.graalvm.polyglot.Value application) {
    this.name = name;
    this.application = application;
    this.high = application.getMember("high").asBoolean();
  }

  /// The Python object: the primitive applied to parameters.
  org.graalvm.polyglot.Value application() {
    return application;
  }

  @Override
  public String primitiveName() {
    return name;
  }

  @Override
  public Set<Effect> effects() {
    return effectful ? Set.of(Effect.IO) : Set.of();
  }

  /// Runs Python rules: what they do belongs to the user's code.
  private org.graalvm.polyglot.Value ask(String method, Object... arguments) {
    return Session.current().withLiveSource(() -> application.invokeMember(method, arguments));
  }

  @Override
  public List<Aval> outputs(List<Aval> inputs) {
    org.graalvm.polyglot.Value found = ask("abstract", (Object) inputs.toArray());
    effectful = found.getArrayElement(1).asBoolean();
    return TransformPort.avals(found.getArrayElement(0));
  }

  @Override
  public List<Array> evaluate(List<Array> inputs) {
    Session session = Session.current();
    return session.with(
        session.evalTrace(),
        () -> {
          List<Array> out = new ArrayList<>();
          for (Value v : Neutral.values(ask("evaluate", (Object) Neutral.handles(inputs)))) {
            out.add(EvalTrace.toArray(v, session.engine().defaultDevice()));
          }
          return out;
        });
  }

  @Override
  public boolean isHigh() {
    return high;
  }

  @Override
  public List<Value> lower(List<Value> inputs) {
    return Neutral.values(ask("lower", (Object) Neutral.handles(inputs)));
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    org.graalvm.polyglot.Value shown = application.invokeMember("shown");
    for (long i = 0; i < shown.getArraySize(); i += 2) {
      org.graalvm.polyglot.Value value = shown.getArrayElement(i + 1);
      Object printed = value.isHostObject() ? value.asHostObject() : new Verbatim(value.asString());
      all.add(new Parameter(shown.getArrayElement(i).asString(), printed, false));
    }
    return all;
  }

  @Override
  public List<ClosedJaxpr> programs() {
    List<ClosedJaxpr> all = new ArrayList<>();
    for (Parameter p : parameters()) {
      if (p.value() instanceof ClosedJaxpr c) {
        all.add(c);
      }
    }
    return all;
  }

  @Override
  public ClosedJaxpr expansion(List<Aval> inputs) {
    org.graalvm.polyglot.Value program = ask("expansion", (Object) inputs.toArray());
    return program.isNull() ? null : program.asHostObject();
  }

  @Override
  public List<Tangent> jvp(List<Value> primals, List<Tangent> tangents) {
    return tangents(ask("jvp", Neutral.handles(primals), tangents.toArray()));
  }

  @Override
  public Linear linearize(boolean reverse, List<Value> primals, List<Boolean> nonzero) {
    org.graalvm.polyglot.Value r = ask("linearize", reverse, Neutral.handles(primals), nonzero.toArray());
    if (r.isNull()) {
      return null;
    }
    org.graalvm.polyglot.Value linear = r.getArrayElement(2);
    return new Linear(
        Neutral.values(r.getArrayElement(0)),
        Neutral.booleans(r.getArrayElement(1)),
        tangents -> Session.current().withLiveSource(() -> tangents(linear.execute((Object) tangents.toArray()))));
  }

  @Override
  public List<Tangent> transpose(List<Tangent> cotangents, List<Value> knownOrNull, List<Aval> inputs) {
    Object[] known = Arrays.copyOf(knownOrNull.toArray(), knownOrNull.size(), Object[].class);
    return tangents(ask("transpose", cotangents.toArray(), known, inputs.toArray()));
  }

  @Override
  public Mapped batch(int size, List<Value> inputs, List<Integer> axes) {
    org.graalvm.polyglot.Value r = ask("batch", size, Neutral.handles(inputs), axes.toArray());
    return new Mapped(Neutral.values(r.getArrayElement(0)), Neutral.integers(r.getArrayElement(1)));
  }

  /// Values and symbolic zeros of a Python list; None is null.
  private static List<Tangent> tangents(org.graalvm.polyglot.Value list) {
    List<Tangent> out = new ArrayList<>();
    for (Object o : Neutral.list(list)) {
      out.add(o == null ? null : o instanceof Tangent t ? t : Neutral.value(o));
    }
    return out;
  }
}
