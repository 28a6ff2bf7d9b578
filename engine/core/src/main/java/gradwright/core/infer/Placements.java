package gradwright.core.infer;

import gradwright.core.errors.JaxError;
import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Equation;
import gradwright.core.ir.Jaxpr;
import gradwright.core.prim.Call;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.trace.JaxprFunction;
import gradwright.core.types.Aval;
import gradwright.core.types.MeshAxes;
import gradwright.core.types.Sharding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How results are divided over a mesh whose axes are left to the compiler: as the operands are, and where these do not agree
/// not at all.
public final class Placements {
  private final MeshAxes mesh;

  private Placements(MeshAxes mesh) {
    this.mesh = mesh;
  }

  /// Of the results of a primitive; `in` has null for operands that are not divided. Null where no operand is.
  public static List<Sharding> of(Primitive p, List<Aval> avals, List<Sharding> in, List<Aval> outs) {
    MeshAxes mesh = mesh(in);
    return mesh == null ? null : new Placements(mesh).outputs(p, avals, in, outs);
  }

  /// Of the results of a program that has an operand that is divided, or says that something is.
  public static List<Sharding> of(ClosedJaxpr program, List<Sharding> in) {
    MeshAxes operands = mesh(in);
    return new Placements(operands == null ? program.jaxpr().placementMesh() : operands).run(program, in);
  }

  private static MeshAxes mesh(List<Sharding> in) {
    for (Sharding s : in) {
      if (s != null) {
        return s.mesh();
      }
    }
    return null;
  }

  private List<Sharding> run(ClosedJaxpr program, List<Sharding> in) {
    Jaxpr jaxpr = program.jaxpr();
    Map<Atom, Sharding> known = new IdentityHashMap<>();
    for (int i = 0; i < in.size(); i++) {
      known.put(jaxpr.inputs().get(i), in.get(i));
    }
    for (Equation e : jaxpr.equations()) {
      List<Sharding> operands = e.inputs().stream().map(known::get).toList();
      List<Aval> outs = e.outputs().stream().map(Atom::aval).toList();
      List<Sharding> found = outputs(e.primitive(), e.inputs().stream().map(Atom::aval).toList(), operands, outs);
      for (int i = 0; i < outs.size(); i++) {
        known.put(e.outputs().get(i), found.get(i));
      }
    }
    return jaxpr.outputs().stream().map(a -> whole(known.get(a), a.aval())).toList();
  }

  private Sharding whole(Sharding s, Aval a) {
    return s == null ? Sharding.whole(mesh, a.rank()) : s;
  }

