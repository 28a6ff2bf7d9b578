package gradwright.core.export;

import gradwright.core.device.Device;
import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Equation;
import gradwright.core.ir.Jaxpr;
import gradwright.core.ir.JaxprChecker;
import gradwright.core.ir.Source;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.RandomBits;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Ints;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Decodes programs. What it gives is checked: a program of known operations whose types agree.
public final class ProgramReader {
  private final DataInputStream in;
  private final long[] numbers;
  private final Device device;
  private int next;

  private ProgramReader(Encoded encoded, Device device) {
    this.in = new DataInputStream(new ByteArrayInputStream(encoded.structure()));
    this.numbers = encoded.numbers();
    this.device = device;
  }

  /// The program, its arrays on a device. Throws `CorruptProgram` where the data are none.
  public static ClosedJaxpr decode(Encoded encoded, Device device) {
    try {
      ProgramReader r = new ProgramReader(encoded, device);
      if (r.tag() != Tag.PROGRAM) {
        throw new CorruptProgram("no program");
      }
      ClosedJaxpr program = r.program();
      if (r.in.available() > 0 || r.next != r.numbers.length) {
        throw new CorruptProgram("more data than the program needs");
      }
      JaxprChecker.check(program.jaxpr());
      return program;
    } catch (CorruptProgram problem) {
      throw problem;
    } catch (IOException | RuntimeException problem) {
      throw new CorruptProgram(String.valueOf(problem.getMessage()), problem);
    }
  }

  private Tag tag() throws IOException {
    return Tag.of(in.readUnsignedByte());
  }

  private long number() {
    if (next >= numbers.length) {
      throw new CorruptProgram("too few numbers");
    }
    return numbers[next++];
  }

  private int count() throws IOException {
    int n = in.readInt();
    if (n < 0 || n > in.available() + numbers.length) {
      throw new CorruptProgram("impossible count " + n);
    }
    return n;
  }

  private ClosedJaxpr program() throws IOException {
    List<Atom.Var> known = new ArrayList<>();
    List<Atom.Var> constants = variables(known);
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < constants.size(); i++) {
      values.add(
          switch (tag()) {
            case ARRAY -> array();
            case SCALAR -> scalar();
            default -> throw new CorruptProgram("a constant that is no array");
          });
    }
    List<Atom.Var> inputs = variables(known);
    int n = count();
    List<Equation> equations = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      Primitive p = (Primitive) any();
      List<Atom> operands = atoms(known);
      equations.add(new Equation(p, operands, variables(known), p.effects(), Source.UNKNOWN));
    }
    return new ClosedJaxpr(new Jaxpr(constants, inputs, equations, atoms(known)), values);
  }

  private List<Atom.Var> variables(List<Atom.Var> known) throws IOException {
    int n = count();
    List<Atom.Var> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      out.add(new Atom.Var(aval()));
    }
    known.addAll(out);
    return out;
  }

  private List<Atom> atoms(List<Atom.Var> known) throws IOException {
    int n = count();
    List<Atom> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      out.add(
          switch (tag()) {
            case INT -> known.get(in.readInt());
            case SCALAR -> new Atom.Literal(scalar());
            default -> throw new CorruptProgram("an operand that is neither variable nor literal");
          });
    }
    return out;
  }

  private Object any() throws IOException {
    return switch (tag()) {
      case NULL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case INT -> Math.toIntExact(number());
      case LONG -> number();
      case DOUBLE -> in.readDouble();
      case STRING -> in.readUTF();
      case INTS -> Ints.of(sizes());
      case SHAPE -> Shape.of(sizes());
      case DTYPE -> dtype();
      case AVAL -> aval();
      case ENUM -> constant();
      case LIST -> list();
      case SCALAR -> scalar();
      case PROGRAM -> program();
      case ARRAY -> array();
      case RECORD -> components();
    };
  }

  private Object constant() throws IOException {
    Class<?> c = Vocabulary.named(in.readUTF());
    String name = in.readUTF();
    return Arrays.stream(c.getEnumConstants())
        .filter(e -> ((Enum<?>) e).name().equals(name))
        .findFirst()
        .orElseThrow(() -> new CorruptProgram("unknown operation " + Vocabulary.name(c) + "." + name));
  }

  private List<Object> list() throws IOException {
    int n = count();
    List<Object> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      out.add(any());
    }
    return List.copyOf(out);
  }

  private Object components() throws IOException {
    Class<?> c = Vocabulary.named(in.readUTF());
    int n = in.readUnsignedByte();
    Object[] values = new Object[n];
    for (int i = 0; i < n; i++) {
      values[i] = any();
    }
    RecordComponent[] expected = c.getRecordComponents();
    if (n == 0 && (c == RandomBits.Seed.class || c == RandomBits.Wrap.class)) {
      values = new Object[] {DType.KEY_FRY}; // files of version 1 know threefry's keys only
      n = 1;
    }
    if (expected == null || expected.length != n) {
      throw new CorruptProgram(Vocabulary.name(c) + " does not have " + n + " parameters");
    }
    try {
      Constructor<?> make =
          c.getDeclaredConstructor(Arrays.stream(expected).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return make.newInstance(values);
    } catch (ReflectiveOperationException problem) {
      throw new CorruptProgram("wrong parameters of " + Vocabulary.name(c), problem);
    }
  }

  private int[] sizes() throws IOException {
    int[] out = new int[count()];
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.toIntExact(number());
    }
    return out;
  }

  private DType dtype() throws IOException {
    String name = in.readUTF();
    DType t = DType.byName(name);
    if (t == null) {
      throw new CorruptProgram("unknown dtype " + name);
    }
    return t;
  }

  private Aval aval() throws IOException {
    DType t = dtype();
    boolean weak = in.readBoolean();
    return new Aval(t, Shape.of(sizes()), weak);
  }

  private HostScalar scalar() throws IOException {
    DType t = dtype();
    boolean weak = in.readBoolean();
    if (in.readBoolean()) {
      long n = number();
      return t.isInexact() ? HostScalar.of(t, weak, (double) n) : HostScalar.of(t, weak, n);
    }
    double re = in.readDouble();
    return HostScalar.complex(t, weak, re, in.readDouble());
  }

  private Array array() throws IOException {
    DType t = dtype();
    boolean weak = in.readBoolean();
    int[] sizes = new int[count()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = in.readInt();
    }
    Aval a = new Aval(t, Shape.of(sizes), weak);
    if (a.bytes() > in.available()) {
      throw new CorruptProgram("an array is cut off");
    }
    Array out = Array.allocate(a, device);
    MemorySegment.copy(
        MemorySegment.ofArray(in.readNBytes(Math.toIntExact(a.bytes()))), 0, out.buffer().segment(), 0, a.bytes());
    return out;
  }
}
