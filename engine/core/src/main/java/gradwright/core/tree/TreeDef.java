package gradwright.core.tree;

import gradwright.core.errors.JaxError;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The structure of a pytree without its leaves. Equal structures are equal objects, so that a structure can be part of a cache key.
public sealed interface TreeDef {
  /// Number of leaves.
  int leaves();

  /// A leaf, printed `*`.
  record Leaf() implements TreeDef {
    @Override
    public int leaves() {
      return 1;
    }

    @Override
    public String toString() {
      return "*";
    }
  }

  /// Java's null, which has no leaves, as Python's None.
  record None() implements TreeDef {
    @Override
    public int leaves() {
      return 0;
    }

    @Override
    public String toString() {
      return "None";
    }
  }

  /// A `java.util.List`.
  record Sequence(List<TreeDef> children) implements TreeDef {
    @Override
    public int leaves() {
      return children.stream().mapToInt(TreeDef::leaves).sum();
    }

    @Override
    public String toString() {
      return children.toString();
    }
  }

  /// A `java.util.Map`; keys are sorted.
  record Dictionary(List<Object> keys, List<TreeDef> children) implements TreeDef {
    @Override
    public int leaves() {
      return children.stream().mapToInt(TreeDef::leaves).sum();
    }

    @Override
    public String toString() {
      StringBuilder b = new StringBuilder("{");
      for (int i = 0; i < keys.size(); i++) {
        b.append(i == 0 ? "" : ", ").append('\'').append(keys.get(i)).append("': ").append(children.get(i));
      }
      return b.append('}').toString();
    }
  }

  /// A node with static data: a record or a registered type. `type` describes it to the flattener and prints.
  record Node(NodeType type, Object data, List<TreeDef> children) implements TreeDef {
    @Override
    public int leaves() {
      return children.stream().mapToInt(TreeDef::leaves).sum();
    }

    @Override
    public String toString() {
      return "CustomNode(" + type.name() + "[" + (data == null ? "()" : data) + "], " + children + ")";
    }
  }

  /// How a type of node is taken apart and put together.
  interface NodeType {
    String name();

    /// Children and static data.
    Parts parts(Object node);

    Object build(Object data, List<Object> children);

    /// The key of child `i`.
    Key key(Object data, int i);
  }

  /// What a node is made of; `data` must have structural equality.
  record Parts(List<Object> children, Object data) {}

  /// Puts leaves back into this structure.
  default Object unflatten(List<?> leaves) {
    if (leaves.size() != leaves()) {
      throw JaxError.value(
          "Too "
              + (leaves.size() < leaves() ? "few" : "many")
              + " leaves for PyTreeDef; expected "
              + leaves()
              + ", got "
              + leaves.size());
    }
    Iterator<?> it = leaves.iterator();
    return build(it);
  }

  private Object build(Iterator<?> it) {
    return switch (this) {
      case Leaf l -> it.next();
      case None n -> null;
      case Sequence s -> {
        List<Object> out = new ArrayList<>(s.children.size());
        for (TreeDef c : s.children) {
          out.add(c.build(it));
        }
        yield out;
      }
      case Dictionary d -> {
        Map<Object, Object> out = new LinkedHashMap<>();
        for (int i = 0; i < d.keys.size(); i++) {
          out.put(d.keys.get(i), d.children.get(i).build(it));
        }
        yield out;
      }
      case Node n -> {
        List<Object> out = new ArrayList<>(n.children.size());
        for (TreeDef c : n.children) {
          out.add(c.build(it));
        }
        yield n.type.build(n.data, out);
      }
    };
  }

  /// The key path of each leaf, in order.
  default List<List<Key>> paths() {
    List<List<Key>> out = new ArrayList<>();
    collect(List.of(), out);
    return out;
  }

  private void collect(List<Key> prefix, List<List<Key>> out) {
    switch (this) {
      case Leaf l -> out.add(prefix);
      case None n -> {}
      case Sequence s -> {
        for (int i = 0; i < s.children.size(); i++) {
          s.children.get(i).collect(join(prefix, new Key.Position(i)), out);
        }
      }
      case Dictionary d -> {
        for (int i = 0; i < d.keys.size(); i++) {
          d.children.get(i).collect(join(prefix, new Key.Entry(d.keys.get(i))), out);
        }
      }
      case Node n -> {
        for (int i = 0; i < n.children.size(); i++) {
          n.children.get(i).collect(join(prefix, n.type.key(n.data, i)), out);
        }
      }
    }
  }

  private static List<Key> join(List<Key> prefix, Key k) {
    List<Key> out = new ArrayList<>(prefix);
    out.add(k);
    return List.copyOf(out);
  }

  /// A path as JAX's keystr prints it: `[0]['w']`.
  static String pathString(List<Key> path) {
    StringBuilder b = new StringBuilder();
    path.forEach(b::append);
    return b.toString();
  }

  /// Maps each leaf's position to a value by `f` and builds the structure.
  default Object mapPositions(Function<Integer, ?> f) {
    List<Object> out = new ArrayList<>();
    for (int i = 0; i < leaves(); i++) {
      out.add(f.apply(i));
    }
    return unflatten(out);
  }
}
