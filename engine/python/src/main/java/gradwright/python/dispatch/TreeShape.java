package gradwright.python.dispatch;

import com.oracle.graal.python.PythonLanguage;
import com.oracle.graal.python.builtins.PythonBuiltinClassType;
import com.oracle.graal.python.builtins.objects.PNone;
import com.oracle.graal.python.builtins.objects.common.HashingStorage;
import com.oracle.graal.python.builtins.objects.common.HashingStorageNodes.HashingStorageGetItem;
import com.oracle.graal.python.builtins.objects.common.HashingStorageNodes.HashingStorageLen;
import com.oracle.graal.python.builtins.objects.common.HashingStorageNodes.HashingStorageSetItem;
import com.oracle.graal.python.builtins.objects.common.SequenceStorageNodes.GetItemScalarNode;
import com.oracle.graal.python.builtins.objects.dict.PDict;
import com.oracle.graal.python.builtins.objects.list.PList;
import com.oracle.graal.python.builtins.objects.tuple.PTuple;
import com.oracle.graal.python.builtins.objects.type.PythonBuiltinClass;
import com.oracle.graal.python.builtins.objects.type.PythonClass;
import com.oracle.graal.python.runtime.object.PFactory;
import com.oracle.graal.python.runtime.sequence.storage.ObjectSequenceStorage;
import com.oracle.graal.python.runtime.sequence.storage.SequenceStorage;
import com.oracle.truffle.api.strings.TruffleString;
import org.jspecify.annotations.Nullable;

/// The structure of a pytree of lists, tuples, dicts and None, read from what `_tree.py` keeps: nested tuples
/// `(type, data, children)`, with `"*"` for a leaf. It takes such trees apart and puts them together.
public final class TreeShape {
  private static final TruffleString LEAF_MARK =
      TruffleString.fromJavaStringUncached("*", TruffleString.Encoding.UTF_32);
  private static final Object[] NOTHING = {};

  private enum Kind {
    LEAF,
    NONE,
    LIST,
    TUPLE,
    NAMED,
    DICT
  }

  public static final TreeShape LEAF = new TreeShape(Kind.LEAF, null, NOTHING, new TreeShape[0]);

  private final Kind kind;
  private final @Nullable Object type;
  private final Object[] keys;
  private final TreeShape[] children;
  private final int leaves;

  private TreeShape(Kind kind, @Nullable Object type, Object[] keys, TreeShape[] children) {
    this.kind = kind;
    this.type = type;
    this.keys = keys;
    this.children = children;
    int n = kind == Kind.LEAF ? 1 : 0;
    for (TreeShape c : children) {
      n += c.leaves;
    }
    this.leaves = n;
  }

  /// The structure that Python describes; null where it has nodes of other types.
  ///
  /// @param registered the dict whose keys are the types that have functions of their own to take values apart
  public static @Nullable TreeShape of(Object spec, PDict registered) {
    if (spec instanceof TruffleString s) {
      return LEAF_MARK.equals(s) ? LEAF : null;
    }
    if (!(spec instanceof PTuple t) || t.getSequenceStorage().length() != 3) {
      return null;
    }
    Object[] items = items(t.getSequenceStorage());
    if (!(items[2] instanceof PTuple inner)) {
      return null;
    }
    Object[] specs = items(inner.getSequenceStorage());
    TreeShape[] children = new TreeShape[specs.length];
    for (int i = 0; i < specs.length; i++) {
      TreeShape c = of(specs[i], registered);
      if (c == null) {
        return null;
      }
      children[i] = c;
    }
    return node(items[0], items[1], children, registered);
  }

  private static @Nullable TreeShape node(Object type, Object data, TreeShape[] children, PDict registered) {
    if (type instanceof PythonClass) {
      return HashingStorageGetItem.executeUncached(registered.getDictStorage(), type) == null && data == PNone.NONE
          ? new TreeShape(Kind.NAMED, type, NOTHING, children)
          : null;
    }
    return switch (type instanceof PythonBuiltinClass b ? b.getType() : null) {
      case PList -> new TreeShape(Kind.LIST, type, NOTHING, children);
      case PTuple -> new TreeShape(Kind.TUPLE, type, NOTHING, children);
      case PNone -> new TreeShape(Kind.NONE, type, NOTHING, children);
      case PDict -> {
        Object[] keys = data instanceof PTuple t ? items(t.getSequenceStorage()) : NOTHING;
        for (Object k : keys) {
          if (!(k instanceof TruffleString)) {
            yield null;
          }
        }
        yield keys.length == children.length ? new TreeShape(Kind.DICT, type, keys, children) : null;
      }
      case null, default -> null;
    };
  }

