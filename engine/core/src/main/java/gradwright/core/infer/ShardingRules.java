package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.ir.Source;
import gradwright.core.prim.Call;
import gradwright.core.prim.Collective;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.Effectful;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.ExtensionPrimitive;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.LinearAlgebra;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.MeshAxes;
import gradwright.core.types.Sharding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Shardings of results, as JAX's types with explicit mesh axes have them. Only asked where an operand has a sharding or a mesh
/// with explicit axes is in context; elsewhere types know nothing of shardings.
public final class ShardingRules {
  private ShardingRules() {}

  /// Whether shardings have to be looked at for operands of these types.
  static boolean concern(List<Aval> in) {
    for (Aval a : in) {
      if (a.sharding() != null) {
        return true;
      }
    }
    return Session.current().config().mesh() != null;
  }

  /// The types of the results, `outs` but for their shardings, with these.
  static List<Aval> outputs(Primitive primitive, List<Aval> in, List<Aval> outs) {
    switch (primitive) {
      case ControlFlow _, Call _, Effectful _, ExtensionPrimitive _ -> {
        return outs; // the types of their programs say it all
      }
      case Shaping.Reshard r -> {
        return List.of(outs.getFirst().withSharding(r.sharding().mesh().hasExplicit() ? r.sharding() : null));
      }
      default -> {}
    }
    MeshAxes mesh = mesh(primitive, in);
    if (mesh == null || primitive instanceof Collective) {
      return outs.stream().map(o -> o.withSharding(null)).toList();
    }
    List<Sharding> operands = new ArrayList<>(in.size());
    for (Aval a : in) {
      operands.add(a.sharding() == null ? Sharding.whole(mesh, a.rank()) : a.sharding());
    }
    List<Sharding> found = new ArrayList<>();
    for (List<List<String>> parts : parts(primitive, in, operands, outs)) {
      found.add(new Sharding(mesh, parts));
    }
    found = PartialSums.marked(primitive, in, operands, found);
    List<Aval> result = new ArrayList<>(outs.size());
    for (int i = 0; i < outs.size(); i++) {
      Aval out = outs.get(i).withSharding(found.get(i));
      if (found.get(i).repeated() != null) {
        throw error(
            primitive.primitiveName()
                + " operation with inputs: "
                + in.stream().map(Aval::toString).collect(Collectors.joining(", "))
                + " produces an illegally sharded result: "
                + out);
      }
      result.add(out);
    }
    return result;
  }

  /// The one mesh of all operands, else the one in context; null without any.
  private static MeshAxes mesh(Primitive primitive, List<Aval> in) {
    MeshAxes context = Session.current().config().mesh();
    MeshAxes mesh = null;
    for (Aval a : in) {
      if (a.sharding() == null) {
        continue;
      }
      MeshAxes own = a.sharding().mesh();
      if (context != null && !own.equals(context)) {
        throw JaxError.value(
            "For primitive "
                + primitive.primitiveName()
                + ", context mesh "
                + context
                + " should match the aval mesh "
                + own
                + " for shape "
                + a.longName()
                + ". This error occurs at source:  "
                + Source.current().summary());
      }
      if (mesh != null && !own.equals(mesh)) {
        throw JaxError.value(
            "Mesh for all inputs should be equal. Got one mesh: " + mesh + " and another mesh: " + own);
      }
      mesh = own;
    }
    return mesh != null ? mesh : context;
  }

  static List<List<List<String>>> parts(Primitive primitive, List<Aval> in, List<Sharding> operands, List<Aval> outs) {
    return switch (primitive) {
      case Elementwise p -> List.of(ElementwiseShardings.parts(p, in, operands));
      case Shaping p -> ShapingShardings.parts(p, in, operands, outs);
      case Reduction p -> ReductionShardings.parts(p, in, operands, outs);
      case Contraction p -> List.of(ContractionShardings.parts(p, in, operands, outs.getFirst()));
      case Indexing p -> List.of(IndexingShardings.parts(p, in, operands, outs.getFirst()));
      case LinearAlgebra p -> batched(p, in, operands, outs);
      case RandomBits _ ->
          outs.stream().map(o -> leading(operands.isEmpty() ? List.of() : operands.getFirst().parts(), o)).toList();
      default -> throw new AssertionError(primitive);
    };
  }

  /// Matrices must be whole; their batches are divided alike.
  private static List<List<List<String>>> batched(
      LinearAlgebra p, List<Aval> in, List<Sharding> operands, List<Aval> outs) {
    int batch = in.stream().mapToInt(Aval::rank).max().orElse(2) - 2;
    List<List<String>> common = null;
    for (int i = 0; i < in.size(); i++) {
      List<List<String>> parts = operands.get(i).parts();
      int own = Math.min(batch, parts.size());
      if (parts.subList(own, parts.size()).stream().anyMatch(s -> !s.isEmpty())) {
        throw error(
            "Input "
                + i
                + " to "
                + p.primitiveName()
                + " must be unsharded on non-batch dimensions, but got "
                + operands.get(i).spec()
                + ".");
      }
      if (common != null && !common.equals(parts.subList(0, own))) {
        throw error(
            "All inputs to "
                + p.primitiveName()
                + " must have the same batch sharding, but got ["
                + operands.stream()
                    .map(o -> Sharding.tupleText(o.parts().subList(0, Math.min(batch, o.parts().size()))))
                    .collect(Collectors.joining(", "))
                + "].");
      }
      common = parts.subList(0, own);
    }
    List<List<String>> first = common == null ? List.of() : common;
    return outs.stream().map(o -> leading(first, o)).toList();
  }

  /// The parts of leading axes; the others are not divided.
  private static List<List<String>> leading(List<List<String>> parts, Aval out) {
    List<List<String>> r = new ArrayList<>();
    for (int i = 0; i < out.rank(); i++) {
      r.add(i < parts.size() ? parts.get(i) : List.of());
    }
    return r;
  }

  /// The parts of an operand for a result of another shape: sizes that change must remain divisible.
  static List<List<String>> resized(String name, Aval x, Sharding s, Aval out) {
    for (int i = 0; i < x.rank(); i++) {
      List<String> part = s.part(i);
      int size = out.shape().size(i);
      if (x.shape().size(i) != size && !part.isEmpty() && size % s.mesh().size(part) != 0) {
        throw error(
            name
                + " on sharded dims where out dim ("
                + size
                + ") is not divisible by mesh axes ("
                + s.mesh().size(part)
                + ") with spec ("
                + (part.size() == 1 ? part.getFirst() : Sharding.text(part))
                + ") is not implemented. Got input type="
                + x
                + " and output shape="
                + out.shape().toTuple());
      }
    }
    return s.parts();
  }

  static List<List<String>> undivided(Aval out) {
    return leading(List.of(), out);
  }

  static JaxError error(String message) {
    return new JaxError("ShardingTypeError", message);
  }
}
