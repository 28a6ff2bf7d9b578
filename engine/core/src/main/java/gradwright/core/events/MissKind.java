package gradwright.core.events;

/// Why no program fitted a call.
public enum MissKind {
  /// The first call of this function.
  NEVER_SEEN,
  /// A new function object defined where an earlier one was, such as a lambda in a loop.
  REDEFINED,
  /// The pytree of the arguments, or the value of a static argument, differs.
  STRUCTURE,
  /// Shapes, dtypes or weak types differ.
  TYPES,
  /// The configuration or a context manager differs.
  CONTEXT
}
