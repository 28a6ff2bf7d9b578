package gradwright.python.bridge;

import gradwright.core.errors.JaxError;
import gradwright.core.infer.TypeRules;
import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Dce;
import gradwright.core.ir.Effect;
import gradwright.core.ir.Equation;
import gradwright.core.ir.Jaxpr;
import gradwright.core.ir.JaxprChecker;
import gradwright.core.ir.PrimitiveReader;
import gradwright.core.ir.Source;
import gradwright.core.prim.Primitive;
import gradwright.core.trace.Interpreter;
import gradwright.core.trace.ReplacedRules;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.CustomValue;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Programs that Python code writes itself: primitives of its own, primitives bound by name, and jaxprs put together.
public final class ExtensionPort {
  private final Errors errors;
  private final ArrayPort arrays;

  ExtensionPort(Errors errors, ArrayPort arrays) {
    this.errors = errors;
    this.arrays = arrays;
  }

  /// A primitive that Python defines; `application` holds its rules and parameters.
  public Primitive own(String name, org.graalvm.polyglot.Value application) {
    return new PythonPrimitive(name, application);
  }

  /// Has Python's rule of a kind (`jvp`, `transpose`, `batch`) stand in place of the engine's for a primitive. `apply` makes the
  /// object that holds it from the primitive, its name and the types of its inputs.
  public void replaceRule(String kind, String name, org.graalvm.polyglot.Value apply) {
    rules()
        .replace(
            kind(kind),
            name,
            (primitive, inputs) -> new PythonPrimitive(name, apply.execute(primitive, name, inputs.toArray())));
  }

  /// The engine's own rule holds again.
  public void restoreRule(String kind, String name) {
    rules().restore(kind(kind), name);
  }

  private static ReplacedRules rules() {
    return Session.current().engine().rules();
  }

