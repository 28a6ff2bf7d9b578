package gradwright.python.bridge;

import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.common.SequenceStorageNodes.GetItemScalarNode;
import com.oracle.graal.python.builtins.objects.list.PList;
import com.oracle.graal.python.builtins.objects.tuple.PTuple;
import com.oracle.graal.python.runtime.sequence.storage.ObjectSequenceStorage;
import com.oracle.graal.python.runtime.sequence.storage.SequenceStorage;
import com.oracle.truffle.api.strings.TruffleString;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Tuple;
import gradwright.python.dispatch.PythonObjects;
import java.util.ArrayList;
import java.util.List;

/// From the interpreter's own objects to the catalogue's neutral values, for what most arguments are: arrays, numbers, texts,
/// None, and tuples and lists of these.
final class NeutralObjects {
  /// Stands for an object whose neutral form only Python can make.
  static final Object NOT = new Object();

  private final PythonObjects objects;

  NeutralObjects(PythonObjects objects) {
    this.objects = objects;
  }

  /// The neutral form, or `NOT`.
  Object of(Object o) {
    Value v = objects.value(o);
    if (v != null) {
      return v;
    }
    Object number = PythonObjects.number(o);
    if (number != null) {
      return number;
    }
    return switch (o) {
      case PNone n -> n == PNone.NONE ? null : NOT;
      case TruffleString s -> s.toJavaStringUncached();
      case PTuple t when t.getPythonClass() == PythonBuiltinClassType.PTuple -> {
        List<Object> all = list(t.getSequenceStorage());
        yield all == null ? NOT : new Tuple(all);
      }
      case PList l when l.getPythonClass() == PythonBuiltinClassType.PList -> {
        List<Object> all = list(l.getSequenceStorage());
        yield all == null ? NOT : all;
      }
      default -> NOT;
    };
  }

  private List<Object> list(SequenceStorage s) {
    List<Object> out = new ArrayList<>(s.length());
    for (int i = 0; i < s.length(); i++) {
      Object o = of(item(s, i));
      if (o == NOT) {
        return null;
      }
      out.add(o);
    }
    return out;
  }

  private static Object item(SequenceStorage s, int i) {
    return s instanceof ObjectSequenceStorage o
        ? o.getObjectItemNormalized(i)
        : GetItemScalarNode.executeUncached(s, i);
  }

  /// The items of a list or tuple.
  static Object[] items(SequenceStorage s) {
    Object[] out = new Object[s.length()];
    for (int i = 0; i < out.length; i++) {
      out[i] = item(s, i);
    }
    return out;
  }
}
