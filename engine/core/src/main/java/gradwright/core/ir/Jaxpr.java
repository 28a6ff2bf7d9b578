package gradwright.core.ir;

import gradwright.core.ir.Atom.Var;
import gradwright.core.prim.Call;
import gradwright.core.prim.ExtensionPrimitive;
import gradwright.core.prim.Shaping;
import gradwright.core.types.Aval;
import gradwright.core.types.MeshAxes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A typed, first-order functional program: `{ lambda constants ; inputs. let equations in outputs }`. Identity is that
/// of the object; two jaxprs of equal text are different programs.
public final class Jaxpr {
  private final List<Var> constants;
  private final List<Var> inputs;
  private final List<Equation> equations;
  private final List<Atom> outputs;
  private final Set<Effect> effects;
  private final MeshAxes placementMesh;
  private volatile Boolean custom;

  public Jaxpr(List<Var> constants, List<Var> inputs, List<Equation> equations, List<Atom> outputs) {
    this.constants = List.copyOf(constants);
    this.inputs = List.copyOf(inputs);
    this.equations = List.copyOf(equations);
    this.outputs = List.copyOf(outputs);
    Set<Effect> all = new LinkedHashSet<>();
    MeshAxes mesh = null;
    for (Equation e : equations) {
      all.addAll(e.effects());
      if (e.primitive() instanceof Shaping.Reshard r && !r.sharding().mesh().hasExplicit()) {
        mesh = r.sharding().mesh();
      } else if (e.primitive() instanceof Call.Jit j && j.jaxpr().jaxpr().placementMesh != null) {
        mesh = j.jaxpr().jaxpr().placementMesh;
      }
    }
    this.effects = Set.copyOf(all);
    this.placementMesh = mesh;
  }

  public List<Var> constants() {
    return constants;
  }

  public List<Var> inputs() {
    return inputs;
  }

  public List<Equation> equations() {
    return equations;
  }

  public List<Atom> outputs() {
    return outputs;
  }

  public Set<Effect> effects() {
    return effects;
  }

  /// The mesh over which the program says that arrays are divided, without types that show it; null: none.
  public MeshAxes placementMesh() {
    return placementMesh;
  }

  /// Whether a variable, here or in a program within, has a type that the user's program defines.
  public boolean hasCustomTypes() {
    Boolean found = custom;
    if (found == null) {
      found =
          constants.stream().anyMatch(v -> v.aval().dtype().isCustom())
              || inputs.stream().anyMatch(v -> v.aval().dtype().isCustom())
              || outputs.stream().anyMatch(a -> a.aval().dtype().isCustom())
              || equations.stream().anyMatch(Jaxpr::hasCustomTypes);
      custom = found;
    }
    return found;
  }

  private static boolean hasCustomTypes(Equation e) {
    return e.outputs().stream().anyMatch(v -> v.aval().dtype().isCustom())
        || !(e.primitive() instanceof ExtensionPrimitive)
            && PrimitiveParameters.jaxprs(e.primitive()).stream().anyMatch(p -> p.jaxpr().hasCustomTypes());
  }

  public List<Aval> inputAvals() {
    return inputs.stream().map(Var::aval).toList();
  }

  public List<Aval> outputAvals() {
    return outputs.stream().map(Atom::aval).toList();
  }

  /// The same program with its constants turned into leading inputs.
  public Jaxpr constantsAsInputs() {
    if (constants.isEmpty()) {
      return this;
    }
    List<Var> in = new ArrayList<>(constants);
    in.addAll(inputs);
    return new Jaxpr(List.of(), in, equations, outputs);
  }

  @Override
  public String toString() {
    return JaxprPrinter.print(this);
  }
}
