package gradwright.core.export;

import gradwright.core.errors.JaxError;
import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Equation;
import gradwright.core.ir.Jaxpr;
import gradwright.core.prim.Call;
import gradwright.core.prim.Effectful;
import gradwright.core.prim.ExtensionPrimitive;
import gradwright.core.prim.Primitive;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.JaxprFunction;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// Encodes programs. Functions with rules of their own for derivatives or batching, and checkpoints, become plain calls: the
/// encoded program computes values.
public final class ProgramWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);
  private final LongStream.Builder numbers = LongStream.builder();

  private ProgramWriter() {}

  /// The program as data. Throws a `NotImplementedError` for programs that call Python.
  public static Encoded encode(ClosedJaxpr program) {
    ProgramWriter w = new ProgramWriter();
    try {
      w.program(program);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new Encoded(w.bytes.toByteArray(), w.numbers.build().toArray());
  }

  private void tag(Tag t) throws IOException {
    out.writeByte(t.ordinal());
  }

  private void dtype(DType t) throws IOException {
    if (t.generator() != null || t.isCustom()) {
      throw JaxError.notImplemented("exporting a program with values of type " + t + " is not implemented");
    }
    out.writeUTF(t.jaxName());
  }

  private void program(ClosedJaxpr closed) throws IOException {
    tag(Tag.PROGRAM);
    Jaxpr j = closed.jaxpr();
    Map<Atom.Var, Integer> index = new IdentityHashMap<>();
    variables(index, j.constants());
    for (Value v : closed.constants()) {
      switch (v) {
        case Array a -> array(a);
        case HostScalar s -> scalar(s);
        default -> throw JaxError.value("Cannot export a function that uses a traced value from outside of it.");
      }
    }
    variables(index, j.inputs());
    out.writeInt(j.equations().size());
    for (Equation e : j.equations()) {
      any(portable(e.primitive()));
      atoms(index, e.inputs());
      variables(index, e.outputs());
    }
    atoms(index, j.outputs());
  }

  private static Primitive portable(Primitive p) {
    return switch (p) {
      case Call.CustomJvpCall c -> call(c.name(), c.function());
      case Call.CustomVjpCall c -> call(c.name(), c.function());
      case Call.CustomVmapCall c -> call(c.name(), c.function());
      case Call.Remat r -> Call.Jit.of("checkpoint", r.jaxpr());
      case Effectful e -> throw refused(e);
      case ExtensionPrimitive e -> throw refused(e);
      default -> p;
    };
  }

  private static JaxError refused(Primitive p) {
    return JaxError.notImplemented(
        p instanceof Effectful
            ? "serialization of host_callbacks is not yet implemented"
            : "serialization of '" + p.primitiveName() + "' is not implemented");
  }

  private static Primitive call(String name, FlatFunction function) {
    if (function instanceof JaxprFunction f) {
      return Call.Jit.of(name, f.jaxpr());
    }
    throw new IllegalStateException(name + " is not staged");
  }

  private void variables(Map<Atom.Var, Integer> index, List<Atom.Var> all) throws IOException {
    out.writeInt(all.size());
    for (Atom.Var v : all) {
      index.put(v, index.size());
      aval(v.aval());
    }
  }

  private void atoms(Map<Atom.Var, Integer> index, List<Atom> all) throws IOException {
    out.writeInt(all.size());
    for (Atom a : all) {
      switch (a) {
        case Atom.Var v -> {
          tag(Tag.INT);
          out.writeInt(index.get(v));
        }
        case Atom.Literal l -> scalar(l.value());
      }
    }
  }

  private void any(Object x) throws IOException {
    switch (x) {
      case null -> tag(Tag.NULL);
      case Boolean b -> tag(b ? Tag.TRUE : Tag.FALSE);
      case Integer n -> {
        tag(Tag.INT);
        numbers.add(n);
      }
      case Long n -> {
        tag(Tag.LONG);
        numbers.add(n);
      }
      case Double d -> {
        tag(Tag.DOUBLE);
        out.writeDouble(d);
      }
      case String s -> {
        tag(Tag.STRING);
        out.writeUTF(s);
      }
      case Ints i -> {
        tag(Tag.INTS);
        sizes(i.toArray());
      }
      case Shape s -> {
        tag(Tag.SHAPE);
        sizes(s.toArray());
      }
      case DType t -> {
        tag(Tag.DTYPE);
        dtype(t);
      }
      case Aval a -> {
        tag(Tag.AVAL);
        aval(a);
      }
      case HostScalar s -> scalar(s);
      case ClosedJaxpr c -> program(c);
      case Array a -> array(a);
      case List<?> l -> {
        tag(Tag.LIST);
        out.writeInt(l.size());
        for (Object o : l) {
          any(o);
        }
      }
      case Enum<?> e when Vocabulary.has(e.getDeclaringClass()) -> {
        tag(Tag.ENUM);
        out.writeUTF(Vocabulary.name(e.getDeclaringClass()));
        out.writeUTF(e.name());
      }
      case Record r when Vocabulary.has(r.getClass()) -> components(r);
      default -> throw JaxError.value("Cannot serialize a " + x.getClass().getSimpleName() + ".");
    }
  }

  private void components(Record r) throws IOException {
    tag(Tag.RECORD);
    out.writeUTF(Vocabulary.name(r.getClass()));
    List<Object> values = new ArrayList<>();
    for (RecordComponent c : r.getClass().getRecordComponents()) {
      try {
        values.add(c.getAccessor().invoke(r));
      } catch (IllegalAccessException | InvocationTargetException bug) {
        throw new IllegalStateException(bug);
      }
    }
    out.writeByte(values.size());
    for (Object v : values) {
      any(v);
    }
  }

  private void sizes(int[] all) throws IOException {
    out.writeInt(all.length);
    for (int n : all) {
      numbers.add(n);
    }
  }

  private void aval(Aval a) throws IOException {
    dtype(a.dtype());
    out.writeBoolean(a.weakType());
    sizes(a.shape().toArray());
  }

  /// Whole numbers are kept apart: a size may have become one.
  private void scalar(HostScalar s) throws IOException {
    tag(Tag.SCALAR);
    dtype(s.dtype());
    out.writeBoolean(s.aval().weakType());
    boolean whole =
        !s.dtype().isInexact()
            || !s.dtype().isComplex()
                && s.real() == Math.rint(s.real())
                && Math.abs(s.real()) < 1L << 53
                && Double.doubleToRawLongBits(s.real()) != Double.doubleToRawLongBits(-0.0);
    out.writeBoolean(whole);
    if (whole) {
      numbers.add(s.dtype().isInexact() ? (long) s.real() : s.integer());
    } else {
      out.writeDouble(s.real());
      out.writeDouble(s.imaginary());
    }
  }

  private void array(Array a) throws IOException {
    tag(Tag.ARRAY);
    dtype(a.dtype());
    out.writeBoolean(a.aval().weakType());
    out.writeInt(a.rank());
    for (int n : a.shape().toArray()) {
      out.writeInt(n);
    }
    out.write(a.memory().asSlice(0, a.aval().bytes()).toArray(ValueLayout.JAVA_BYTE));
  }
}
