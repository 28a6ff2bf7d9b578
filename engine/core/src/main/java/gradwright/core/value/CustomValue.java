package gradwright.core.value;

import gradwright.core.types.Aval;
import gradwright.core.types.CustomType;
import java.util.List;

/// A concrete value of a type that a program defines: an object of that program.
public final class CustomValue implements Value {
  private final Aval aval;
  private final Object object;

  public CustomValue(Aval aval, Object object) {
    this.aval = aval;
    this.object = object;
  }

  @Override
  public Aval aval() {
    return aval;
  }

  public Object object() {
    return object;
  }

  public CustomType type() {
    return aval.dtype().customType();
  }

  /// The arrays that it is made of.
  public List<Value> lower() {
    return type().lower(object);
  }
}
