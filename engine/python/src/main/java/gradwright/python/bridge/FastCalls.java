package gradwright.python.bridge;

import com.oracle.graal.python.builtins.objects.dict.PDict;
import com.oracle.graal.python.runtime.GilNode;
import com.oracle.graal.python.runtime.object.PFactory;
import gradwright.core.trace.Session;
import gradwright.core.value.Value;
import gradwright.python.dispatch.BuiltinFunction.Tail;
import gradwright.python.dispatch.PythonObjects;
import gradwright.python.dispatch.TreeShape;
import java.util.Arrays;
import java.util.List;

/// The way of a jitted function's call once its program is known: the structure of the arguments and their types are compared
/// with those of earlier calls, and the program runs, without any Python code.
final class FastCalls {
  /// Functions that are called with more structures or types than this take the long way for the others.
  private static final int MOST = 16;

  private final PythonObjects objects;
  private final ArrayPort arrays;
  private final JitPort jit;
  private final Sessions sessions;
  private final Object assemble;
  private final PDict registered;

  /// @param assemble the Python function that builds a tree of a structure from a list of its leaves
  /// @param registered Python's registry of node types
  FastCalls(
      PythonObjects objects, ArrayPort arrays, JitPort jit, Sessions sessions, Object assemble, PDict registered) {
    this.objects = objects;
    this.arrays = arrays;
    this.jit = jit;
    this.sessions = sessions;
    this.assemble = assemble;
    this.registered = registered;
  }

  /// @param result null where only Python can build the result
  /// @param spec the result's structure as Python keeps it
  private record Known(
      TreeShape arguments, JitPort.Variant variant, JitPort.Program program, TreeShape result, Object spec) {}

  /// What is known of one function's calls, the newest first.
  static final class Memory {
    private volatile Known[] known = {};

    void forget() {
      known = new Known[0];
    }
  }

  /// Calls the program for these arguments; null when none of those known fits.
  Object call(Memory memory, Object[] arguments) {
    TreeShape flattened = null;
    Value[] values = null;
    Session session = null;
    for (Known k : memory.known) {
      if (k.arguments != flattened) {
        values = values(k.arguments, arguments);
        flattened = k.arguments;
      }
      if (values != null) {
        session = session == null ? sessions.current() : session;
        if (JitPort.fits(k.program, values, session)) {
          return run(k, values);
        }
      }
    }
    return null;
  }

  private Object run(Known k, Value[] values) {
    List<? extends Value> out;
    boolean held = GilNode.getUncached().tryRelease();
    try {
      out = jit.hit(k.variant, k.program, Arrays.asList(values));
    } finally {
      if (held) {
        GilNode.getUncached().acquire();
      }
    }
    if (k.result == TreeShape.LEAF) {
      return wrap(out.getFirst());
    }
    Object[] leaves = new Object[out.size()];
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = wrap(out.get(i));
    }
    return k.result != null
        ? k.result.build(objects.language(), leaves)
        : new Tail(assemble, new Object[] {k.spec, PFactory.createList(objects.language(), leaves)});
  }

  private Object wrap(Value v) {
    Value settled = arrays.settled(v);
    return objects.wrap(arrays.kind(settled), settled);
  }

  /// The engine's values of the leaves of arguments with this structure; null where something is no value or the structure
  /// is another.
  private Value[] values(TreeShape shape, Object[] arguments) {
    Object[] leaves = new Object[shape.leaves()];
    if (!shape.flattenChildren(arguments, leaves)) {
      return null;
    }
    Value[] out = new Value[leaves.length];
    for (int i = 0; i < leaves.length; i++) {
      Value v = objects.value(leaves[i]);
      if (v == null) {
        Object number = PythonObjects.number(leaves[i]);
        if (number == null) {
          return null;
        }
        v = Neutral.value(number);
      }
      out[i] = v;
    }
    return out;
  }

  /// Remembers a call that went the long way: false when that is of no use, now and later.
  ///
  /// @param spec the structure of `(args, kwargs)`
  /// @param handles the values that Python found in the arguments
  boolean learn(
      Memory memory, JitPort.Variant variant, Object spec, Object resultSpec, Object[] arguments, List<Value> handles) {
    TreeShape shape = TreeShape.of(spec, registered);
    if (shape == null) {
      return false;
    }
    TreeShape positional = shape.child(0);
    Value[] values = values(positional, arguments);
    if (values == null) {
      return false;
    }
    JitPort.Program program = jit.find(variant, handles);
    if (program == null) {
      return true;
    }
    Known[] before = memory.known;
    for (Known k : before) {
      if (k.program == program) {
        return true;
      }
      if (k.variant == variant) {
        positional = k.arguments;
      }
    }
    TreeShape result = TreeShape.of(resultSpec, registered);
    Known[] now = Arrays.copyOf(before, Math.min(before.length + 1, MOST));
    System.arraycopy(before, 0, now, 1, now.length - 1);
    now[0] =
        new Known(positional, variant, program, result != null && result.isBuildable() ? result : null, resultSpec);
    memory.known = now;
    return true;
  }
}
