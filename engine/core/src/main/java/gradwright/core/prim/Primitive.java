package gradwright.core.prim;

import gradwright.core.ir.Effect;
import java.util.Set;

/// A primitive operation with its parameters as record components. Every transformation is an exhaustive switch over
/// the sealed families, so a new primitive does not compile until each has answered for it.
public sealed interface Primitive
    permits Elementwise,
        Shaping,
        Reduction,
        Indexing,
        Contraction,
        LinearAlgebra,
        ControlFlow,
        Call,
        RandomBits,
        Effectful,
        Collective,
        ExtensionPrimitive {
  /// JAX's name of the primitive, as jaxprs print it: `add`, `scatter-add`, `remat2`.
  String primitiveName();

  /// The effects of an equation of this primitive.
  default Set<Effect> effects() {
    return Set.of();
  }
}
