package gradwright.compiler.plan;

import gradwright.compiler.graph.Node;
import gradwright.compiler.graph.Operation;
import gradwright.compiler.graph.Ref;
import gradwright.compiler.index.Guard;
import gradwright.compiler.index.Index;
import gradwright.compiler.index.Symbol;
import gradwright.compiler.kernel.DomainCollapse;
import gradwright.compiler.kernel.Expr;
import gradwright.compiler.kernel.ExprBuilder;
import gradwright.compiler.kernel.ExprPool;
import gradwright.compiler.kernel.Kernel;
import gradwright.compiler.kernel.Parts;
import gradwright.core.prim.Indexing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/// Builds one kernel: which slots it reads is found out while its expressions are built.
final class KernelBuilder implements ExprBuilder.Memory {
  /// Domains of up to this many points become straight code, every element by itself.
  private static final long UNROLLED = 4;

  private final Predicate<Ref> inMemory;
  private final Function<Ref, Slot> slots;
  private final Map<Slot, Integer> numbers = new HashMap<>();
  private final List<Slot> order = new ArrayList<>();
  private final List<Kernel.Parameter> parameters = new ArrayList<>();
  private final List<Kernel.Store> stores = new ArrayList<>();
  private final ExprBuilder builder = new ExprBuilder(new ExprPool(), this);
  private final Map<Integer, Node> computed = new TreeMap<>();

  /// @param inMemory which values the kernel reads instead of computing them
  KernelBuilder(Predicate<Ref> inMemory, Function<Ref, Slot> slots) {
    this.inMemory = inMemory;
    this.slots = slots;
  }

  @Override
  public int parameter(Ref r) {
    if (r.node().operation() instanceof Operation.Literal || !inMemory.test(r)) {
      return -1;
    }
    return number(slots.apply(r), r, false, true);
  }

  @Override
  public void computes(Ref r) {
    computed.put(r.node().id(), r.node());
  }

  private int number(Slot slot, Ref type, boolean written, boolean padded) {
    Integer n = numbers.get(slot);
    if (n == null) {
      n = order.size();
      numbers.put(slot, n);
      order.add(slot);
      parameters.add(null);
    }
    Kernel.Parameter old = parameters.get(n);
    boolean writes = written || old != null && old.written();
    long elements = type.shape().elements() * Parts.count(type.dtype());
    parameters.set(
        n, new Kernel.Parameter(Parts.type(type.dtype()), elements, writes, padded && (old == null || old.padded())));
    return n;
  }

  /// Stores whole values of one shape.
  Step.Compute values(List<Ref> members, List<Ref> kept, Predicate<Slot> padded) {
    List<Symbol.Variable> domain = Fusion.domain(members.getFirst());
    long points = members.getFirst().shape().elements();
    boolean unrolled = points > 1 && points <= UNROLLED && !reduces(members);
    int[] sizes = members.getFirst().shape().toArray();
    for (Ref r : kept) {
      Slot slot = slots.apply(r);
      int p = number(slot, r, true, padded.test(slot));
      if (unrolled) {
        for (long i = 0; i < points; i++) {
          store(r, p, Index.split(Index.of(i), sizes));
        }
      } else {
        store(r, p, Fusion.identity(r));
      }
    }
    return finish(unrolled ? List.of() : domain, false, KernelName.of(computed.values()));
  }

  private boolean reduces(List<Ref> members) {
    for (Ref r : members) {
      for (Expr part : builder.expanded(r, Fusion.identity(r), Guard.ALWAYS)) {
        if (below(part, new java.util.HashSet<>())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean below(Expr e, java.util.Set<Expr> seen) {
    if (!seen.add(e)) {
      return false;
    }
    return e.code() instanceof Expr.Code.Reduce || e.needs().stream().anyMatch(n -> below(n, seen));
  }

  private void store(Ref r, int parameter, List<Index> index) {
    Expr[] parts = builder.expanded(r, index, Guard.ALWAYS);
    Index position = Index.linear(index, r.shape().toArray()).times(parts.length);
    for (int k = 0; k < parts.length; k++) {
      stores.add(new Kernel.Store(parameter, position.plus(k), Guard.ALWAYS, parts[k], null));
    }
  }

  /// Writes a dynamic_update_slice's update into a copy of its operand.
  Step.Compute update(Ref r, String name) {
    computes(r);
    List<Ref> in = r.node().inputs();
    Ref update = in.get(1);
    int p = number(slots.apply(r), r, true, false);
    List<Index> index = Fusion.identity(update);
    place(r, p, builder.updatePlace(in, index), Guard.ALWAYS, builder.value(update, index), null);
    return finish(Fusion.domain(update), false, name);
  }

  /// Combines a scatter's updates into a copy of its operand.
  Step.Compute scatter(Ref r, Indexing.Scatter s, String name) {
    computes(r);
    List<Ref> in = r.node().inputs();
    Ref updates = in.get(2);
    int p = number(slots.apply(r), r, true, false);
    List<Index> index = Fusion.identity(updates);
    ExprBuilder.Place place = builder.scatterPlace(s, in, index);
    place(r, p, place.index(), place.guard(), builder.value(updates, index), s.combine());
    return finish(Fusion.domain(updates), !s.uniqueIndices(), name);
  }

  private void place(Ref r, int parameter, List<Index> at, Guard guard, Expr[] parts, Indexing.Combine combine) {
    Index position = Index.linear(at, r.shape().toArray()).times(parts.length);
    for (int k = 0; k < parts.length; k++) {
      stores.add(new Kernel.Store(parameter, position.plus(k), guard, parts[k], combine));
    }
  }

  private Step.Compute finish(List<Symbol.Variable> domain, boolean ordered, String name) {
    // parameters that were only looked at while deciding are left out
    Kernel kernel = DomainCollapse.apply(new Kernel(domain, parameters, stores, ordered));
    return new Step.Compute(kernel, List.copyOf(order), name, Origin.of(computed.values()));
  }
}
