package gradwright.numpy.catalogue;

import gradwright.core.types.Aval;

/// Stands for an array of which only the type is known (`jax.ShapeDtypeStruct`): an argument of the functions that ask for no more.
public record AbstractArray(Aval aval) implements Foreign {
  @Override
  public String typeName() {
    return "<class 'jax.ShapeDtypeStruct'>";
  }
}
