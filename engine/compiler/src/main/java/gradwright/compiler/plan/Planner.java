package gradwright.compiler.plan;

import gradwright.compiler.Target;
import gradwright.compiler.graph.Contractions;
import gradwright.compiler.graph.Graph;
import gradwright.compiler.graph.Node;
import gradwright.compiler.graph.Operation;
import gradwright.compiler.graph.Ref;
import gradwright.core.device.Device;
import gradwright.core.prim.Contraction;
import gradwright.core.prim.Effectful;
import gradwright.core.prim.Indexing;
import gradwright.core.prim.Shaping;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Plans a graph: which values are in memory, which steps compute them, and where they lie.
public final class Planner {
  private final Target target;
  private final SlotTable slots;
  private boolean effectful;

  private Planner(Target target, Device device) {
    this.target = target;
    this.slots = new SlotTable(device);
  }

  /// Plans a whole program.
  public static Plan plan(Graph graph, Target target, Device device) {
    return new Planner(target, device).top(graph);
  }

  private Plan top(Graph graph) {
    List<Slot> inputs = new ArrayList<>();
    for (int i = 0; i < graph.inputs().size(); i++) {
      inputs.add(slots.add(Slot.Kind.ARGUMENT, aval(graph.inputs().get(i)), i));
    }
    Map<Ref, Integer> first = new HashMap<>();
    List<Plan.Result> results = new ArrayList<>();
    List<Slot> wanted = new ArrayList<>();
    for (int i = 0; i < graph.outputs().size(); i++) {
      Ref r = graph.outputs().get(i);
      Integer earlier = first.putIfAbsent(r, i);
      Slot slot = null;
      results.add(
          switch (r.node().operation()) {
            case Operation.Input(int index) -> new Plan.Result.Argument(index);
            case Operation.Constant(Array array) -> new Plan.Result.Known(array);
            case Operation.Literal(HostScalar s) -> new Plan.Result.Known(slots.literalArray(s));
            default -> {
              if (earlier != null) {
                yield new Plan.Result.Same(earlier);
              }
              slot = slots.add(Slot.Kind.RESULT, r.aval(), i);
              yield new Plan.Result.Computed(slot);
            }
          });
      wanted.add(slot);
    }
    Program program = new GraphPlan(graph, inputs, wanted, wanted.stream().map(_ -> -1).toList()).plan();
    return new Plan(program, slots.all(), List.copyOf(results), effectful);
  }

  private static Aval aval(Node n) {
    return n.outputs().getFirst();
  }

  /// A nested program: its inputs and outputs are bound when it runs. Output k goes on as input `carried.get(k)` (or -1)
  /// of the next run: it is null if it is that input, and has that input's slot if it is computed in place.
  private Program nested(Graph graph, List<Integer> carried) {
    List<Slot> inputs = new ArrayList<>();
    for (Node n : graph.inputs()) {
      inputs.add(slots.add(Slot.Kind.BOUND, aval(n), 0));
    }
    List<Slot> wanted = new ArrayList<>();
    for (int k = 0; k < graph.outputs().size(); k++) {
      Ref r = graph.outputs().get(k);
      int same = carried.get(k);
      boolean stays = same >= 0 && r.node() == graph.inputs().get(same);
      wanted.add(stays ? null : slots.add(Slot.Kind.BOUND, r.aval(), k));
    }
    return new GraphPlan(graph, inputs, wanted, carried).plan();
  }

  /// The planning of one graph.
  private final class GraphPlan {
    private final Graph graph;
    private final List<Slot> inputs;
    private final List<Slot> wanted;
    private final List<Integer> carried;
    private final List<Ref> outputs;
    private final Map<Ref, Slot> memory = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Slot> temporaries = new ArrayList<>();
    private final Map<Node, List<MatrixOperand>> products = new HashMap<>();

    GraphPlan(Graph graph, List<Slot> inputs, List<Slot> wanted, List<Integer> carried) {
      this.graph = graph;
      this.inputs = inputs;
      this.wanted = new ArrayList<>(wanted);
      this.carried = carried;
      this.outputs = graph.outputs().stream().map(GraphPlan::stored).toList();
    }