  private static ReplacedRules.Kind kind(String name) {
    return ReplacedRules.Kind.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /// Calls Python's `body` with the engine's own rules in force.
  public org.graalvm.polyglot.Value withOriginalRules(org.graalvm.polyglot.Value body) {
    return Session.current().withOriginalRules(body::execute);
  }

  /// Whether the engine can make a primitive of this name from parameters.
  public boolean knows(String name) {
    return PrimitiveReader.knows(name);
  }

  /// One of the engine's primitives, with parameters given as names and values in turn. `original` is a primitive whose rules and
  /// callbacks it shares, or null.
  public Primitive builtin(String name, org.graalvm.polyglot.Value parameters, Primitive original) {
    return errors.guard(() -> {
      List<Object> flat = Neutral.list(parameters);
      Map<String, Object> named = new HashMap<>();
      for (int i = 0; i < flat.size(); i += 2) {
        named.put((String) flat.get(i), flat.get(i + 1));
      }
      return PrimitiveReader.read(name, named, original);
    });
  }

  /// Applies a primitive with the current trace.
  public Object[] bindPrimitive(Primitive primitive, org.graalvm.polyglot.Value arguments) {
    return errors.guard(
        () -> Session.bind(primitive, Neutral.values(arguments)).stream().map(arrays::settled).toArray());
  }

  /// A number as a constant of the program that is being traced, or as an array; other values stay.
  public Value known(Object o) {
    return errors.guard(() -> {
      Value v = Neutral.value(o);
      return v instanceof HostScalar s ? arrays.settled(Session.current().trace().constant(s)) : v;
    });
  }

  /// Types that a primitive gives for types of its inputs.
  public Object[] outputTypesOf(Primitive primitive, org.graalvm.polyglot.Value avals) {
    return errors.guard(() -> arrays.pythonAvals(TypeRules.outputs(primitive, TransformPort.avals(avals))));
  }

  /// The Python object of a primitive that Python defined; null for the engine's.
  public Object application(Primitive primitive) {
    return primitive instanceof PythonPrimitive p ? p.application() : null;
  }

  /// The type of scalars that Python defines; `adapter` answers for it.
  public Aval customType(org.graalvm.polyglot.Value adapter) {
    return errors.guard(() -> Aval.of(DType.custom(new PythonType(adapter)), Shape.SCALAR));
  }

  /// A Python object as a value of a type that Python defines.
  public Value customValue(Aval type, org.graalvm.polyglot.Value object) {
    return new CustomValue(type, object);
  }

  /// The Python object of such a value.
  public Object customObject(Object value) {
    return ((CustomValue) value).object();
  }

  /// The type of keys of a generator that Python defines; `adapter` answers for it.
  public DType keyType(org.graalvm.polyglot.Value adapter) {
    return errors.guard(() -> DType.key(new PythonGenerator(adapter)));
  }

  /// The type of an array of such keys.
  public Aval keyAval(DType keys, org.graalvm.polyglot.Value sizes) {
    return errors.guard(() -> Aval.of(keys, Shape.of(Neutral.ints(sizes))));
  }

  // ---- jaxprs ----

  public Atom.Var variable(Aval aval) {
    return new Atom.Var(aval);
  }

  /// A literal of a number or scalar array.
  public Atom.Literal literal(Object number, Aval aval) {
    return errors.guard(() -> new Atom.Literal(scalar(Neutral.value(number)).to(aval.dtype(), aval.weakType())));
  }

  private static HostScalar scalar(Value v) {
    return switch (v) {
      case HostScalar s -> s;
      case Array a when a.rank() == 0 -> {
        DType t = a.dtype();
        yield t.isComplex()
            ? HostScalar.complex(t, false, a.getDouble(0), a.getImaginary(0))
            : t.isInexact() ? HostScalar.of(t, false, a.getDouble(0)) : HostScalar.of(t, false, a.getLong(0));
      }
      default -> throw JaxError.type("a literal is a scalar; got " + v.aval());
    };
  }

  public Equation equation(
      Primitive primitive,
      org.graalvm.polyglot.Value inputs,
      org.graalvm.polyglot.Value outputs,
      org.graalvm.polyglot.Value effects,
      Source source) {
    return errors.guard(() -> {
      Set<Effect> all = new LinkedHashSet<>();
      for (Object name : Neutral.list(effects)) {
        all.add(Effect.valueOf((String) name));
      }
      return new Equation(primitive, atoms(inputs), variables(outputs), all, source);
    });
  }

  public Jaxpr jaxpr(
      org.graalvm.polyglot.Value constants,
      org.graalvm.polyglot.Value inputs,
      org.graalvm.polyglot.Value equations,
      org.graalvm.polyglot.Value outputs) {
    return errors.guard(() -> {
      List<Equation> all = new ArrayList<>();
      for (Object e : Neutral.list(equations)) {
        all.add((Equation) e);
      }
      return new Jaxpr(variables(constants), variables(inputs), all, atoms(outputs));
    });
  }

  private static List<Atom> atoms(org.graalvm.polyglot.Value list) {
    return Neutral.list(list).stream().map(Atom.class::cast).toList();
  }

  private static List<Atom.Var> variables(org.graalvm.polyglot.Value list) {
    return Neutral.list(list).stream().map(Atom.Var.class::cast).toList();
  }

  public ClosedJaxpr close(Jaxpr jaxpr, org.graalvm.polyglot.Value constants) {
    return errors.guard(() -> new ClosedJaxpr(jaxpr, Neutral.values(constants)));
  }

  public Jaxpr open(ClosedJaxpr closed) {
    return closed.jaxpr();
  }

  /// Applies a jaxpr to values with the current trace.
  public Object[] evaluateOpen(
      Jaxpr jaxpr, org.graalvm.polyglot.Value constants, org.graalvm.polyglot.Value arguments) {
    return errors.guard(() -> {
      List<Value> out = Interpreter.run(jaxpr, Neutral.values(constants), Neutral.values(arguments));
      return out.stream().map(arrays::settled).toArray();
    });
  }

  /// Why a jaxpr is not well formed; null where it is.
  public String mistake(Jaxpr jaxpr) {
    return errors.guard(() -> {
      try {
        JaxprChecker.check(jaxpr);
        return null;
      } catch (IllegalStateException wrong) {
        return wrong.getMessage();
      }
    });
  }

  /// A jaxpr with only some outputs and what they need, and the flags of the inputs that stayed.
  public Object[] withoutDeadCode(
      ClosedJaxpr closed, org.graalvm.polyglot.Value used, org.graalvm.polyglot.Value kept) {
    return errors.guard(() -> {
      Dce d = Dce.of(closed, Neutral.booleans(used), Neutral.booleans(kept));
      return new Object[] {d.jaxpr(), d.usedInputs().toArray()};
    });
  }
}
