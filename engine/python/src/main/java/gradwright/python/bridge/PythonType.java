package gradwright.python.bridge;

import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.CustomType;
import gradwright.core.value.Value;
import java.util.List;

/// A type that Python code defines: each question is a method of a Python object.
final class PythonType implements CustomType {
  private final org.graalvm.polyglot.Value adapter;
  private final String name;

  PythonType(org.graalvm.polyglot.Value adapter) {
    this.adapter = adapter;
    this.name = adapter.invokeMember("name").asString();
  }

  /// The Python object that is the type.
  org.graalvm.polyglot.Value object() {
    return adapter.getMember("type");
  }

  private org.graalvm.polyglot.Value ask(String method, Object... arguments) {
    return Session.current().withLiveSource(() -> adapter.invokeMember(method, arguments));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Aval> low() {
    return TransformPort.avals(ask("low"));
  }

  @Override
  public List<Value> lower(Object value) {
    return Neutral.values(ask("lower", value));
  }

  @Override
  public Object raise(List<Value> arrays) {
    return ask("raised", (Object) Neutral.handles(arrays));
  }

  @Override
  public Aval tangent() {
    return ask("tangent").asHostObject();
  }

  @Override
  public Value zero() {
    return Neutral.value(Neutral.of(ask("zero")));
  }

  @Override
  public Value add(Value a, Value b) {
    return Neutral.value(Neutral.of(ask("add", a, b)));
  }

  @Override
  public Aval stacked(int size) {
    return ask("stacked", size).asHostObject();
  }

  @Override
  public Aval unstacked() {
    return ask("unstacked").asHostObject();
  }
}
