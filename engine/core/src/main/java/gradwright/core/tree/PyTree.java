package gradwright.core.tree;

import gradwright.core.errors.JaxError;
import gradwright.core.value.Value;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Pytrees of Java: values are leaves; lists, maps (keys sorted), null and records are nodes, as deep as you like. A record's
/// components that are neither values nor nodes (numbers, strings, enums) are static: part of the structure. Other types can be
/// registered.
public final class PyTree {
  private static final Map<Class<?>, TreeDef.NodeType> TYPES = new ConcurrentHashMap<>();

  private PyTree() {}

  /// Leaves in order, and the structure they came from.
  public record Flat(List<Object> leaves, TreeDef structure) {
    /// The leaves, all of which must be values.
    public List<Value> values() {
      List<Value> out = new ArrayList<>(leaves.size());
      for (int i = 0; i < leaves.size(); i++) {
        if (!(leaves.get(i) instanceof Value v)) {
          throw JaxError.type(
              "leaf "
                  + TreeDef.pathString(structure.paths().get(i))
                  + " is a "
                  + leaves.get(i).getClass().getName()
                  + ", not an array");
        }
        out.add(v);
      }
      return out;
    }
  }

  /// Teaches trees a type: `parts` gives children and static data, `build` puts them together again.
  public static <T> void register(
      Class<T> type, Function<T, TreeDef.Parts> parts, BiFunction<Object, List<Object>, T> build) {
    var node =
        new TreeDef.NodeType() {
          @Override
          public String name() {
            return type.getSimpleName();
          }

          @Override
          public TreeDef.Parts parts(Object o) {
            return parts.apply(type.cast(o));
          }

          @Override
          public Object build(Object data, List<Object> children) {
            return build.apply(data, children);
          }

          @Override
          public Key key(Object data, int i) {
            return new Key.Position(i);
          }
        };
    if (TYPES.putIfAbsent(type, node) != null) {
      throw JaxError.value("Duplicate custom PyTreeDef type registration for " + type + ".");
    }
  }

  /// Takes a tree apart.
  public static Flat flatten(Object tree) {
    List<Object> leaves = new ArrayList<>();
    TreeDef def = flatten(tree, leaves);
    return new Flat(leaves, def);
  }

  public static List<Object> leaves(Object tree) {
    return flatten(tree).leaves;
  }

  private static TreeDef flatten(Object tree, List<Object> leaves) {
    switch (tree) {
      case null -> {
        return new TreeDef.None();
      }
      case Value v -> {
        leaves.add(v);
        return new TreeDef.Leaf();
      }
      case List<?> list -> {
        List<TreeDef> children = new ArrayList<>(list.size());
        for (Object o : list) {
          children.add(flatten(o, leaves));
        }
        return new TreeDef.Sequence(children);
      }
      case Map<?, ?> map -> {
        List<Object> keys = new ArrayList<>(new TreeMap<>(map).keySet());
        List<TreeDef> children = new ArrayList<>(keys.size());
        for (Object k : keys) {
          children.add(flatten(map.get(k), leaves));
        }
        return new TreeDef.Dictionary(keys, children);
      }
      default -> {
        TreeDef.NodeType type = TYPES.get(tree.getClass());
        if (type == null && tree instanceof Record) {
          type = TYPES.computeIfAbsent(tree.getClass(), RecordType::new);
        }
        if (type == null) {
          leaves.add(tree);
          return new TreeDef.Leaf();
        }
        TreeDef.Parts parts = type.parts(tree);
        List<TreeDef> children = new ArrayList<>(parts.children().size());
        for (Object o : parts.children()) {
          children.add(flatten(o, leaves));
        }
        return new TreeDef.Node(type, parts.data(), children);
      }
    }
  }

  /// Applies `f` to every leaf; the result has the tree's own type.
  @SuppressWarnings("unchecked")
  public static <T> T map(UnaryOperator<Value> f, T tree) {
    Flat flat = flatten(tree);
    return (T) flat.structure.unflatten(flat.values().stream().map(f).toList());
  }

  /// Applies `f` to the corresponding leaves of two trees of one structure.
  @SuppressWarnings("unchecked")
  public static <T> T map(BiFunction<Value, Value, Value> f, T a, T b) {
    Flat x = flatten(a);
    Flat y = flatten(b);
    if (!x.structure.equals(y.structure)) {
      throw JaxError.value("Custom node type mismatch: expected " + x.structure + ", got " + y.structure + ".");
    }
    List<Value> p = x.values();
    List<Value> q = y.values();
    List<Value> out = new ArrayList<>(p.size());
    for (int i = 0; i < p.size(); i++) {
      out.add(f.apply(p.get(i), q.get(i)));
    }
    return (T) x.structure.unflatten(out);
  }

  /// Records, by their components.
  private static final class RecordType implements TreeDef.NodeType {
    private final Class<?> type;
    private final List<String> names;
    private final boolean[] dynamic;
    private final MethodHandle[] accessors;
    private final MethodHandle constructor;

    /// Static components, in order; equal when the components are.
    private record Statics(List<Object> values) {}

    RecordType(Class<?> type) {
      this.type = type;
      RecordComponent[] components = type.getRecordComponents();
      names = Arrays.stream(components).map(RecordComponent::getName).toList();
      dynamic = new boolean[components.length];
      accessors = new MethodHandle[components.length];
      try {
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
          Class<?> t = components[i].getType();
          types[i] = t;
          dynamic[i] = !t.isPrimitive() && !t.isEnum() && t != String.class && !Number.class.isAssignableFrom(t);
          accessors[i] = lookup.unreflect(components[i].getAccessor());
        }
        constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types));
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException("cannot use record " + type.getName() + " as a pytree node", e);
      }
    }

    @Override
    public String name() {
      return type.getSimpleName();
    }

    @Override
    public TreeDef.Parts parts(Object node) {
      List<Object> children = new ArrayList<>();
      List<Object> statics = new ArrayList<>();
      for (int i = 0; i < accessors.length; i++) {
        Object v;
        try {
          v = accessors[i].invoke(node);
        } catch (Throwable e) {
          throw new IllegalStateException("reading " + type.getName() + "." + names.get(i), e);
        }
        (dynamic[i] ? children : statics).add(v);
      }
      return new TreeDef.Parts(children, statics.isEmpty() ? null : new Statics(statics));
    }

    @Override
    public Object build(Object data, List<Object> children) {
      Object[] args = new Object[accessors.length];
      int c = 0;
      int s = 0;
      for (int i = 0; i < args.length; i++) {
        args[i] = dynamic[i] ? children.get(c++) : ((Statics) data).values.get(s++);
      }
      try {
        return constructor.invokeWithArguments(args);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("building " + type.getName(), e);
      }
    }

    @Override
    public Key key(Object data, int i) {
      int c = 0;
      for (int k = 0; k < dynamic.length; k++) {
        if (dynamic[k] && c++ == i) {
          return new Key.Component(names.get(k));
        }
      }
      throw new IndexOutOfBoundsException(i);
    }
  }
}
