package gradwright.core.prim;

import gradwright.core.types.DType;

/// Operations that act on each element alone. Operands have one shape, or are of rank 0 (broadcast), or have size 1
/// where others are larger (equal ranks).
public sealed interface Elementwise extends Primitive {
  record Unary(UnaryOp op) implements Elementwise {
    @Override
    public String primitiveName() {
      return op.jaxName();
    }
  }

  record Binary(BinaryOp op) implements Elementwise {
    @Override
    public String primitiveName() {
      return op.jaxName();
    }
  }

  /// `x ** y` for a constant integer y.
  record IntegerPow(int y) implements Elementwise {
    @Override
    public String primitiveName() {
      return "integer_pow";
    }
  }

  /// Rounds to integers: half away from zero, or half to even.
  record Round(boolean toEven) implements Elementwise {
    @Override
    public String primitiveName() {
      return "round";
    }
  }

  record Convert(DType newDType, boolean weakType) implements Elementwise {
    @Override
    public String primitiveName() {
      return "convert_element_type";
    }
  }

  /// Reinterprets bits. Widths may differ: then a trailing axis appears (narrower) or disappears (wider).
  record BitcastConvert(DType newDType) implements Elementwise {
    @Override
    public String primitiveName() {
      return "bitcast_convert_type";
    }
  }

  record ReducePrecision(int exponentBits, int mantissaBits) implements Elementwise {
    @Override
    public String primitiveName() {
      return "reduce_precision";
    }
  }

  /// Inputs: which (bool or int32), then the cases; bool false picks case 0. `which` may be a scalar.
  record SelectN() implements Elementwise {
    @Override
    public String primitiveName() {
      return "select_n";
    }
  }

  /// Inputs: min, x, max; min and max may be scalars.
  record Clamp() implements Elementwise {
    @Override
    public String primitiveName() {
      return "clamp";
    }
  }

  /// Inputs: a, b, x. The regularised incomplete beta integral.
  record RegularizedIncompleteBeta() implements Elementwise {
    @Override
    public String primitiveName() {
      return "regularized_incomplete_beta";
    }
  }
}
