package gradwright.cpu.ir;

import gradwright.cpu.host.HostCpu;
import java.util.List;

/// The body of one function, written from top to bottom: its parameters and its end, with everything of [IrMemory],
/// [IrControlFlow] and [IrInstructions] between them.
public final class IrFunction extends IrMemory {
  private final String header;
  private final List<Value> parameters;
  private boolean ended;

  IrFunction(IrModule module, String header, List<Value> parameters) {
    super(module);
    this.header = header;
    this.parameters = parameters;
  }

  /// The parameters; a kernel's are the argument array, `lo` and `hi`.
  public List<Value> parameters() {
    return parameters;
  }

  /// A kernel's first work item.
  public Value lo() {
    return parameters.get(1);
  }

  /// A kernel's end of work.
  public Value hi() {
    return parameters.get(2);
  }

  /// A kernel's pointer argument number `k`.
  public Value argument(int k) {
    Value place = element(parameters.getFirst(), Scalar.POINTER, index(k));
    return emit(IrType.POINTER, "load ptr, " + place.typed() + ", align 8, !invariant.load !0");
  }

  /// Ends a kernel.
  public void end() {
    line("ret void");
    ended = true;
  }

  /// Ends a function with its result.
  public void end(Value result) {
    line("ret " + result.typed());
    ended = true;
  }

  String text() {
    if (!ended) {
      throw new IllegalStateException("unfinished function: " + header);
    }
    return header + " {\nentry:\n" + body() + "}\n";
  }

  /// `x 2^n` for a vector of float32 and whole numbers `n`, rounded once, where the processor does it in one instruction
  /// (AVX-512); else null.
  public Value scale(Value x, Value n) {
    int lanes = x.lanes();
    HostCpu cpu = HostCpu.current();
    boolean wide = lanes == 16 && cpu.flags().contains("avx512f");
    boolean narrow = lanes == 8 && cpu.flags().contains("avx512vl");
    if (x.scalar() != Scalar.F32 || !cpu.architecture().equals("x86_64") || !(wide || narrow)) {
      return null;
    }
    String type = x.type().ir();
    String mask = "i" + lanes;
    String name = "@llvm.x86.avx512.mask.scalef.ps." + 32 * lanes;
    String rounding = wide ? ", i32" : "";
    module()
        .declare(
            "declare " + type + " " + name + "(" + type + ", " + type + ", " + type + ", " + mask + rounding + ")");
    return emit(
        x.type(),
        "call "
            + type
            + " "
            + name
            + "("
            + x.typed()
            + ", "
            + n.typed()
            + ", "
            + type
            + " zeroinitializer, "
            + mask
            + " -1"
            + (wide ? ", i32 4" : "")
            + ")");
  }
}
