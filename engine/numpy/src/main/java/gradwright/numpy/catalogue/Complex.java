package gradwright.numpy.catalogue;

/// A Python complex number.
public record Complex(double real, double imaginary) {}
