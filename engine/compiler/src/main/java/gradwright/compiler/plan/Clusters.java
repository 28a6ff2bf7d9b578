package gradwright.compiler.plan;

import gradwright.compiler.graph.Graph;
import gradwright.compiler.graph.Node;
import gradwright.compiler.graph.Operation;
import gradwright.compiler.graph.Ref;
import gradwright.compiler.index.Index;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Groups the values that kernels store into kernels, and orders these among the other steps. Values of one shape that
/// read the same memory, or each other at the same place, are computed in one kernel where no other step stands between.
final class Clusters {
  private static final int CANDIDATES = 4;
  private static final int MOST_CODE = 450;
  private static final int MOST_MEMBERS = 48;
  private static final long SMALL = 4096;

  /// A step to be: a node, or the values of one kernel.
  static final class Unit {
    final int number;
    final Node node;
    final List<Ref> members = new ArrayList<>();
    final Set<Ref> reads = new HashSet<>();
    private final BitSet ancestors = new BitSet();
    private final BitSet direct = new BitSet();
    private int code;

    Unit(int number, Node node) {
      this.number = number;
      this.node = node;
    }
  }

  private final Graph graph;
  private final Fusion fusion;
  private final Set<Ref> stored;
  private final List<Unit> units = new ArrayList<>();
  private final Map<Ref, Unit> makers = new HashMap<>();
  private final Map<Ref, Set<Ref>> readsOfRoot = new HashMap<>();
  private final Map<List<Integer>, List<Unit>> open = new HashMap<>();

  Clusters(Graph graph, Fusion fusion, Set<Ref> stored) {
    this.graph = graph;
    this.fusion = fusion;
    this.stored = stored;
  }

  /// The units in an order in which each comes after what it reads.
  ///
  /// @param inputs what a node reads from memory, when no kernel computes it
  List<Unit> order(Expansion expansion, Function<Node, List<Ref>> inputs) {
    Unit effect = null;
    for (Node n : graph.nodes()) {
      for (int i = 0; i < n.outputs().size(); i++) {
        Ref r = n.output(i);
        for (Fusion.Place p : fusion.places(r)) {
          readsOfRoot.computeIfAbsent(p.root(), _ -> new HashSet<>()).add(r);
        }
      }
    }
    for (Node n : graph.nodes()) {
      boolean kernel = n.operation() instanceof Operation.Apply && expansion.possible(n);
      if (kernel) {
        for (int i = 0; i < n.outputs().size(); i++) {
          if (stored.contains(n.output(i))) {
            root(n.output(i));
          }
        }
      } else if (!isData(n)) {
        Unit u = add(n);
        inputs.apply(n).forEach(r -> depend(u, r));
        if (expansion.updates(n)) {
          memory(n.output(0)).forEach(r -> depend(u, r));
        }
        if (n.effectful()) {
          if (effect != null) {
            link(u, effect);
          }
          effect = u;
        }
        for (int i = 0; i < n.outputs().size(); i++) {
          makers.put(n.output(i), u);
        }
      }
    }
    return sorted();
  }

  private static boolean isData(Node n) {
    return switch (n.operation()) {
      case Operation.Input _, Operation.Constant _, Operation.Literal _ -> true;
      default -> false;
    };
  }

  private Unit add(Node n) {
    Unit u = new Unit(units.size(), n);
    units.add(u);
    return u;
  }

  private void depend(Unit u, Ref r) {
    u.reads.add(r);
    Unit maker = makers.get(r);
    if (maker != null && maker != u) {
      link(u, maker);
    }
  }

  private void link(Unit u, Unit before) {
    u.direct.set(before.number);
    u.ancestors.set(before.number);
    u.ancestors.or(before.ancestors);
    // whoever comes after u comes after all of this too
    for (Unit o : units) {
      if (o.ancestors.get(u.number)) {
        o.ancestors.or(u.ancestors);
      }
    }
  }

  /// What the kernel of a value reads from memory.
  private List<Ref> memory(Ref root) {
    List<Ref> all = new ArrayList<>();
    for (Ref r : readsOfRoot.getOrDefault(root, Set.of())) {
      if (stored.contains(r) || makers.containsKey(r) || isData(r.node())) {
        all.add(r);
      }
    }
    return all;
  }

  private void root(Ref root) {
    List<Ref> reads = memory(root);
    List<Integer> shape = Arrays.stream(root.shape().toArray()).boxed().toList();
    List<Unit> candidates = open.computeIfAbsent(shape, _ -> new ArrayList<>());
    Unit home = null;
    for (Unit c : candidates.reversed()) {
      if (joins(c, root, reads)) {
        home = c;
        break;
      }
    }
    if (home == null) {
      home = add(null);
      candidates.add(home);
      if (candidates.size() > CANDIDATES) {
        candidates.removeFirst();
      }
    }
    home.members.add(root);
    home.code += fusion.code(root);
    makers.put(root, home);
    for (Ref r : reads) {
      depend(home, r);
    }
  }

  private boolean joins(Unit c, Ref root, List<Ref> reads) {
    if (c.code + fusion.code(root) > MOST_CODE || c.members.size() >= MOST_MEMBERS) {
      return false;
    }
    boolean related = root.shape().elements() <= SMALL;
    for (Ref r : reads) {
      Unit maker = makers.get(r);
      related |= c.reads.contains(r) && !isScalar(r) || maker == c;
      if (maker == c && !sameplace(r, root)) {
        return false;
      }
      if (maker != null && maker != c && maker.ancestors.get(c.number)) {
        return false; // what stands between must come after one and before the other
      }
    }
    return related;
  }

  private static boolean isScalar(Ref r) {
    return r.shape().elements() == 1;
  }

  /// Whether a kernel reads a value only at the place it computes itself.
  private boolean sameplace(Ref value, Ref root) {
    List<Index> identity = Fusion.identity(root);
    for (Fusion.Place p : fusion.places(value)) {
      if (p.root().equals(root) && !(p.index().equals(identity) && p.guard().isAlways())) {
        return false;
      }
    }
    return true;
  }

  private List<Unit> sorted() {
    List<Unit> order = new ArrayList<>();
    BitSet done = new BitSet();
    for (Unit u : units) {
      visit(u, done, order);
    }
    return order;
  }

  private void visit(Unit u, BitSet done, List<Unit> order) {
    if (done.get(u.number)) {
      return;
    }
    done.set(u.number);
    u.direct.stream().forEach(k -> visit(units.get(k), done, order));
    order.add(u);
  }

  /// The unit that makes a value, or null when it is given.
  Unit maker(Ref r) {
    return makers.get(r);
  }
}