    /// What has to be in memory for a value to be there: a reshaped array is the same memory.
    private static Ref stored(Ref r) {
      Ref root = r;
      while (root.node().operation() instanceof Operation.Apply(Shaping.Reshape _)) {
        root = root.node().inputs().getFirst();
      }
      return root;
    }

    Program plan() {
      for (int i = 0; i < inputs.size(); i++) {
        memory.put(graph.inputs().get(i).output(0), inputs.get(i));
      }
      List<Runnable> copies = new ArrayList<>();
      Set<Ref> taken = new HashSet<>();
      for (int k = 0; k < wanted.size(); k++) {
        Slot to = wanted.get(k);
        Ref r = outputs.get(k);
        if (to == null) {
          continue;
        }
        if (isComputed(r) && taken.add(r)) {
          memory.put(r, to.as(r.aval()));
        } else {
          copies.add(() -> steps.add(new Step.Copy(slot(r), to, Origin.of(List.of(r.node())))));
        }
      }
      steps();
      copies.forEach(Runnable::run);
      long bytes = MemoryPlan.place(steps, temporaries);
      return new Program(
          inputs, List.copyOf(steps), java.util.Collections.unmodifiableList(wanted), List.copyOf(temporaries), bytes);
    }

    private void steps() {
      Expansion expansion = new Expansion(target, this::mayBeOverwritten);
      Set<Ref> required = new HashSet<>();
      for (int k = 0; k < wanted.size(); k++) {
        if (wanted.get(k) != null) {
          required.add(outputs.get(k));
        }
      }
      for (Node n : graph.nodes()) {
        required.addAll(fromMemory(n, expansion));
      }
      Fusion fusion = new Fusion(graph, expansion, required);
      Set<Ref> stored = fusion.decide();
      Clusters clusters = new Clusters(graph, fusion, stored);
      List<Clusters.Unit> order = clusters.order(expansion, n -> fromMemory(n, expansion));
      inPlace(order, fusion, expansion);
      for (Clusters.Unit u : order) {
        if (u.node == null) {
          kernel(u, clusters, fusion, required);
        } else if (expansion.updates(u.node)) {
          update(u.node, clusters);
        } else if (products.containsKey(u.node)) {
          product(u.node);
        } else {
          node(u.node);
        }
      }
    }

    /// Whether a value's memory is this program's own, or that of a loop's carry.
    private boolean mayBeOverwritten(Ref r) {
      return switch (r.node().operation()) {
        case Operation.Input(int index) -> carried.contains(index);
        case Operation.Constant _, Operation.Literal _ -> false;
        default -> true;
      };
    }

    /// What a node reads from memory whoever makes it; nothing for those that kernels compute.
    private List<Ref> fromMemory(Node n, Expansion expansion) {
      if (expansion.possible(n)) {
        return List.of();
      }
      if (expansion.updates(n)) {
        return n.inputs().subList(0, 1);
      }
      if (n.operation() instanceof Operation.Apply(Contraction.DotGeneral d)
          && Contractions.isCanonical(d, n.inputs().get(0).shape(), n.inputs().get(1).shape())
          && target.multiplies(n.outputs().getFirst().dtype())
          && n.inputs().stream().allMatch(r -> r.dtype() == n.outputs().getFirst().dtype())) {
        return products.computeIfAbsent(n, _ -> n.inputs().stream().map(MatrixOperand::of).toList()).stream()
            .map(MatrixOperand::base)
            .toList();
      }
      return n.inputs().stream().map(GraphPlan::stored).toList();
    }

