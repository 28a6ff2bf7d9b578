package gradwright.compiler.graph;

import gradwright.compiler.Target;
import gradwright.core.control.LaneLoop;
import gradwright.core.device.Device;
import gradwright.core.errors.OutsideError;
import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Equation;
import gradwright.core.ir.EquationNumbers;
import gradwright.core.ir.Source;
import gradwright.core.prim.BinaryOp;
import gradwright.core.prim.Call;
import gradwright.core.prim.Collective;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.Contraction.DotGeneral;
import gradwright.core.prim.ControlFlow;
import gradwright.core.prim.Effectful;
import gradwright.core.prim.Elementwise;
import gradwright.core.prim.ExtensionPrimitive;
import gradwright.core.prim.Primitive;
import gradwright.core.prim.RandomBits;
import gradwright.core.prim.Reduction;
import gradwright.core.prim.Shaping;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.JaxprFunction;
import gradwright.core.types.Aval;
import gradwright.core.types.CustomGenerator;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import gradwright.core.value.CustomValue;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Tracer;
import gradwright.core.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Turns a closed jaxpr into a graph: calls are inlined, equal applications become one node, and what needs no
/// computation (conversions to the same type, reshapes to the same shape) disappears.
public final class GraphBuilder {
  private record Key(Operation operation, List<Ref> inputs) {}

  private final List<Node> nodes = new ArrayList<>();
  private final Map<Key, Node> known = new HashMap<>();
  private final Device device;
  private final Target target;
  private final int[] ids;

  /// Of the whole program, by identity; null until it is known.
  private Map<Equation, Integer> numbers;

  /// The equation being added and the calls around it.
  private final List<Integer> path;

  /// The primitive of the equation being added.
  private Primitive applied;

  /// The place of the equation being added; that of the call around it where it has none.
  private Source place = Source.UNKNOWN;

  /// @param device where constants are folded
  public GraphBuilder(Device device, Target target) {
    this(device, target, new int[1], new ArrayList<>());
  }

  private GraphBuilder(Device device, Target target, int[] ids, List<Integer> path) {
    this.device = device;
    this.target = target;
    this.ids = ids;
    this.path = path;
  }

  /// The graph of a program.
  ///
  /// @throws UnsupportedProgram for primitives that only make sense to other interpreters
  public Graph build(ClosedJaxpr program) {
    if (numbers == null) {
      numbers = EquationNumbers.of(program.jaxpr());
    }
    List<Node> inputs = new ArrayList<>();
    List<Ref> arguments = new ArrayList<>();
    List<Aval> avals = program.inputAvals();
    for (int i = 0; i < avals.size(); i++) {
      Node n = add(new Operation.Input(i), List.of(), List.of(avals.get(i)), false, Source.UNKNOWN);
      inputs.add(n);
      arguments.add(n.output(0));
    }
    List<Ref> outputs = inline(program, arguments);
    return new Graph(inputs, nodes, outputs);
  }

  private List<Ref> inline(ClosedJaxpr program, List<Ref> arguments) {
    Map<Atom.Var, Ref> env = new IdentityHashMap<>();
    List<Atom.Var> constants = program.jaxpr().constants();
    for (int i = 0; i < constants.size(); i++) {
      env.put(constants.get(i), constant(program.constants().get(i)));
    }
    List<Atom.Var> inputs = program.jaxpr().inputs();
    if (inputs.size() != arguments.size()) {
      throw new IllegalArgumentException(inputs.size() + " inputs for " + arguments.size() + " arguments");
    }
    for (int i = 0; i < inputs.size(); i++) {
      env.put(inputs.get(i), arguments.get(i));
    }
    TransposedProducts products = new TransposedProducts(program.jaxpr());
    for (Equation e : program.jaxpr().equations()) {
      Equation product = products.of(e);
      if (product != null) {
        List<Ref> in = product.inputs().reversed().stream().map(a -> read(env, a)).toList();
        env.put(e.outputs().getFirst(), exchanged(product, in, e));
        continue;
      }
      List<Ref> in = e.inputs().stream().map(a -> read(env, a)).toList();
      Integer number = numbers.get(e);
      if (number != null) {
        path.add(number);
      }
      Primitive outer = applied;
      applied = e.primitive();
      Source around = place;
      place = e.source().frame() == null ? around : e.source();
      List<Ref> out = equation(e, in);
      place = around;
      applied = outer;
      if (number != null) {
        path.removeLast();
      }
      for (int i = 0; i < out.size(); i++) {
        env.put(e.outputs().get(i), out.get(i));
      }
    }
    return program.jaxpr().outputs().stream().map(a -> read(env, a)).toList();
  }

