package gradwright.core.prim;

import gradwright.core.ir.ClosedJaxpr;
import gradwright.core.ir.Effect;
import gradwright.core.trace.CustomRules;
import gradwright.core.trace.FlatFunction;
import gradwright.core.types.Aval;
import java.util.List;
import java.util.Set;

/// Primitives that hold functions.
public sealed interface Call extends Primitive {
  /// A compiled call. `donated` has a flag for each input (empty: none).
  record Jit(String name, ClosedJaxpr jaxpr, boolean inline, boolean keepUnused, List<Boolean> donated)
      implements Call {
    public static Jit of(String name, ClosedJaxpr jaxpr) {
      return new Jit(name, jaxpr, false, false, List.of());
    }

    @Override
    public String primitiveName() {
      return "jit";
    }

    @Override
    public Set<Effect> effects() {
      return jaxpr.jaxpr().effects();
    }
  }

  /// A function with its own derivative rule. The function is a `JaxprFunction` once staged.
  record CustomJvpCall(String name, FlatFunction function, CustomRules.Jvp rule, boolean symbolicZeros)
      implements Call {
    @Override
    public String primitiveName() {
      return "custom_jvp_call";
    }

    @Override
    public Set<Effect> effects() {
      return function.effects();
    }
  }

  /// A function with its own reverse rule.
  record CustomVjpCall(String name, FlatFunction function, CustomRules.Vjp rule, boolean symbolicZeros)
      implements Call {
    @Override
    public String primitiveName() {
      return "custom_vjp_call";
    }

    @Override
    public Set<Effect> effects() {
      return function.effects();
    }
  }

  /// The linear stand-in for a custom_vjp function's tangent map; only transposable. Inputs: residuals, then the tangents
  /// of the function's `inputs` that are `perturbed`. `outputs` are tangent types.
  record CustomLin(
      CustomRules.Vjp rule,
      int residuals,
      List<Aval> outputs,
      List<Aval> inputs,
      List<Boolean> perturbed,
      boolean symbolicZeros)
      implements Call {
    @Override
    public String primitiveName() {
      return "custom_lin";
    }
  }

  /// `jax.checkpoint`: recomputes instead of keeping residuals, but for those that the policy saves.
  record Remat(ClosedJaxpr jaxpr, boolean preventCse, boolean differentiated, CustomRules.Policy policy)
      implements Call {
    @Override
    public String primitiveName() {
      return "remat2";
    }

    @Override
    public Set<Effect> effects() {
      return jaxpr.jaxpr().effects();
    }
  }

  /// Inputs: constants of matvec, vecmat, solve, transposeSolve, then b. `vecmat`/`transposeSolve` may be null.
  record CustomLinearSolve(
      ClosedJaxpr matvec,
      ClosedJaxpr vecmat,
      ClosedJaxpr solve,
      ClosedJaxpr transposeSolve,
      int matvecConstants,
      int vecmatConstants,
      int solveConstants,
      int transposeSolveConstants)
      implements Call {
    @Override
    public String primitiveName() {
      return "custom_linear_solve";
    }
  }

  /// A value that remat policies can refer to by name.
  record Name(String name) implements Call {
    @Override
    public String primitiveName() {
      return "name";
    }
  }

  /// Keeps the compiler from moving computation across; as many outputs as inputs.
  record OptimizationBarrier() implements Call {
    @Override
    public String primitiveName() {
      return "optimization_barrier";
    }
  }

  /// A function with its own vmap rule.
  record CustomVmapCall(String name, FlatFunction function, CustomRules.Vmap rule) implements Call {
    @Override
    public String primitiveName() {
      return "custom_vmap_call";
    }
  }
}
