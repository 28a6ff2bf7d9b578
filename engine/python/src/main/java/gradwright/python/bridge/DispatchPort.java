package gradwright.python.bridge;

import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.dict.PDict;
import com.oracle.graal.python.builtins.objects.getsetdescriptor.IndexedSlotDescriptor;
import com.oracle.graal.python.builtins.objects.list.PList;
import com.oracle.graal.python.builtins.objects.tuple.PTuple;
import com.oracle.graal.python.builtins.objects.type.PythonManagedClass;
import com.oracle.graal.python.runtime.GilNode;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.graal.python.runtime.sequence.storage.ObjectSequenceStorage;
import com.oracle.truffle.api.strings.TruffleString;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Function;
import gradwright.python.dispatch.BuiltinFunction;
import gradwright.python.dispatch.BuiltinFunction.Body;
import gradwright.python.dispatch.BuiltinFunction.Form;
import gradwright.python.dispatch.BuiltinFunction.Tail;
import gradwright.python.dispatch.PythonObjects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The built-in functions of the `jax` package: what scripts call so often that the way through the language border costs more
/// than the work. Each stands for a Python function, which is called where it declines.
public final class DispatchPort {
  private final Sessions sessions;
  private final Errors errors;
  private final ArrayPort arrays;
  private final FunctionPort functions;
  private final JitPort jit;
  private final SettingsPort settings;
  private PythonContext context;
  private PythonObjects objects;
  private Object fail;
  private Object assemble;
  private FastCalls calls;
  private NeutralObjects neutral;

  DispatchPort(
      Sessions sessions, Errors errors, ArrayPort arrays, FunctionPort functions, JitPort jit, SettingsPort settings) {
    this.sessions = sessions;
    this.errors = errors;
    this.arrays = arrays;
    this.functions = functions;
    this.jit = jit;
    this.settings = settings;
  }

  /// What a body threw, for Python to hand to `fail`.
  public record Failure(Throwable problem) {}

  /// The built-in function that makes and connects the others; its first argument says which.
  public Object door() {
    context = PythonContext.get(null);
    return BuiltinFunction.create(context.getLanguage(), "door", Form.POSITIONAL, this::open, null, this::raising);
  }