  private List<Sharding> outputs(Primitive p, List<Aval> avals, List<Sharding> in, List<Aval> outs) {
    List<Sharding> body =
        switch (p) {
          case Call.Jit j -> run(j.jaxpr(), in);
          case Call.Remat r -> run(r.jaxpr(), in);
          case Call.CustomJvpCall c when c.function() instanceof JaxprFunction f -> run(f.jaxpr(), in);
          case Call.CustomVjpCall c when c.function() instanceof JaxprFunction f -> run(f.jaxpr(), in);
          case Call.CustomVmapCall c when c.function() instanceof JaxprFunction f -> run(f.jaxpr(), in);
          case Call.Name _, Call.OptimizationBarrier _ -> in;
          case ControlFlow.Cond c -> run(c.branches().getFirst(), in.subList(1, in.size()));
          case ControlFlow.While w -> loop(w.body(), in.subList(w.conditionConstants(), in.size()), w.bodyConstants());
          case ControlFlow.Scan s -> scan(s, in);
          default -> null;
        };
    if (body != null) {
      return body;
    }
    List<Sharding> operands = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      operands.add(whole(in.get(i), avals.get(i)));
    }
    List<Sharding> r = new ArrayList<>();
    List<List<List<String>>> parts = operands.isEmpty() ? null : parts(p, avals, operands, outs);
    for (int i = 0; i < outs.size(); i++) {
      r.add(legal(parts == null || i >= parts.size() ? null : parts.get(i), outs.get(i)));
    }
    return r;
  }

  private List<Sharding> loop(ClosedJaxpr body, List<Sharding> in, int constants) {
    List<Sharding> first = run(body, in);
    List<Sharding> again = new ArrayList<>(in.subList(0, constants));
    again.addAll(first);
    return run(body, again);
  }

  private List<Sharding> scan(ControlFlow.Scan p, List<Sharding> in) {
    int carry = p.carry();
    List<Sharding> slices = new ArrayList<>(in);
    int leading = p.constants() + carry;
    for (int i = leading; i < in.size(); i++) {
      slices.set(i, in.get(i) == null ? null : in.get(i).remove(0));
    }
    List<Sharding> first = run(p.body(), slices);
    for (int i = 0; i < carry; i++) {
      slices.set(p.constants() + i, first.get(i));
    }
    List<Sharding> out = run(p.body(), slices);
    List<Sharding> r = new ArrayList<>();
    for (int i = 0; i < out.size(); i++) {
      r.add(i < carry ? out.get(i) : out.get(i).insert(0, List.of()));
    }
    return r;
  }

  private List<List<List<String>>> parts(Primitive p, List<Aval> avals, List<Sharding> in, List<Aval> outs) {
    Sharding s = in.getFirst();
    Aval out = outs.isEmpty() ? null : outs.getFirst();
    switch (p) {
      case Shaping.Reshard r -> {
        return List.of(r.sharding().parts());
      }
      case Shaping.Slice _, Indexing.DynamicSlice _ -> {
        return List.of(uncut(s, avals.getFirst(), out));
      }
      case Indexing.DynamicUpdateSlice _,
          Indexing.Scatter _,
          Reduction.Cumulative _,
          Reduction.SelectAndScatterAdd _ -> {
        return List.of(s.parts());
      }
      case Reduction.Sort _ -> {
        return outs.stream().map(o -> s.parts()).toList();
      }
      case Shaping.Pad _ -> {
        return List.of(s.parts());
      }
      default -> {}
    }
    try {
      List<List<List<String>>> found = ShardingRules.parts(p, typed(avals, in), in, outs);
      if (p instanceof Elementwise && new Sharding(s.mesh(), found.getFirst()).repeated() != null) {
        return List.of(first(in).parts());
      }
      return p instanceof Shaping.Reshape ? List.of(unmixed(found.getFirst(), s)) : found;
    } catch (JaxError ambiguous) {
      return unclear(p, avals, in, outs);
    } catch (AssertionError unknown) {
      return null;
    }
  }

  /// What remains where types would be refused.
  private static List<List<List<String>>> unclear(Primitive p, List<Aval> avals, List<Sharding> in, List<Aval> outs) {
    return switch (p) {
      case Elementwise.SelectN _ -> List.of(first(in.subList(1, in.size())).parts());
      case Shaping.Concatenate _ -> List.of(first(in).parts());
      case Contraction.DotGeneral d -> List.of(ContractionShardings.free(d, in.get(0), in.get(1)));
      case Indexing.Gather g -> List.of(IndexingShardings.windows(g, avals.getFirst(), in.getFirst(), outs.getFirst()));
      default -> null;
    };
  }

  /// Where axes are merged the first one's part remains.
  private static List<List<String>> unmixed(List<List<String>> parts, Sharding operand) {
    return parts.stream()
        .map(part -> part.size() > 1 && !operand.parts().contains(part) ? part.subList(0, 1) : part)
        .toList();
  }

  private static Sharding first(List<Sharding> in) {
    return in.stream().filter(s -> !s.isUndivided()).findFirst().orElse(in.getFirst());
  }

  private static List<Aval> typed(List<Aval> avals, List<Sharding> in) {
    List<Aval> r = new ArrayList<>();
    for (int i = 0; i < avals.size(); i++) {
      r.add(avals.get(i).withSharding(in.get(i)));
    }
    return r;
  }

  private static List<List<String>> uncut(Sharding s, Aval x, Aval out) {
    List<List<String>> r = new ArrayList<>();
    for (int i = 0; i < out.rank(); i++) {
      r.add(out.shape().size(i) == x.shape().size(i) ? s.part(i) : List.of());
    }
    return r;
  }

  /// Without axes that are named twice or do not divide.
  private Sharding legal(List<List<String>> parts, Aval out) {
    if (parts == null) {
      return Sharding.whole(mesh, out.rank());
    }
    Set<String> used = new HashSet<>();
    List<List<String>> r = new ArrayList<>();
    for (int i = 0; i < out.rank(); i++) {
      List<String> part = parts.get(i);
      boolean fits = part.stream().noneMatch(used::contains) && out.shape().size(i) % mesh.size(part) == 0;
      used.addAll(fits ? part : List.of());
      r.add(fits ? part : List.of());
    }
    return new Sharding(mesh, r);
  }
}
