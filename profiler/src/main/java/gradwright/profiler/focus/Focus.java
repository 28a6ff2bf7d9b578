package gradwright.profiler.focus;

/// The one thing that a person looks at, shown by every panel in its own way.
public sealed interface Focus {
  /// Nothing in particular.
  record None() implements Focus {}

  /// A line of a file, 1-based.
  record Line(String file, int line) implements Focus {}

  /// An equation of a program.
  record OfEquation(int program, int equation) implements Focus {}

  /// A kernel, in all its runs.
  record OfKernel(int program, int kernel) implements Focus {}
}
