package gradwright.core.linearize;

import gradwright.core.ir.Atom;
import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Dce;
import gradwright.core.ir.Dependence;
import gradwright.core.ir.Equation;
import gradwright.core.ir.InlineJits;
import gradwright.core.ir.Jaxpr;
import gradwright.core.ir.Masks;
import gradwright.core.prim.Elementwise;
import gradwright.core.trace.CustomRules;
import gradwright.core.types.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A checkpointed program split by which inputs are known. `known` takes the known inputs marked in `knownInputs` to the
/// known outputs and then `residuals` saved values; `staged` takes these and the inputs marked in `stagedInputs`,
/// recomputes everything else it needs, and gives the outputs marked in `unknownOut`.
record RematSplit(
    ClosedJaxpr known,
    List<Boolean> knownInputs,
    int residuals,
    ClosedJaxpr staged,
    List<Boolean> stagedInputs,
    List<Boolean> unknownOut) {
  private record Key(List<Boolean> unknown, CustomRules.Policy policy) {}

  /// Splits `program` (memoised); a null policy saves nothing.
  static RematSplit of(ClosedJaxpr program, List<Boolean> unknown, CustomRules.Policy policy) {
    return program.derive(
        new Key(List.copyOf(unknown), policy),
        // a policy decides about the primitives inside calls as well
        () -> make(policy == null ? program : InlineJits.of(program), unknown, policy));
  }

  private static RematSplit make(ClosedJaxpr program, List<Boolean> unknownIn, CustomRules.Policy policy) {
    Jaxpr j = program.jaxpr();
    Walk walk = new Walk(policy);
    walk.unknown.addAll(Masks.keep(j.inputs(), unknownIn));
    j.equations().forEach(walk::visit);
    List<Boolean> unknownOut = Masks.of(j.outputs(), walk.unknown::contains);
    List<Atom.Var> saved = new ArrayList<>(walk.residuals);

    // staged: residuals, all inputs -> unknown outputs
    Jaxpr staged =
        new Jaxpr(j.constants(), Masks.concat(saved, j.inputs()), walk.staged, Masks.keep(j.outputs(), unknownOut));
    Dce used = Dce.of(new ClosedJaxpr(staged, program.constants()), Masks.all(Masks.count(unknownOut), true));
    List<Boolean> savedUsed = used.usedInputs().subList(0, saved.size());
    List<Boolean> inputsUsed = used.usedInputs().subList(saved.size(), used.usedInputs().size());
    List<Atom.Var> kept = Masks.keep(saved, savedUsed);

    Jaxpr known =
        new Jaxpr(
            j.constants(),
            Masks.drop(j.inputs(), unknownIn),
            walk.known,
            Masks.concat(Masks.<Atom>drop(j.outputs(), unknownOut), kept));
    Dce first =
        Dce.of(new ClosedJaxpr(exactly(known, kept), program.constants()), Masks.all(known.outputs().size(), true));
    return new RematSplit(first.jaxpr(), first.usedInputs(), kept.size(), used.jaxpr(), inputsUsed, unknownOut);
  }

  /// Rounds saved values where they are made to the precision they are saved in, so that computing on and computing again
  /// see the same numbers.
  private static Jaxpr exactly(Jaxpr known, List<Atom.Var> saved) {
    Set<Atom> used = Collections.newSetFromMap(new IdentityHashMap<>());
    known.equations().forEach(e -> used.addAll(e.inputs()));
    List<Equation> equations = new ArrayList<>();
    for (Equation e : known.equations()) {
      List<Atom.Var> outputs = new ArrayList<>(e.outputs());
      List<Equation> rounding = new ArrayList<>();
      for (int i = 0; i < outputs.size(); i++) {
        Atom.Var v = outputs.get(i);
        if (v.aval().dtype().isFloat() && used.contains(v) && saved.contains(v)) {
          outputs.set(i, new Atom.Var(v.aval()));
          rounding.add(
              new Equation(precision(v.aval().dtype()), List.of(outputs.get(i)), List.of(v), Set.of(), e.source()));
        }
      }
      equations.add(rounding.isEmpty() ? e : new Equation(e.primitive(), e.inputs(), outputs, e.effects(), e.source()));
      equations.addAll(rounding);
    }
    return new Jaxpr(known.constants(), known.inputs(), equations, known.outputs());
  }

  private static Elementwise.ReducePrecision precision(DType t) {
    return switch (t.code()) {
      case FLOAT64 -> new Elementwise.ReducePrecision(11, 52);
      case FLOAT16 -> new Elementwise.ReducePrecision(5, 10);
      case BFLOAT16 -> new Elementwise.ReducePrecision(8, 7);
      default -> new Elementwise.ReducePrecision(8, 23);
    };
  }

  private static final class Walk {
    final CustomRules.Policy policy;
    final Set<Atom> unknown = Collections.newSetFromMap(new IdentityHashMap<>());

    /// Known variables that the staged part does not compute itself.
    final Set<Atom> onlyKnown = Collections.newSetFromMap(new IdentityHashMap<>());

    final Set<Atom.Var> residuals = new LinkedHashSet<>();
    final List<Equation> known = new ArrayList<>();
    final List<Equation> staged = new ArrayList<>();

    Walk(CustomRules.Policy policy) {
      this.policy = policy;
    }

    void visit(Equation e) {
      List<Boolean> in = Masks.of(e.inputs(), unknown::contains);
      if (in.contains(true)) {
        List<Boolean> out = Dependence.outputs(e, in);
        unknown.addAll(Masks.keep(e.outputs(), out));
        if (out.contains(false)) {
          known.add(restricted(e, in, out));
        }
        stage(e);
        return;
      }
      known.add(e);
      if (!e.effects().isEmpty() || saves(e)) {
        onlyKnown.addAll(e.outputs());
      } else {
        stage(e);
      }
    }

    private boolean saves(Equation e) {
      return policy != null && policy.saveable(e.primitive(), e.inputs().stream().map(Atom::aval).toList());
    }

    private void stage(Equation e) {
      for (Atom a : e.inputs()) {
        if (a instanceof Atom.Var v && onlyKnown.contains(v)) {
          residuals.add(v);
        }
      }
      staged.add(e);
    }

    /// The equation with only the outputs that do not depend on what is unknown.
    private static Equation restricted(Equation e, List<Boolean> unknownIn, List<Boolean> unknownOut) {
      Jaxpr one = new Jaxpr(List.of(), variables(e), List.of(e), List.copyOf(e.outputs()));
      Jaxpr reduced = Dce.of(new ClosedJaxpr(one, List.of()), Masks.not(unknownOut)).jaxpr().jaxpr();
      if (reduced.equations().size() == 1) {
        Equation r = reduced.equations().getFirst();
        boolean stillUnknown =
            r.inputs().stream().anyMatch(a -> e.inputs().indexOf(a) >= 0 && unknownIn.get(e.inputs().indexOf(a)));
        if (!stillUnknown) {
          return r;
        }
      }
      throw new IllegalStateException(
          e.primitive().primitiveName() + " has known outputs that cannot be separated from its unknown inputs");
    }

    private static List<Atom.Var> variables(Equation e) {
      Set<Atom.Var> all = new LinkedHashSet<>();
      for (Atom a : e.inputs()) {
        if (a instanceof Atom.Var v) {
          all.add(v);
        }
      }
      return new ArrayList<>(all);
    }
  }
}