    private void product(Node n) {
      MatrixOperand a = products.get(n).get(0);
      MatrixOperand b = products.get(n).get(1);
      int[] left = n.inputs().get(0).shape().toArray();
      int columns = n.outputs().getFirst().shape().size(2);
      Step.MatrixShape shape =
          new Step.MatrixShape(
              left[0],
              left[1],
              columns,
              left[2],
              a.offset(),
              a.batch(),
              a.row(),
              a.column(),
              b.offset(),
              b.batch(),
              b.row(),
              b.column());
      steps.add(
          new Step.MatrixProduct(slot(a.base()), slot(b.base()), slot(n.output(0)), shape, Origin.of(List.of(n))));
    }

    /// Gives updates the memory of what they update, where nobody else reads that any more.
    private void inPlace(List<Clusters.Unit> order, Fusion fusion, Expansion expansion) {
      Map<Ref, Integer> lastRead = new HashMap<>();
      for (int at = 0; at < order.size(); at++) {
        for (Ref r : order.get(at).reads) {
          lastRead.put(r, at);
        }
      }
      Set<Ref> kept = new HashSet<>(outputs);
      Map<Ref, Ref> updated = new HashMap<>();
      Set<Ref> updates = new HashSet<>();
      for (int at = 0; at < order.size(); at++) {
        Node n = order.get(at).node;
        if (n == null || !expansion.updates(n)) {
          continue;
        }
        Ref r = n.output(0);
        Ref x = n.inputs().getFirst();
        boolean readsItself =
            fusion.places(x).stream().anyMatch(p -> p.root().equals(r))
                && n.inputs().get(updatesOf(n)).shape().elements() > 1;
        boolean ours = isComputed(x) || x.node().operation() instanceof Operation.Input;
        if (lastRead.get(x) == at && !readsItself && ours && !kept.contains(x)) {
          updated.put(x, r);
          updates.add(r);
        }
      }
      for (Ref x : List.copyOf(updated.keySet())) {
        if (!updates.contains(x)) {
          chain(x, updated);
        }
      }
    }

    private static int updatesOf(Node n) {
      return n.operation() instanceof Operation.Apply(Indexing.Scatter _) ? 2 : 1;
    }

    /// Gives one memory to a value and the updates that follow each other from it.
    private void chain(Ref first, Map<Ref, Ref> updated) {
      List<Ref> all = new ArrayList<>();
      for (Ref r = updated.get(first); r != null; r = updated.get(r)) {
        all.add(r);
      }
      Ref last = all.getLast();
      if (first.node().operation() instanceof Operation.Input(int input)) {
        // an argument may only be written when it is a loop's carry and the update is what it becomes
        int k = outputs.indexOf(last);
        if (k >= 0 && carried.get(k) == input && outputs.lastIndexOf(last) == k) {
          Slot slot = inputs.get(input);
          all.forEach(r -> memory.put(r, slot));
          wanted.set(k, slot);
          return;
        }
        first = all.getFirst();
        all.removeFirst();
      }
      Slot end = memory.get(last);
      Slot slot = end != null ? end : slot(first);
      memory.put(first, slot);
      all.forEach(r -> memory.put(r, slot));
    }

    private void update(Node n, Clusters clusters) {
      Ref r = n.output(0);
      Slot from = slot(n.inputs().getFirst());
      Slot to = slot(r);
      if (!from.equals(to)) {
        steps.add(new Step.Copy(from, to, Origin.of(List.of(n))));
      }
      KernelBuilder builder = new KernelBuilder(x -> clusters.maker(x) != null || !isComputed(x), this::slot);
      steps.add(
          n.operation() instanceof Operation.Apply(Indexing.Scatter s)
              ? builder.scatter(r, s, s.primitiveName())
              : builder.update(r, "dynamic_update_slice"));
    }

    private void kernel(Clusters.Unit u, Clusters clusters, Fusion fusion, Set<Ref> required) {
      List<Ref> kept = new ArrayList<>();
      for (Ref r : u.members) {
        boolean elsewhere = fusion.places(r).stream().anyMatch(p -> clusters.maker(p.root()) != u);
        if (required.contains(r) || elsewhere) {
          kept.add(r);
        }
      }
      Set<Ref> own = new HashSet<>(u.members);
      KernelBuilder builder =
          new KernelBuilder(r -> !own.contains(r) && (clusters.maker(r) != null || !isComputed(r)), this::slot);
      // a slice of a stacked output has its neighbour behind it
      steps.add(builder.values(u.members, kept, s -> s.kind() != Slot.Kind.BOUND));
    }

