package gradwright.compiler.index;

/// An unknown integer in an index: a loop's variable, a quotient, or a number read while running.
public sealed interface Symbol {
  /// The loop variables it depends on, as a set of bits by [Variable#number()].
  long variables();

  /// Its least value.
  long low();

  /// Its greatest value.
  long high();

  /// A loop's variable, from 0 to `extent` exclusive. Variables of equal number and extent are the same.
  record Variable(int number, long extent) implements Symbol {
    @Override
    public long variables() {
      return 1L << number;
    }

    @Override
    public long low() {
      return 0;
    }

    @Override
    public long high() {
      return Math.max(0, extent - 1);
    }

    @Override
    public String toString() {
      return "i" + number;
    }
  }

  /// `dividend / divisor` rounded down.
  record Quotient(Index dividend, long divisor) implements Symbol {
    @Override
    public long variables() {
      return dividend.variables();
    }

    @Override
    public long low() {
      return Math.floorDiv(dividend.low(), divisor);
    }

    @Override
    public long high() {
      return Math.floorDiv(dividend.high(), divisor);
    }

    @Override
    public String toString() {
      return "(" + dividend + ")/" + divisor;
    }
  }

  /// An integer that the program computes, clamped to `[low, high]` when `clamped`, else known to be there.
  ///
  /// @param source what computes it, compared with equals
  record Dynamic(Object source, long variables, long low, long high, boolean clamped) implements Symbol {
    @Override
    public String toString() {
      return "[" + source + "]";
    }
  }
}