  private static Object[] items(SequenceStorage s) {
    Object[] out = new Object[s.length()];
    for (int i = 0; i < out.length; i++) {
      out[i] = item(s, i);
    }
    return out;
  }

  private static Object item(SequenceStorage s, int i) {
    return s instanceof ObjectSequenceStorage o
        ? o.getObjectItemNormalized(i)
        : GetItemScalarNode.executeUncached(s, i);
  }

  public int leaves() {
    return leaves;
  }

  public TreeShape child(int i) {
    return children[i];
  }

  public int size() {
    return children.length;
  }

  /// Whether `build` can make it: only Python knows how objects of its own classes are made.
  public boolean isBuildable() {
    if (kind == Kind.NAMED) {
      return false;
    }
    for (TreeShape c : children) {
      if (!c.isBuildable()) {
        return false;
      }
    }
    return true;
  }

  /// Writes the leaves of trees that are this node's children; false where they have another structure.
  public boolean flattenChildren(Object[] trees, Object[] into) {
    if (trees.length != children.length) {
      return false;
    }
    int at = 0;
    for (int i = 0; i < trees.length; i++) {
      at = children[i].flatten(trees[i], into, at);
      if (at < 0) {
        return false;
      }
    }
    return true;
  }

  /// Writes the leaves of a tree from position `at`, and gives the position after them; -1 where the structure is another.
  private int flatten(Object tree, Object[] into, int at) {
    switch (kind) {
      case LEAF -> {
        into[at] = tree;
        return at + 1;
      }
      case NONE -> {
        return tree == PNone.NONE ? at : -1;
      }
      case LIST -> {
        return tree instanceof PList l && l.getPythonClass() == PythonBuiltinClassType.PList
            ? sequence(l.getSequenceStorage(), into, at)
            : -1;
      }
      case TUPLE -> {
        return tree instanceof PTuple t && t.getPythonClass() == PythonBuiltinClassType.PTuple
            ? sequence(t.getSequenceStorage(), into, at)
            : -1;
      }
      case NAMED -> {
        return tree instanceof PTuple t && t.getPythonClass() == type ? sequence(t.getSequenceStorage(), into, at) : -1;
      }
      default -> {
        return tree instanceof PDict d && d.getPythonClass() == PythonBuiltinClassType.PDict
            ? dict(d.getDictStorage(), into, at)
            : -1;
      }
    }
  }

  private int sequence(SequenceStorage s, Object[] into, int from) {
    if (s.length() != children.length) {
      return -1;
    }
    int at = from;
    for (int i = 0; i < children.length && at >= 0; i++) {
      TreeShape c = children[i];
      Object o = item(s, i);
      if (c.kind == Kind.LEAF) {
        into[at++] = o;
      } else {
        at = c.flatten(o, into, at);
      }
    }
    return at;
  }

  private int dict(HashingStorage s, Object[] into, int from) {
    if (HashingStorageLen.executeUncached(s) != keys.length) {
      return -1;
    }
    int at = from;
    for (int i = 0; i < keys.length && at >= 0; i++) {
      Object o = HashingStorageGetItem.executeUncached(s, keys[i]);
      at = o == null ? -1 : children[i].flatten(o, into, at);
    }
    return at;
  }

  /// The tree with these leaves.
  public Object build(PythonLanguage language, Object[] from) {
    return build(language, from, new int[1]);
  }

  private Object build(PythonLanguage language, Object[] from, int[] at) {
    if (kind == Kind.LEAF) {
      return from[at[0]++];
    }
    if (kind == Kind.NONE) {
      return PNone.NONE;
    }
    Object[] built = new Object[children.length];
    for (int i = 0; i < built.length; i++) {
      built[i] = children[i].build(language, from, at);
    }
    return switch (kind) {
      case LIST -> PFactory.createList(language, built);
      case TUPLE -> PFactory.createTuple(language, built);
      case DICT -> dict(language, built);
      default -> throw new IllegalStateException("cannot build " + kind);
    };
  }

  private Object dict(PythonLanguage language, Object[] values) {
    PDict out = PFactory.createDict(language);
    HashingStorage s = out.getDictStorage();
    for (int i = 0; i < values.length; i++) {
      s = HashingStorageSetItem.executeUncached(s, keys[i], values[i]);
    }
    out.setDictStorage(s);
    return out;
  }
}
