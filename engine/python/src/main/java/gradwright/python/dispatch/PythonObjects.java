package gradwright.python.dispatch;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.objects.getsetdescriptor.IndexedSlotDescriptor;
import com.oracle.graal.python.builtins.objects.object.PythonObject;
import com.oracle.graal.python.builtins.objects.type.PythonManagedClass;
import com.oracle.graal.python.runtime.PythonContext;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.object.Shape;
import gradwright.core.value.CustomValue;
import gradwright.core.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Arrays and tracers of Python as the interpreter holds them: objects of a few classes with the engine's value in a slot.
public final class PythonObjects {
  private final PythonLanguage language;
  private final TruffleLanguage.Env env;
  private final PythonManagedClass[] classes;
  private final Shape[] shapes;
  private final int slot;
  private final int slots;

  /// @param handle the slot of the engine's value
  /// @param classes the classes of arrays and tracers, in the order of the numbers that the bridge gives kinds of values
  public PythonObjects(PythonContext context, IndexedSlotDescriptor handle, PythonManagedClass[] classes) {
    this.language = context.getLanguage();
    this.env = context.getEnv();
    this.classes = classes.clone();
    this.shapes = new Shape[classes.length];
    for (int i = 0; i < classes.length; i++) {
      shapes[i] = classes[i].getInstanceShape();
    }
    this.slot = handle.getIndex();
    this.slots = classes[0].getIndexedSlotCount();
  }

  public PythonLanguage language() {
    return language;
  }

  /// The engine's value of an array or tracer; null for anything else.
  public @Nullable Value value(Object o) {
    if (!(o instanceof PythonObject p)) {
      return null;
    }
    Object cls = p.getPythonClass();
    for (PythonManagedClass c : classes) {
      if (c == cls) {
        return host(p, slot) instanceof Value v ? v : null;
      }
    }
    return null;
  }

  /// What a Python number is for the engine: a Boolean, a Long or a Double; null for anything else.
  public static @Nullable Object number(Object o) {
    return switch (o) {
      case Double d -> d;
      case Integer i -> Long.valueOf(i);
      case Long n -> n;
      case Boolean b -> b;
      case null, default -> null;
    };
  }

  /// The Java object in a slot of a Python object; null where there is none.
  public @Nullable Object host(Object o, int index) {
    Object[] held = o instanceof PythonObject p ? p.getIndexedSlots() : null;
    Object h = held == null || index >= held.length ? null : held[index];
    return h == null || !env.isHostObject(h) ? null : env.asHostObject(h);
  }

  /// The Java object that Python holds.
  public @Nullable Object host(Object o) {
    return env.isHostObject(o) ? env.asHostObject(o) : null;
  }

  /// A Java object for Python to hold.
  public Object guest(Object o) {
    return env.asGuestValue(o);
  }

  /// New Python objects of a class, one for each Java object, which one slot holds; another slot holds what they share.
  public Object[] each(
      PythonManagedClass cls, IndexedSlotDescriptor own, List<?> all, IndexedSlotDescriptor common, Object shared) {
    Shape shape = cls.getInstanceShape();
    Object[] out = new Object[all.size()];
    for (int i = 0; i < out.length; i++) {
      PythonObject o = PFactory.createPythonObject(cls, shape);
      Object[] held = new Object[cls.getIndexedSlotCount()];
      held[own.getIndex()] = env.asGuestValue(all.get(i));
      held[common.getIndex()] = shared;
      o.setIndexedSlots(held);
      out[i] = o;
    }
    return out;
  }

  /// A new Python object for a value of the engine.
  public Object wrap(int kind, Value v) {
    if (v instanceof CustomValue c) {
      return env.asGuestValue(c.object());
    }
    PythonObject out = PFactory.createPythonObject(classes[kind], shapes[kind]);
    Object[] held = new Object[slots];
    held[slot] = env.asGuestValue(v);
    out.setIndexedSlots(held);
    return out;
  }
}