  /// A product in place of its transpose; it stands for both equations.
  private Ref exchanged(Equation product, List<Ref> in, Equation transpose) {
    int depth = path.size();
    for (Equation e : List.of(transpose, product)) {
      Integer number = numbers.get(e);
      if (number != null) {
        path.add(number);
      }
    }
    Primitive outer = applied;
    applied = product.primitive();
    Source at = product.source().frame() == null ? place : product.source();
    DotGeneral d = TransposedProducts.exchanged((DotGeneral) product.primitive());
    Ref out = apply(d, in, avals(transpose), at).getFirst();
    applied = outer;
    path.subList(depth, path.size()).clear();
    return out;
  }

  private Ref read(Map<Atom.Var, Ref> env, Atom atom) {
    return switch (atom) {
      case Atom.Literal l -> literal(l.value());
      case Atom.Var v -> env.get(v);
    };
  }

  Ref literal(HostScalar value) {
    return share(new Operation.Literal(value), List.of(), List.of(value.aval()), Source.UNKNOWN).output(0);
  }

  private Ref constant(Value value) {
    return switch (value) {
      case HostScalar s -> literal(s);
      case Array a -> share(new Operation.Constant(a), List.of(), List.of(a.aval()), Source.UNKNOWN).output(0);
      case CustomValue c -> throw new UnsupportedProgram("a constant of the program is no array: " + c.aval());
      case Tracer t -> throw new UnsupportedProgram("a constant of the program is a tracer: " + t);
    };
  }

  private List<Ref> equation(Equation e, List<Ref> in) {
    return switch (e.primitive()) {
      case Call call -> call(call, in, e);
      case ControlFlow.While w when LaneLoop.isBatched(w) -> {
        ControlFlow.While one = LaneLoop.scalar(w);
        yield effectful(
            new Operation.While(sub(one.condition()), one.conditionConstants(), sub(one.body()), one.bodyConstants()),
            LaneLoop.inputs(w, in),
            e);
      }
      case ControlFlow.While w ->
          effectful(
              new Operation.While(sub(w.condition()), w.conditionConstants(), sub(w.body()), w.bodyConstants()), in, e);
      case ControlFlow.Scan s ->
          effectful(new Operation.Scan(sub(s.body()), s.constants(), s.carry(), s.length(), s.reverse()), in, e);
      case ControlFlow.Cond c -> cond(c, in, e);
      case Collective.AllReduce c when c.axisNames().isEmpty() ->
          apply(new Reduction.Reduce(c.op(), c.positional()), in, avals(e), place);
      case Collective c -> throw new UnsupportedProgram(c.primitiveName() + " outside its axis");
      case Effectful f when !f.effects().isEmpty() -> effectful(new Operation.Apply(f), in, e);
      case ExtensionPrimitive p -> extension(p, in, e);
      case RandomBits p -> random(p, in, e);
      case Primitive p -> apply(p, in, avals(e), place);
    };
  }

  private List<Ref> random(RandomBits p, List<Ref> in, Equation e) {
    List<Aval> types = e.inputs().stream().map(Atom::aval).toList();
    CustomGenerator generator = p.generator(types);
    if (generator == null) {
      DType keys = p instanceof RandomBits.Wrap w ? w.keys() : types.getFirst().dtype();
      if (keys.isKey() && keys.keyShape().rank() != 1) {
        throw new UnsupportedProgram("keys of shape " + keys.keyShape().toTuple());
      }
      return apply(p, in, avals(e), place);
    }
    try {
      return inline(generator.program(p, types), in);
    } catch (UnsupportedProgram unsupported) {
      throw unsupported;
    } catch (RuntimeException raised) {
      throw new OutsideError(raised);
    }
  }

  private List<Ref> extension(ExtensionPrimitive p, List<Ref> in, Equation e) {
    ClosedJaxpr program;
    try {
      program = p.expansion(e.inputs().stream().map(Atom::aval).toList());
    } catch (RuntimeException raised) {
      throw new OutsideError(raised);
    }
    if (program != null) {
      return inline(program, in);
    }
    return p.effects().isEmpty() ? apply(p, in, avals(e), place) : effectful(new Operation.Apply(p), in, e);
  }

  private List<Ref> effectful(Operation operation, List<Ref> in, Equation e) {
    return outputs(add(operation, in, avals(e), !e.effects().isEmpty(), place));
  }

  private List<Ref> cond(ControlFlow.Cond c, List<Ref> in, Equation e) {
    if (c.branches().size() == 1) {
      return inline(c.branches().getFirst(), in.subList(1, in.size()));
    }
    if (in.getFirst().node().operation() instanceof Operation.Literal(HostScalar index)) {
      int which = (int) Math.clamp(index.integer(), 0, c.branches().size() - 1);
      return inline(c.branches().get(which), in.subList(1, in.size()));
    }
    List<Graph> branches = c.branches().stream().map(this::sub).toList();
    return effectful(new Operation.Cond(branches), in, e);
  }

