package gradwright.compiler.plan;

import gradwright.compiler.graph.Graph;
import gradwright.compiler.graph.Node;
import gradwright.compiler.graph.Operation;
import gradwright.compiler.graph.Ref;
import gradwright.compiler.index.Guard;
import gradwright.compiler.index.Index;
import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.ExprBuilder;
import gradwright.compiler.kernel.ExprPool;
import gradwright.core.prim.Indexing;
import gradwright.core.types.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Decides which values are kept in memory; all others are computed where they are used.
///
/// Going backwards, each value knows every place that would compute it: which kernel, at which index. It is expanded there
/// when that computes it about as often as it has elements, or costs less than a round trip through memory.
final class Fusion {
  /// What a value's way through memory costs an element, in additions, its own kernel included: through a cache, and for
  /// arrays that do not fit one. Each kernel that reads it adds to that.
  private static final double STORE = 16;

  private static final double STORE_FAR = 32;
  private static final long FAR_BYTES = 1 << 20;
  private static final double READ = 1;
  private static final int MOST_PLACES = 12;
  private static final int MOST_CODE = 450;
  private static final double PARALLEL_WORK = 100_000;
  private static final double ONCE_WORK = 2_000;

  /// A place that reads a value: the index of the element within the kernel that computes `root`.
  record Place(Ref root, List<Index> index, Guard guard) {}

  private final Graph graph;
  private final Expansion expansion;
  private final Set<Ref> required;
  private final Map<Node, Double> costs;
  private final Set<Ref> stored = new HashSet<>();
  private final Map<Ref, Set<Place>> places = new HashMap<>();
  private final Map<Ref, Kernels> kernels = new LinkedHashMap<>();

  /// A kernel in the making: what it reads so far.
  private final class Kernels implements ExprBuilder.Memory {
    private final Ref root;
    private final Shape domain;
    private final ExprBuilder builder = new ExprBuilder(new ExprPool(), this);
    private final Map<Ref, Integer> numbers = new HashMap<>();
    private int code;

    Kernels(Ref root, Shape domain) {
      this.root = root;
      this.domain = domain;
    }

    @Override
    public int parameter(Ref value) {
      return value.node().operation() instanceof Operation.Literal
          ? -1
          : numbers.computeIfAbsent(value, _ -> numbers.size());
    }

    @Override
    public void reads(Ref value, List<Index> index, Guard guard) {
      places.computeIfAbsent(value, _ -> new LinkedHashSet<>()).add(new Place(root, index, guard));
    }

    void expand(Ref value, List<Index> index, Guard guard) {
      code += Expansion.size(value.node());
      builder.expanded(value, index, guard);
    }
  }

  Fusion(Graph graph, Expansion expansion, Collection<Ref> required) {
    this.graph = graph;
    this.expansion = expansion;
    this.required = new HashSet<>(required);
    this.costs = totals();
  }

  /// The loop variables over the elements of a value.
  static List<Symbol.Variable> domain(Ref r) {
    List<Symbol.Variable> all = new ArrayList<>();
    for (int i = 0; i < r.shape().rank(); i++) {
      all.add(new Symbol.Variable(i, r.shape().size(i)));
    }
    return all;
  }

  static List<Index> identity(Ref r) {
    return domain(r).stream().map(Index::variable).toList();
  }

  /// Values that kernels compute and keep in memory.
  Set<Ref> decide() {
    for (Node n : graph.nodes().reversed()) {
      if (expansion.updates(n)) {
        update(n);
        continue;
      }
      if (!(n.operation() instanceof Operation.Apply) || !expansion.possible(n)) {
        continue;
      }
      for (int i = 0; i < n.outputs().size(); i++) {
        Ref r = n.output(i);
        Set<Place> users = places.getOrDefault(r, Set.of());
        if (required.contains(r) || !users.isEmpty() && !inline(r, users)) {
          stored.add(r);
          Kernels k = new Kernels(r, r.shape());
          kernels.put(r, k);
          k.expand(r, identity(r), Guard.ALWAYS);
        } else {
          for (Place p : List.copyOf(users)) {
            kernels.get(p.root()).expand(r, p.index(), p.guard());
          }
        }
      }
    }
    return stored;
  }

