package gradwright.core.types;

import java.util.List;
import java.util.Objects;

/// The named axes of a mesh of devices, with how shardings along each are decided. `number` is the caller's name of the mesh
/// that it stands for (-1: none) and, like the devices, no part of a type.
public final class MeshAxes {
  /// Who decides how arrays are divided along an axis: the compiler, the types, or the function that runs on each part.
  public enum Kind {
    AUTO("Auto"),
    EXPLICIT("Explicit"),
    MANUAL("Manual");

    private final String jaxName;

    Kind(String jaxName) {
      this.jaxName = jaxName;
    }

    public String jaxName() {
      return jaxName;
    }
  }

  private final List<String> names;
  private final Ints sizes;
  private final List<Kind> kinds;
  private final String devices;
  private final int number;
  private final boolean explicit;
  private final Ints deviceIds;

  /// @param devices what JAX prints of the devices' kind, or nothing
  public MeshAxes(List<String> names, Ints sizes, List<Kind> kinds, String devices, int number) {
    this(names, sizes, kinds, devices, number, Ints.of());
  }

  /// @param deviceIds the numbers of its devices in order; none for a mesh without devices
  public MeshAxes(List<String> names, Ints sizes, List<Kind> kinds, String devices, int number, Ints deviceIds) {
    this.deviceIds = deviceIds;
    this.names = List.copyOf(names);
    this.sizes = sizes;
    this.kinds = List.copyOf(kinds);
    this.devices = devices;
    this.number = number;
    this.explicit = kinds.contains(Kind.EXPLICIT);
  }

  public List<String> names() {
    return names;
  }

  public Ints deviceIds() {
    return deviceIds;
  }

  public int number() {
    return number;
  }

  /// Whether types show shardings along an axis of it.
  public boolean hasExplicit() {
    return explicit;
  }

  public boolean isExplicit(String name) {
    return kinds.get(names.indexOf(name)) == Kind.EXPLICIT;
  }

  public int size(String name) {
    return sizes.get(names.indexOf(name));
  }

  /// Into how many parts these axes together divide.
  public int size(List<String> axes) {
    int n = 1;
    for (String a : axes) {
      n *= size(a);
    }
    return n;
  }

  /// `{Explicit: ('X', 'Y')}`
  public String kindsText() {
    StringBuilder b = new StringBuilder("{");
    for (Kind k : kinds.stream().distinct().toList()) {
      List<String> own = names.stream().filter(n -> kinds.get(names.indexOf(n)) == k).toList();
      b.append(b.length() > 1 ? ", " : "").append(k.jaxName).append(": ").append(Sharding.tuple(own));
    }
    return b.append('}').toString();
  }

  @Override
  public boolean equals(Object o) {
    return this == o
        || o instanceof MeshAxes m && names.equals(m.names) && sizes.equals(m.sizes) && kinds.equals(m.kinds);
  }

  @Override
  public int hashCode() {
    return Objects.hash(names, sizes, kinds);
  }

  /// As JAX prints the mesh without its devices.
  @Override
  public String toString() {
    return "AbstractMesh(" + axesText() + (devices.isEmpty() ? "" : ", " + devices) + ")";
  }

  /// As JAX prints the mesh.
  String withDevices() {
    return "Mesh(" + axesText() + ")";
  }

  private String axesText() {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      b.append('\'').append(names.get(i)).append("': ").append(sizes.get(i)).append(", ");
    }
    b.append("axis_types=(");
    for (int i = 0; i < kinds.size(); i++) {
      b.append(i > 0 ? ", " : "").append(kinds.get(i).jaxName);
    }
    return b.append(kinds.size() == 1 ? ",)" : ")").toString();
  }
}
