package gradwright.python.bridge;

import gradwright.core.lax.Lax;
import gradwright.core.prim.Shaping;
import gradwright.core.trace.Config;
import gradwright.core.types.Aval;
import gradwright.core.types.Ints;
import gradwright.core.types.MeshAxes;
import gradwright.core.types.Sharding;
import gradwright.core.value.Array;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Meshes and shardings as types know them, for the Python objects that stand for them.
public final class ShardingPort {
  private final Sessions sessions;
  private final Errors errors;

  ShardingPort(Sessions sessions, Errors errors) {
    this.sessions = sessions;
    this.errors = errors;
  }

  /// A mesh for types; `number` is Python's name of it.
  public MeshAxes meshAxes(
      org.graalvm.polyglot.Value names,
      org.graalvm.polyglot.Value sizes,
      org.graalvm.polyglot.Value kinds,
      String devices,
      int number,
      org.graalvm.polyglot.Value deviceIds) {
    List<MeshAxes.Kind> types = new ArrayList<>();
    texts(kinds).forEach(k -> types.add(MeshAxes.Kind.valueOf(k.toUpperCase(Locale.ROOT))));
    return new MeshAxes(
        texts(names), Ints.of(Neutral.ints(sizes)), types, devices, number, Ints.of(Neutral.ints(deviceIds)));
  }

  private static List<String> texts(org.graalvm.polyglot.Value list) {
    List<String> out = new ArrayList<>();
    Neutral.list(list).forEach(x -> out.add((String) x));
    return out;
  }

  /// A sharding for types.
  ///
  /// @param parts for each axis of an array a list of mesh axes
  public Sharding meshSharding(
      MeshAxes mesh,
      org.graalvm.polyglot.Value parts,
      org.graalvm.polyglot.Value unreduced,
      org.graalvm.polyglot.Value reduced) {
    List<List<String>> all = new ArrayList<>();
    for (int i = 0; i < parts.getArraySize(); i++) {
      all.add(texts(parts.getArrayElement(i)));
    }
    return new Sharding(mesh, all, texts(unreduced), texts(reduced));
  }

  /// Makes a mesh the one in context; null: none that types know.
  public void setMesh(@Nullable MeshAxes mesh) {
    Config c = sessions.current().config();
    if (c.mesh() != mesh) {
      sessions.current().setConfig(c.withMesh(mesh));
    }
  }

  /// The sharding that a value's type shows, or null.
  public @Nullable Sharding shardingOf(Object o) {
    return Neutral.of(o) instanceof Value v ? v.aval().sharding() : null;
  }

  /// Python's name of its mesh, then for each axis the mesh axes, then those unreduced and reduced.
  public Object[] shardingParts(Sharding s) {
    Object[] parts = s.parts().stream().map(List::toArray).toArray();
    return new Object[] {s.mesh().number(), parts, s.unreduced().toArray(), s.reduced().toArray()};
  }

  /// A concrete array with a sharding in its type; null: none.
  public Value withSharding(Object o, @Nullable Sharding s) {
    Array a = (Array) Neutral.value(o);
    return a.view(a.aval().withSharding(s));
  }

  /// A concrete array that is divided so, which its type does not show; null: not at all.
  public Value placed(Object o, @Nullable Sharding s) {
    return ((Array) Neutral.value(o)).placed(s);
  }

  /// How a concrete array is divided where its type does not show it, or null.
  public @Nullable Sharding placementOf(Object o) {
    return Neutral.of(o) instanceof Array a ? a.placement() : null;
  }

  /// The value divided otherwise; recorded `always`, or only where its type changes.
  public Value reshard(Object o, Sharding s, boolean always) {
    return errors.guard(
        () -> always ? Lax.bind1(new Shaping.Reshard(s), Neutral.value(o)) : Lax.reshard(Neutral.value(o), s));
  }

  /// Whether types know a mesh in context.
  public boolean hasMesh() {
    return sessions.current().config().mesh() != null;
  }

  /// An abstract value with a sharding.
  public Aval shardedAval(Aval a, Sharding s) {
    return a.withSharding(s);
  }

  /// Has products and reshapes whose result has the rank of this sharding have it, until set again; null: none.
  public void wantSharding(@Nullable Sharding s) {
    sessions.current().setConfig(sessions.current().config().withWanted(s));
  }
}