  /// Throws what a body threw, where Python's exceptions are made of it.
  public void fail(Failure failure) {
    errors.guard(() -> {
      switch (failure.problem) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new IllegalStateException(failure.problem);
      }
    });
  }

  private Tail raising(Throwable problem) {
    return new Tail(fail, new Object[] {objects.guest(new Failure(problem))});
  }

  private Object open(Object[] a) {
    return switch (text(a[0])) {
      case "connect" -> connect(a);
      case "registry" -> {
        calls = new FastCalls(objects, arrays, jit, sessions, assemble, (PDict) a[1]);
        yield a[1];
      }
      case "jit" -> jitCall(((IndexedSlotDescriptor) a[1]).getIndex(), a[2]);
      case "learn" -> builtin("learn", Form.POSITIONAL, this::learn, a[1]);
      case "memory" -> objects.guest(new FastCalls.Memory());
      case "forget" -> {
        ((FastCalls.Memory) objects.host(a[1])).forget();
        yield a[1];
      }
      case "ready" -> builtin("ready", Form.UNARY, x -> isReady(x[0]) ? Boolean.TRUE : Boolean.FALSE, a[1]);
      case "equations" -> builtin("equations", Form.POSITIONAL, equations(a), a[4]);
      case "function" -> builtin(text(a[2]), Form.POSITIONAL, catalogued(a), a[3]);
      case "unary" -> builtin(text(a[2]), Form.UNARY, unary(text(a[1])), a[3]);
      case "binary" -> builtin(text(a[2]), Form.BINARY, binary(text(a[1]), (Boolean) a[4]), a[3]);
      default -> throw new IllegalArgumentException("no door " + a[0]);
    };
  }

  private static String text(Object s) {
    return ((TruffleString) s).toJavaStringUncached();
  }

  private Object builtin(String name, Form form, Body body, Object instead) {
    return BuiltinFunction.create(context.getLanguage(), name, form, body, instead, this::raising);
  }

  private Object connect(Object[] a) {
    PythonManagedClass[] classes = new PythonManagedClass[a.length - 4];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (PythonManagedClass) a[i + 4];
    }
    objects = new PythonObjects(context, (IndexedSlotDescriptor) a[1], classes);
    neutral = new NeutralObjects(objects);
    fail = a[2];
    assemble = a[3];
    return Boolean.TRUE;
  }

  /// `PjitFunction.__call__`: the object, its positional arguments, its keywords.
  private Object jitCall(int slot, Object instead) {
    return builtin(
        "__call__",
        Form.CALL,
        a ->
            ((Object[]) a[2]).length == 0
                    && !settings.isJitDisabled()
                    && objects.host(a[0], slot) instanceof FastCalls.Memory memory
                ? calls.call(memory, (Object[]) a[1])
                : null,
        instead);
  }

  /// The memory, the variant, the structures of arguments and result, the arguments, and the values found in them.
  private Object learn(Object[] a) {
    List<Value> handles = new ArrayList<>();
    for (Object h : NeutralObjects.items(((PList) a[5]).getSequenceStorage())) {
      Object host = objects.host(h);
      handles.add(host instanceof Value v ? v : Neutral.value(PythonObjects.number(h)));
    }
    return calls.learn(
        (FastCalls.Memory) objects.host(a[0]),
        (JitPort.Variant) objects.host(a[1]),
        a[2],
        a[3],
        NeutralObjects.items(((PTuple) a[4]).getSequenceStorage()),
        handles);
  }

  /// Whether nothing has to be waited for: an array, or a list or tuple of arrays, that were computed without a failure.
  private boolean isReady(Object o) {
    if (o instanceof PList l && l.getSequenceStorage() instanceof ObjectSequenceStorage s) {
      return allReady(s);
    }
    if (o instanceof PTuple t && t.getSequenceStorage() instanceof ObjectSequenceStorage s) {
      return allReady(s);
    }
    return objects.value(o) instanceof Array a && a.isComputed();
  }

  private boolean allReady(ObjectSequenceStorage s) {
    for (int i = 0; i < s.length(); i++) {
      if (!isReady(s.getObjectItemNormalized(i))) {
        return false;
      }
    }
    return true;
  }

  /// The Python objects of a jaxpr's equations, which keep the dict of its variables' objects: the jaxpr and that dict.
  private Body equations(Object[] made) {
    PythonManagedClass cls = (PythonManagedClass) made[1];
    IndexedSlotDescriptor handle = (IndexedSlotDescriptor) made[2];
    IndexedSlotDescriptor variables = (IndexedSlotDescriptor) made[3];
    return a ->
        PFactory.createList(
            context.getLanguage(),
            objects.each(cls, handle, JaxprPort.open(objects.host(a[0])).equations(), variables, a[1]));
  }

  private Body unary(String qualified) {
    Function[] f = new Function[1];
    return a -> {
      Value x = objects.value(a[0]);
      return x == null ? null : apply(function(f, qualified), Arrays.asList(x));
    };
  }

  private Body binary(String qualified, boolean reflected) {
    Function[] f = new Function[1];
    return a -> {
      Object x = objects.value(a[0]);
      Object y = objects.value(a[1]);
      if (y == null) {
        y = PythonObjects.number(a[1]);
      }
      if (x == null || y == null) {
        return null;
      }
      return apply(function(f, qualified), reflected ? Arrays.asList(y, x) : Arrays.asList(x, y));
    };
  }

  /// A function of the catalogue: itself, its name, the Python function to call instead, the one that takes other results than
  /// values apart, how many parameters are positional, and the names of those that take dtypes, or None, and of the others.
  private Body catalogued(Object[] made) {
    Function f = (Function) objects.host(made[1]);
    Object apart = made[4];
    int positional = (Integer) made[5];
    Object[] names = NeutralObjects.items(((PTuple) made[6]).getSequenceStorage());
    boolean[] dtypes = new boolean[names.length];
    String[] texts = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      texts[i] = text(names[i]);
      dtypes[i] = (Boolean) NeutralObjects.items(((PTuple) made[7]).getSequenceStorage())[i];
    }
    return a -> {
      List<Object> first = new ArrayList<>(positional);
      Map<String, Object> keywords = positional == names.length ? Map.of() : new HashMap<>();
      for (int i = 0; i < a.length; i++) {
        Object o = dtypes[i] && a[i] != PNone.NONE ? NeutralObjects.NOT : neutral.of(a[i]);
        if (o == NeutralObjects.NOT) {
          return null;
        }
        if (i < positional) {
          first.add(o);
        } else {
          keywords.put(texts[i], o);
        }
      }
      Object out = call(f, first, keywords);
      return out instanceof Value v ? wrapped(v) : new Tail(apart, new Object[] {objects.guest(functions.result(out))});
    };
  }

  private Function function(Function[] known, String qualified) {
    if (known[0] == null) {
      known[0] = functions.lookup(qualified);
    }
    return known[0];
  }

  private Object apply(Function f, List<Object> arguments) {
    return wrapped((Value) call(f, arguments, Map.of()));
  }

  private Object call(Function f, List<Object> positional, Map<String, Object> keywords) {
    sessions.current();
    boolean held = GilNode.getUncached().tryRelease();
    try {
      return Errors.call(f, positional, keywords);
    } finally {
      if (held) {
        GilNode.getUncached().acquire();
      }
    }
  }

  private Object wrapped(Value result) {
    Value v = arrays.settled(result);
    return objects.wrap(arrays.kind(v), v);
  }
}
