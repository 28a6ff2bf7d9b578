package gradwright.core.types;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// How an array is divided over a mesh, as its type says: for each axis of the array the mesh axes along which it is divided
/// (none: not at all). An array that is `unreduced` along mesh axes is the sum of what the devices along them have; `reduced`
/// marks the opposite, whose derivative is unreduced.
public record Sharding(MeshAxes mesh, List<List<String>> parts, List<String> unreduced, List<String> reduced) {
  public Sharding {
    parts = List.copyOf(parts);
    unreduced = mesh.names().stream().filter(unreduced::contains).toList();
    reduced = mesh.names().stream().filter(reduced::contains).toList();
  }

  public Sharding(MeshAxes mesh, List<List<String>> parts) {
    this(mesh, parts, List.of(), List.of());
  }

  /// Of an array of the rank that is whole on every device.
  public static Sharding whole(MeshAxes mesh, int rank) {
    List<List<String>> parts = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      parts.add(List.of());
    }
    return new Sharding(mesh, parts);
  }

  public List<String> part(int axis) {
    return parts.get(axis);
  }

  /// Whether no axis of the array is divided.
  public boolean isUndivided() {
    return parts.stream().allMatch(List::isEmpty);
  }

  public boolean isPlain() {
    return unreduced.isEmpty() && reduced.isEmpty();
  }

  /// With other parts.
  public Sharding with(List<List<String>> others) {
    return new Sharding(mesh, others, unreduced, reduced);
  }

  public Sharding with(List<String> u, List<String> r) {
    return new Sharding(mesh, parts, u, r);
  }

  /// Of the array without an axis.
  public Sharding remove(int axis) {
    List<List<String>> r = new ArrayList<>(parts);
    r.remove(axis);
    return with(r);
  }

  /// Of the array with an axis more.
  public Sharding insert(int axis, List<String> part) {
    List<List<String>> r = new ArrayList<>(parts);
    r.add(axis, part);
    return with(r);
  }

  /// Of the cotangent of an array of this sharding.
  public Sharding cotangent() {
    return isPlain() ? this : new Sharding(mesh, parts, reduced, unreduced);
  }

  /// A mesh axis that divides more than one axis of the array, or null.
  public String repeated() {
    Set<String> seen = new HashSet<>();
    for (List<String> part : parts) {
      for (String a : part) {
        if (!seen.add(a)) {
          return a;
        }
      }
    }
    return null;
  }

  /// `[8@X,4]` for a shape, followed by `{U:Y}` where there is more to say.
  String of(Shape shape) {
    StringBuilder b = new StringBuilder("[");
    for (int i = 0; i < shape.rank(); i++) {
      List<String> part = parts.get(i);
      b.append(i > 0 ? "," : "").append(shape.size(i));
      if (!part.isEmpty()) {
        b.append('@').append(joined(part));
      }
    }
    b.append(']');
    if (!isPlain()) {
      b.append('{').append(unreduced.isEmpty() ? "" : "U:" + joined(unreduced));
      b.append(unreduced.isEmpty() || reduced.isEmpty() ? "" : ", ");
      b.append(reduced.isEmpty() ? "" : "R:" + joined(reduced)).append('}');
    }
    return b.toString();
  }

  private static String joined(List<String> names) {
    return names.size() == 1 ? names.getFirst() : "(" + String.join(",", names) + ")";
  }

  static String tuple(List<String> names) {
    String inside = names.stream().map(n -> "'" + n + "'").collect(Collectors.joining(", "));
    return "(" + inside + (names.size() == 1 ? ",)" : ")");
  }

  /// One entry of a specification, as Python prints it.
  public static String text(List<String> part) {
    return part.isEmpty() ? "None" : part.size() == 1 ? "'" + part.getFirst() + "'" : tuple(part);
  }

  /// A tuple of entries, as Python prints it.
  public static String tupleText(List<List<String>> parts) {
    return "("
        + parts.stream().map(Sharding::text).collect(Collectors.joining(", "))
        + (parts.size() == 1 ? ",)" : ")");
  }

  /// `P('X', None)`
  public String spec() {
    String inside = parts.stream().map(Sharding::text).collect(Collectors.joining(", "));
    if (parts.size() == 1 && isPlain()) {
      inside += ",";
    }
    for (String set : List.of(set("unreduced", unreduced), set("reduced", reduced))) {
      inside += set.isEmpty() || inside.isEmpty() ? set : ", " + set;
    }
    return "P(" + inside + ")";
  }

  private static String set(String name, List<String> names) {
    return names.isEmpty()
        ? ""
        : name + "={" + names.stream().sorted().map(n -> "'" + n + "'").collect(Collectors.joining(", ")) + "}";
  }

  /// As JAX prints it with the devices that its mesh stands for.
  public String withDevices() {
    return "NamedSharding(mesh=" + mesh.withDevices() + ", spec=" + spec() + ", memory_kind=device)";
  }

  @Override
  public String toString() {
    return "NamedSharding(mesh=" + mesh + ", spec=" + spec() + ")";
  }
}