  private List<Ref> call(Call call, List<Ref> in, Equation e) {
    return switch (call) {
      case Call.Jit c -> inline(c.jaxpr(), in);
      case Call.CustomJvpCall c -> inline(staged(c.function(), c), in);
      case Call.CustomVjpCall c -> inline(staged(c.function(), c), in);
      case Call.CustomVmapCall c -> inline(staged(c.function(), c), in);
      case Call.Remat c -> inline(c.jaxpr(), in);
      case Call.CustomLinearSolve c -> {
        int from = c.matvecConstants() + c.vecmatConstants();
        List<Ref> arguments = new ArrayList<>(in.subList(from, from + c.solveConstants()));
        arguments.addAll(in.subList(from + c.solveConstants() + c.transposeSolveConstants(), in.size()));
        yield inline(c.solve(), arguments);
      }
      case Call.Name _, Call.OptimizationBarrier _ -> in;
      case Call.CustomLin c -> throw new UnsupportedProgram(c.primitiveName() + " can only be transposed");
    };
  }

  private static ClosedJaxpr staged(FlatFunction f, Call call) {
    if (f instanceof JaxprFunction(ClosedJaxpr jaxpr)) {
      return jaxpr;
    }
    throw new UnsupportedProgram(call.primitiveName() + " was not staged");
  }

  private Graph sub(ClosedJaxpr program) {
    GraphBuilder inner = new GraphBuilder(device, target, ids, path);
    inner.numbers = numbers;
    inner.place = place;
    return inner.build(program);
  }

  /// Applies a primitive that holds no program; gives its outputs.
  List<Ref> apply(Primitive p, List<Ref> in, List<Aval> avals, Source source) {
    if (p instanceof Shaping.Reshape r && r.dimensions() != null) {
      Aval x = in.getFirst().aval();
      Aval turned = x.withShape(r.dimensions().map(x.shape()::size).toShape());
      List<Ref> t = apply(new Shaping.Transpose(r.dimensions()), in, List.of(turned), source);
      return apply(new Shaping.Reshape(r.newSizes()), t, avals, source);
    }
    Ref same = Simplifier.identity(p, in, avals);
    if (same != null) {
      return List.of(same);
    }
    Simplifier.Rewritten r = Simplifier.rewrite(p, in);
    if (r != null) {
      return apply(r.primitive(), r.inputs(), avals, source);
    }
    if (avals.size() == 1) {
      HostScalar folded = Simplifier.fold(p, in, avals.getFirst(), device);
      if (folded != null) {
        return List.of(literal(folded));
      }
    }
    Ref lowered = lower(p, in, avals, source);
    return lowered != null ? List.of(lowered) : outputs(share(new Operation.Apply(p), in, avals, source));
  }

  /// Applications that become several simpler ones; null for all others.
  private Ref lower(Primitive p, List<Ref> in, List<Aval> avals, Source source) {
    if (avals.size() != 1) {
      return null;
    }
    Emitter emit = new Emitter(this, source);
    Aval out = avals.getFirst();
    return switch (p) {
      case DotGeneral d
          when !Contractions.isCanonical(d, in.get(0).shape(), in.get(1).shape())
              && Contractions.byLibrary(d, in.get(0).shape(), in.get(1).shape(), out.dtype(), target) ->
          Contractions.lower(d, in.get(0), in.get(1), out.shape(), out.dtype(), emit);
      case Reduction.Reduce r -> Reductions.lower(r, in.getFirst(), out.dtype(), emit);
      case Elementwise.Binary(BinaryOp op) when op == BinaryOp.DIV ->
          Reciprocals.lower(in.get(0), in.get(1), out, emit);
      default -> null;
    };
  }

  Ref plain(Primitive p, List<Ref> in, Aval aval, Source source) {
    return share(new Operation.Apply(p), in, List.of(aval), source).output(0);
  }

  private static List<Ref> outputs(Node n) {
    List<Ref> out = new ArrayList<>(n.outputs().size());
    for (int i = 0; i < n.outputs().size(); i++) {
      out.add(n.output(i));
    }
    return out;
  }

  private static List<Aval> avals(Equation e) {
    return e.outputs().stream().map(v -> v.aval()).toList();
  }

  private Node share(Operation operation, List<Ref> in, List<Aval> avals, Source source) {
    Key key = new Key(operation, in);
    Node n = known.get(key);
    if (n == null) {
      n = add(operation, in, avals, false, source);
      known.put(key, n);
    } else {
      n.standsFor(path);
    }
    return n;
  }

  /// Whether an operation only brings the operands or the result of a product or a reduction into another form: what does the
  /// work stands for the equation.
  private boolean isPreparation(Operation operation) {
    return operation instanceof Operation.Apply(Primitive p)
        && (p instanceof Shaping || p instanceof Elementwise.Convert)
        && (applied instanceof Contraction || applied instanceof Reduction)
        && !path.isEmpty();
  }

  private Node add(Operation operation, List<Ref> in, List<Aval> avals, boolean effectful, Source source) {
    Node n = new Node(ids[0]++, operation, in, avals, effectful, source);
    n.madeFor(isPreparation(operation) ? path.subList(0, path.size() - 1) : path);
    nodes.add(n);
    return n;
  }
}
