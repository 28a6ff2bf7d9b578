package gradwright.python.bridge;

import gradwright.core.errors.JaxError;
import gradwright.core.export.CorruptProgram;
import gradwright.core.export.Encoded;
import gradwright.core.export.ProgramReader;
import gradwright.core.export.ProgramWriter;
import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Equation;
import gradwright.core.ir.Jaxpr;
import gradwright.core.ir.JaxprPrinter;
import gradwright.core.ir.PrimitiveParameters;
import gradwright.core.ir.PrimitiveParameters.Parameter;
import gradwright.core.ir.PrimitiveParameters.Verbatim;
import gradwright.core.ir.PythonText;
import gradwright.core.ir.Source;
import gradwright.core.linearize.SavedResidual;
import gradwright.core.prim.Call;
import gradwright.core.prim.Effectful;
import gradwright.core.prim.Primitive;
import gradwright.core.trace.Session;
import gradwright.core.trace.Staging;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Value;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Jaxprs taken apart for Python. Variables are handles, equal when they are the same variable.
public final class JaxprPort {
  private final Errors errors;
  private final ArrayPort arrays;

  JaxprPort(Errors errors, ArrayPort arrays) {
    this.errors = errors;
    this.arrays = arrays;
  }

  public Object[] inputAtoms(Object jaxpr) {
    return open(jaxpr).inputs().toArray();
  }

  /// The program of a jaxpr that may be closed.
  static Jaxpr open(Object jaxpr) {
    return jaxpr instanceof ClosedJaxpr c ? c.jaxpr() : (Jaxpr) jaxpr;
  }

  public Object[] outputAtoms(Object jaxpr) {
    return open(jaxpr).outputs().toArray();
  }

  public Object[] constantAtoms(Object jaxpr) {
    return open(jaxpr).constants().toArray();
  }

  public Object[] equations(Object jaxpr) {
    return open(jaxpr).equations().toArray();
  }

  public Object[] equationInputs(Equation e) {
    return e.inputs().toArray();
  }

  public Object[] equationOutputs(Equation e) {
    return e.outputs().toArray();
  }

  public Primitive equationPrimitive(Equation e) {
    return e.primitive();
  }

  /// Where the equation comes from.
  public Source equationSource(Equation e) {
    return e.source();
  }

  /// The user's frames of a place, the innermost first: file, line, column, end line, end column and function of each.
  public Object[] sourceFrames(Source source) {
    return source.frames().stream()
        .map(f -> new Object[] {f.file(), f.line(), f.column(), f.endLine(), f.endColumn(), f.function()})
        .toArray();
  }

  /// A place as jaxprs print it.
  public String sourceSummary(Source source) {
    return source.summary();
  }

  public String equationName(Equation e) {
    return e.primitive().primitiveName();
  }

  public Object[] equationEffects(Equation e) {
    return e.effects().stream().map(Enum::name).toArray();
  }

  /// Names of the jaxpr's effects.
  public Object[] jaxprEffects(Jaxpr jaxpr) {
    return jaxpr.effects().stream().map(Enum::name).toArray();
  }

  /// Applies an equation's primitive to values with the current trace.
  public Object[] bindEquation(Equation e, org.graalvm.polyglot.Value values) {
    return errors.guard(() -> {
      Session session = Session.current();
      List<Value> in = Neutral.values(values);
      return Neutral.handles(session.withSource(e.source(), () -> Session.bind(e.primitive(), in)));
    });
  }

  /// What a check knows of its error, as Python gave it.
  public Object checkDescription(Equation e) {
    return ((Effectful.Check) e.primitive()).check().description();
  }

  /// Calls a jaxpr as a jitted function of this name.
  public Object[] callJitted(String name, ClosedJaxpr body, org.graalvm.polyglot.Value values) {
    return errors.guard(() -> {
      Staging.Hoisted h = Staging.hoistAll(body);
      List<Value> all = new ArrayList<>(h.hoisted());
      all.addAll(Neutral.values(values));
      return Neutral.handles(Session.bind(Call.Jit.of(name, h.jaxpr()), all));
    });
  }

  /// The structure of a program as bytes, and its whole numbers.
  public Object[] encoded(ClosedJaxpr program) {
    return errors.guard(() -> {
      Encoded e = ProgramWriter.encode(program);
      return new Object[] {ByteBuffer.wrap(e.structure()), java.util.Arrays.stream(e.numbers()).boxed().toArray()};
    });
  }

