package gradwright.cpu.ir;

import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/// The text of a function's body as it grows: instructions whose results get names, constants, and calls.
public abstract sealed class IrText permits IrInstructions {
  private final IrModule module;
  private final StringBuilder storage = new StringBuilder(1 << 12);
  private StringBuilder body = storage;
  private int names;
  private boolean contract;

  IrText(IrModule module) {
    this.module = module;
  }

  /// The module this belongs to.
  public final IrModule module() {
    return module;
  }

  /// Lets the code generator fuse a multiplication with an addition from here on, as XLA's does; returns the former
  /// setting. Functions of `gradwright.cpu.math` are not affected.
  public final boolean contract(boolean allowed) {
    boolean before = contract;
    contract = allowed;
    return before;
  }

  /// Whether multiplications may be fused with additions here.
  final boolean contracts() {
    return contract;
  }

  final StringBuilder body() {
    return body;
  }

  final void redirect(StringBuilder target) {
    body = target;
  }

  final String fresh() {
    return Integer.toString(names++);
  }

  final void line(String instruction) {
    body.append("  ").append(instruction).append('\n');
  }

  /// Emits an instruction given as text that has no result.
  public final void run(String instruction) {
    line(instruction);
  }

  /// Emits an instruction given as text and names its result.
  public final Value emit(IrType type, String instruction) {
    String name = "%v" + fresh();
    body.append("  ").append(name).append(" = ").append(instruction).append('\n');
    return new Value(type, name);
  }

  /// A floating-point constant in every lane, rounded to the type (exact for [Scalar#F64]).
  public final Value constant(IrType type, double x) {
    return new Value(type, splat(type, Constants.floating(type.scalar(), x)));
  }

  /// An integer or truth constant in every lane, or the float of that value.
  public final Value constant(IrType type, long x) {
    if (type.scalar().isFloat()) {
      return constant(type, (double) x);
    }
    String text = type.scalar() == Scalar.BOOL ? (x != 0 ? "true" : "false") : Long.toString(Constants.wrap(type, x));
    return new Value(type, splat(type, text));
  }

  /// A 64-bit index constant.
  public final Value index(long x) {
    return constant(IrType.INDEX, x);
  }

  /// `0, 1, 2, ...` in the lanes of an integer type.
  public final Value iota(IrType type) {
    if (!type.isVector()) {
      return constant(type, 0L);
    }
    StringJoiner lanes = new StringJoiner(", ", "<", ">");
    for (int i = 0; i < type.lanes(); i++) {
      lanes.add(type.scalar().ir() + " " + Constants.wrap(type, i));
    }
    return new Value(type, lanes.toString());
  }

  static String splat(IrType type, String element) {
    return type.isVector() ? "splat (" + type.scalar().ir() + " " + element + ")" : element;
  }

  /// Calls an LLVM intrinsic, declaring it.
  public final Value intrinsic(String name, IrType result, Value... arguments) {
    StringJoiner types = new StringJoiner(", ");
    Arrays.stream(arguments).forEach(argument -> types.add(argument.type().ir()));
    module.declare("declare " + result.ir() + " @" + name + "(" + types + ")");
    return emit(result, "call " + result.ir() + " @" + name + "(" + operands(List.of(arguments)) + ")");
  }

  /// Calls a function made by [IrModule#define].
  ///
  /// @param inline as it was defined
  public final Value call(String name, IrType result, boolean inline, Value... arguments) {
    return emit(
        result,
        "call " + (inline ? "" : "fastcc ") + result.ir() + " @" + name + "(" + operands(List.of(arguments)) + ")");
  }

  /// Calls a function without a result made by [IrModule#defineText] with the `fastcc` convention.
  public final void callVoid(String name, Value... arguments) {
    line("call fastcc void @" + name + "(" + operands(List.of(arguments)) + ")");
  }

  static String operands(List<Value> values) {
    StringJoiner text = new StringJoiner(", ");
    values.forEach(value -> text.add(value.typed()));
    return text.toString();
  }
}
