package gradwright.core.types;

import gradwright.core.value.Value;
import java.util.List;

/// A type of values that a program defines. Transformations and jaxprs take a value as one thing; before a program is run, each
/// becomes the arrays that it is made of.
public interface CustomType {
  /// As jaxprs print it.
  String name();

  /// The types of the arrays that a value is made of.
  List<Aval> low();

  /// The arrays that a value is made of. They may be traced.
  List<Value> lower(Object value);

  /// The value made of arrays.
  Object raise(List<Value> arrays);

  /// The type of tangents.
  Aval tangent();

  /// The zero of this type, which is a tangent type.
  Value zero();

  /// The sum of two values of this type, which is a tangent type.
  Value add(Value a, Value b);

  /// The type of `size` values along a leading axis.
  Aval stacked(int size);

  /// The type of one of the values along a leading axis.
  Aval unstacked();
}