  /// The program of a structure and whole numbers.
  public ClosedJaxpr decoded(org.graalvm.polyglot.Value structure, org.graalvm.polyglot.Value numbers) {
    return errors.guard(() -> {
      byte[] bytes = new byte[Math.toIntExact(structure.getBufferSize())];
      structure.readBuffer(0, bytes, 0, bytes.length);
      long[] all = Neutral.list(numbers).stream().mapToLong(n -> (Long) n).toArray();
      try {
        return ProgramReader.decode(new Encoded(bytes, all), Session.current().engine().defaultDevice());
      } catch (CorruptProgram problem) {
        throw JaxError.value("The serialized function is damaged: " + problem.getMessage());
      }
    });
  }

  /// A literal's value.
  public Value literalValue(Atom.Literal l) {
    return l.value();
  }

  /// One equation as JAX prints it on its own.
  public String equationText(Equation e) {
    return errors.guard(() -> JaxprPrinter.print(e));
  }

  /// The type of an atom.
  public Object atomAval(Atom a) {
    return arrays.pythonAvals(List.of(a.aval()))[0];
  }

  /// The type as jaxprs print it.
  public String atomType(Atom a) {
    return a.aval().toString();
  }

  /// A literal's value as a number; null for variables.
  public Object atomLiteral(Atom a) {
    if (!(a instanceof Atom.Literal l)) {
      return null;
    }
    DType t = l.aval().dtype();
    return t.isComplex()
        ? new gradwright.numpy.catalogue.Complex(l.value().real(), l.value().imaginary())
        : t.isBool()
            ? (Object) (l.value().integer() != 0)
            : t.isInexact() ? (Object) l.value().real() : (Object) l.value().integer();
  }

  /// A literal as jaxprs print it.
  public String atomText(Atom.Literal l) {
    return PythonText.of(l.value());
  }

  /// Whether two handles stand for the same variable or the same literal.
  public boolean sameAtom(Object a, Object b) {
    return a == b;
  }

  /// Where the operation being performed comes from.
  public Source currentSource() {
    return Source.current();
  }

  public int atomIdentity(Object o) {
    return System.identityHashCode(o);
  }

  /// Names and values of an equation's parameters in turn. Values are numbers, strings, booleans, None, jaxprs, dtypes' names as
  /// `["dtype", name]`, other texts as `["text", text]`, and tuples of these as `["tuple", ...]`.
  public Object[] equationParameters(Equation e) {
    return errors.guard(() -> parameters(e.primitive(), e.inputs().stream().map(Atom::aval).toList()));
  }

  /// The same for a primitive on inputs of given types.
  public Object[] primitiveParameters(Primitive primitive, org.graalvm.polyglot.Value avals) {
    return errors.guard(() -> parameters(primitive, TransformPort.avals(avals)));
  }

  private static Object[] parameters(Primitive primitive, List<Aval> in) {
    List<Object> out = new ArrayList<>();
    for (Parameter p : PrimitiveParameters.of(primitive, in)) {
      out.add(p.name());
      out.add(neutral(p.value()));
    }
    return out.toArray();
  }

  private static Object neutral(Object value) {
    return switch (value) {
      case DType t -> new Object[] {"dtype", t.jaxName()};
      case Verbatim v -> new Object[] {"text", v.text()};
      case Ints i -> tuple(java.util.Arrays.stream(i.toArray()).boxed().toList());
      case Shape s -> tuple(java.util.Arrays.stream(s.toArray()).boxed().toList());
      case List<?> l -> tuple(l);
      case null, default -> value;
    };
  }

  private static Object[] tuple(List<?> values) {
    List<Object> all = new ArrayList<>();
    all.add("tuple");
    values.forEach(v -> all.add(neutral(v)));
    return all.toArray();
  }

  /// What a flat function keeps for its derivative: types and origins in turn. `names` are the arguments'.
  public Object[] savedResiduals(
      org.graalvm.polyglot.Value function, org.graalvm.polyglot.Value avals, org.graalvm.polyglot.Value names) {
    return errors.guard(() -> {
      List<String> paths = new ArrayList<>();
      for (Object o : Neutral.list(names)) {
        paths.add((String) o);
      }
      List<Object> out = new ArrayList<>();
      for (SavedResidual r : SavedResidual.of(new PythonFunction(function), TransformPort.avals(avals), paths)) {
        out.add(arrays.pythonAvals(List.of(r.aval()))[0]);
        out.add(r.origin());
      }
      return out.toArray();
    });
  }

  /// The whole jaxpr with options.
  public String prettyPrinted(Jaxpr jaxpr, boolean shapes, boolean sources, boolean nameStacks) {
    return errors.guard(() -> JaxprPrinter.print(jaxpr, new JaxprPrinter.Options(shapes, sources, nameStacks)));
  }
}
