package gradwright.numpy.catalogue;

/// A Python object that has no neutral form; `typeName` is as Python's `type(x)` prints it (`<class 'str'>`), for messages.
public interface Foreign {
  String typeName();
}