  /// A kernel over the updates of a scatter or dynamic_update_slice.
  private void update(Node n) {
    Ref r = n.output(0);
    boolean scatters = n.operation() instanceof Operation.Apply(Indexing.Scatter _);
    Ref updates = n.inputs().get(scatters ? 2 : 1);
    Kernels k = new Kernels(r, updates.shape());
    kernels.put(r, k);
    List<Index> index = identity(updates);
    if (n.operation() instanceof Operation.Apply(Indexing.Scatter s)) {
      k.builder.scatterPlace(s, n.inputs(), index);
    } else {
      k.builder.updatePlace(n.inputs(), index);
    }
    k.builder.value(updates, index);
  }

  /// The places that read a value in memory or a kernel's own.
  Set<Place> places(Ref r) {
    return places.getOrDefault(r, Set.of());
  }

  /// How much code a kernel has.
  int code(Ref root) {
    return kernels.get(root).code;
  }

  private boolean inline(Ref r, Set<Place> users) {
    if (users.size() > MOST_PLACES) {
      return Expansion.cost(r.node()) == 0 && users.size() < 64;
    }
    Map<Ref, Integer> times = new HashMap<>();
    double evaluations = 0;
    for (Place p : users) {
      times.merge(p.root(), 1, Integer::sum);
      evaluations += evaluations(p);
    }
    int size = Expansion.size(r.node());
    for (var t : times.entrySet()) {
      if (size > 0 && kernels.get(t.getKey()).code + size * t.getValue() > MOST_CODE) {
        return false;
      }
    }
    double elements = Math.max(1, r.shape().elements());
    if (Expansion.cost(r.node()) * elements > PARALLEL_WORK
        && users.stream().anyMatch(p -> domain(p).elements() < r.shape().elements())) {
      return false; // as a kernel of its own it has more loops to share among threads
    }
    if (elements == 1 && costs.get(r.node()) > ONCE_WORK && users.stream().anyMatch(p -> domain(p).elements() > 1)) {
      return false; // threads share a kernel's loops in chunks, and each chunk would compute it anew
    }
    if (evaluations <= elements) {
      return true;
    }
    double again = (evaluations - elements) * costs.get(r.node());
    double store = r.aval().bytes() > FAR_BYTES ? STORE_FAR : STORE;
    return again <= elements * (store + READ * times.size());
  }

  /// What an element costs when all below it is expanded too, down to what is known to be in memory.
  private Map<Node, Double> totals() {
    Map<Node, Double> all = new HashMap<>();
    for (Node n : graph.nodes()) {
      if (n.outputs().isEmpty()) {
        continue;
      }
      double sum = Expansion.cost(n);
      double elements = Math.max(1, n.outputs().getFirst().shape().elements());
      for (Ref in : n.inputs()) {
        boolean computed = !required.contains(in) && expansion.possible(in.node());
        double each = computed ? all.get(in.node()) : 0;
        sum += each * Math.min(1, in.shape().elements() / elements);
      }
      all.put(n, sum);
    }
    return all;
  }

  private Shape domain(Place p) {
    return kernels.get(p.root()).domain;
  }

  /// How often a kernel computes the value at a place: once for each turn of the loops that it must be within.
  private double evaluations(Place p) {
    long used = p.guard().variables();
    for (Index i : p.index()) {
      used |= i.variables();
    }
    double n = 1;
    int last = 63 - Long.numberOfLeadingZeros(used & 0xffff);
    for (int axis = 0; axis <= last; axis++) {
      n *= domain(p).size(axis);
    }
    Set<Symbol.Variable> inner = new HashSet<>();
    p.index().forEach(i -> variables(i, inner));
    for (Symbol.Variable v : inner) {
      n *= v.number() >= 16 ? v.extent() : 1;
    }
    return n;
  }

  private static void variables(Index index, Set<Symbol.Variable> into) {
    for (Symbol s : index.terms().keySet()) {
      switch (s) {
        case Symbol.Variable v -> into.add(v);
        case Symbol.Quotient q -> variables(q.dividend(), into);
        case Symbol.Dynamic _ -> {}
      }
    }
  }
}
