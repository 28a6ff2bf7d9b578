package gradwright.core.trace;

import gradwright.core.prim.Primitive;
import gradwright.core.types.Aval;
import gradwright.core.value.Tangent;
import gradwright.core.value.Value;
import java.util.List;

/// Derivative and batching rules that users give for their own functions. Each is identified by its object.
public final class CustomRules {
  private CustomRules() {}

  /// The rule of a custom_jvp function.
  public interface Jvp {
    /// Name printed in jaxprs.
    String name();

    /// Primal outputs and tangent outputs for primals and tangents (zeros instantiated unless the function asked for
    /// symbolic ones).
    Duals apply(List<Value> primals, List<Tangent> tangents);
  }

  /// Outputs of a jvp.
  public record Duals(List<Value> primals, List<Tangent> tangents) {}

  /// The rules of a custom_vjp function.
  public interface Vjp {
    /// Name of fwd printed in jaxprs.
    String forwardName();

    /// Name of bwd printed in jaxprs.
    String backwardName();

    /// Outputs and residuals. `perturbed` tells which inputs carry tangents.
    Forward forward(List<Value> inputs, List<Boolean> perturbed);

    /// Cotangents of the inputs from residuals and output cotangents.
    List<Tangent> backward(List<Value> residuals, List<Tangent> cotangents, List<Aval> inputs);
  }

  /// What the forward rule of a custom_vjp function gave.
  public record Forward(List<Value> outputs, List<Value> residuals) {}

  /// The rule of a custom_vmap function: outputs and whether each is batched (along axis 0).
  public interface Vmap {
    String name();

    /// The structure of the arguments, as jaxprs print it.
    default String inputTree() {
      return "PyTreeDef(*)";
    }

    /// The structure of the result, as jaxprs print it.
    default String outputTree() {
      return "PyTreeDef(*)";
    }

    Batched apply(int size, List<Boolean> batched, List<Value> inputs);
  }

  /// Outputs of a custom batching rule.
  public record Batched(List<Value> outputs, List<Boolean> batched) {}

  /// Decides which residuals a checkpoint saves.
  public interface Policy {
    String name();

    boolean saveable(Primitive primitive, List<Aval> inputs);
  }
}