    private static boolean isComputed(Ref r) {
      return switch (r.node().operation()) {
        case Operation.Input _, Operation.Constant _, Operation.Literal _ -> false;
        default -> true;
      };
    }

    private Slot temporary(Aval aval) {
      Slot s = slots.add(Slot.Kind.TEMPORARY, aval, 0);
      temporaries.add(s);
      return s;
    }

    /// The slot of a value; made if it has none yet.
    private Slot slot(Ref r) {
      Slot s = memory.get(r);
      if (s == null) {
        s =
            switch (r.node().operation()) {
              case Operation.Constant(Array array) -> slots.constant(array);
              case Operation.Literal(HostScalar value) -> slots.literal(value);
              default -> temporary(r.aval());
            };
        memory.put(r, s);
      }
      return s;
    }

    private List<Slot> read(Node n) {
      return n.inputs().stream().map(r -> slot(stored(r)).as(r.aval())).toList();
    }

    private List<Slot> write(Node n) {
      List<Slot> out = new ArrayList<>();
      for (int i = 0; i < n.outputs().size(); i++) {
        out.add(slot(n.output(i)));
      }
      return out;
    }

    private void node(Node n) {
      switch (n.operation()) {
        case Operation.Input _, Operation.Constant _, Operation.Literal _ -> {}
        case Operation.Apply a -> {
          effectful |= a.primitive() instanceof Effectful;
          steps.add(new Step.Evaluate(a.primitive(), read(n), write(n), n.effectful(), Origin.of(List.of(n))));
        }
        case Operation.While w -> steps.add(loop(w, n));
        case Operation.Scan s -> steps.add(scan(s, n));
        case Operation.Cond c -> {
          List<Integer> none = c.branches().getFirst().outputs().stream().map(_ -> -1).toList();
          List<Program> branches = c.branches().stream().map(b -> nested(b, none)).toList();
          steps.add(new Step.Cond(branches, read(n), write(n), Origin.of(List.of(n))));
        }
      }
    }

    /// Whether a carry is written to other memory than it is read from.
    private static boolean swaps(Program body, int output, int input) {
      Slot s = body.outputs().get(output);
      return s != null && !s.equals(body.inputs().get(input));
    }

    private Step loop(Operation.While w, Node n) {
      int carry = n.outputs().size();
      List<Integer> unchanged = new ArrayList<>();
      for (int k = 0; k < carry; k++) {
        unchanged.add(w.bodyConstants() + k);
      }
      Program condition = nested(w.condition(), List.of(-1));
      Program body = nested(w.body(), unchanged);
      List<Slot> spare = new ArrayList<>();
      for (int k = 0; k < carry; k++) {
        spare.add(swaps(body, k, w.bodyConstants() + k) ? temporary(n.outputs().get(k)) : null);
      }
      Slot predicate = temporary(Aval.of(DType.BOOL));
      return new Step.While(
          condition,
          w.conditionConstants(),
          body,
          w.bodyConstants(),
          read(n),
          write(n),
          spare,
          predicate,
          Origin.of(List.of(n)));
    }

    private Step scan(Operation.Scan s, Node n) {
      List<Integer> unchanged = new ArrayList<>();
      for (int k = 0; k < s.body().outputs().size(); k++) {
        unchanged.add(k < s.carry() ? s.constants() + k : -1);
      }
      Program body = nested(s.body(), unchanged);
      List<Slot> spare = new ArrayList<>();
      for (int k = 0; k < s.carry(); k++) {
        spare.add(swaps(body, k, s.constants() + k) ? temporary(n.outputs().get(k)) : null);
      }
      return new Step.Scan(
          body, s.constants(), s.carry(), s.length(), s.reverse(), read(n), write(n), spare, Origin.of(List.of(n)));
    }
  }
}
