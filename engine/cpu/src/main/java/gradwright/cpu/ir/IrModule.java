package gradwright.cpu.ir;

import gradwright.cpu.host.HostCpu;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The text of one LLVM module: kernels, the functions they share, constant tables, and declarations.
///
/// ```java
/// IrModule module = new IrModule();
/// IrFunction f = module.kernel("twice");
/// Value in = f.argument(0), out = f.argument(1);
/// f.vectorLoop(f.lo(), f.hi(), 16, (i, lanes, mask) -> {
///   Value x = f.load(f.element(in, Scalar.F32, i), IrType.of(Scalar.F32, lanes), mask);
///   f.store(f.element(out, Scalar.F32, i), f.add(x, x), mask);
/// });
/// f.end();
/// String ir = module.text();
/// ```
public final class IrModule {
  private final int vectorBits;
  private final Set<String> declarations = new LinkedHashSet<>();
  private final Map<String, String> globals = new LinkedHashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final StringBuilder written = new StringBuilder();
  private final List<IrFunction> functions = new ArrayList<>();

  /// A module whose functions prefer this machine's best vector width.
  public IrModule() {
    this(HostCpu.current().preferredVectorBits());
  }

  /// A module whose functions prefer vectors of the given width.
  public IrModule(int vectorBits) {
    this.vectorBits = vectorBits;
  }

  /// A new kernel `void name(ptr args, i64 lo, i64 hi)`: `args` points to an array of pointers, `[lo, hi)` is its share
  /// of the work.
  public IrFunction kernel(String name) {
    if (!names.add(name)) {
      throw new IllegalArgumentException("function " + name + " is defined twice");
    }
    IrFunction function =
        new IrFunction(
            this,
            "define void @" + name + "(ptr %args, i64 %lo, i64 %hi) #0",
            List.of(
                new Value(IrType.POINTER, "%args"), new Value(IrType.INDEX, "%lo"), new Value(IrType.INDEX, "%hi")));
    functions.add(function);
    return function;
  }

  /// Defines an internal function on first mention; later mentions reuse it.
  ///
  /// @param inline whether it is always inlined, which suits short functions; long ones are called
  /// @param body   emits the body and ends it with [IrFunction#end(Value)]
  public void define(String name, IrType result, List<IrType> parameters, boolean inline, Consumer<IrFunction> body) {
    if (!names.add(name)) {
      return;
    }
    StringBuilder header = new StringBuilder("define internal ").append(inline ? "" : "fastcc ").append(result.ir());
    header.append(" @").append(name).append('(');
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Value value = new Value(parameters.get(i), "%a" + i);
      values.add(value);
      header.append(i == 0 ? "" : ", ").append(value.typed());
    }
    header.append(inline ? ") #1" : ") #2");
    IrFunction function = new IrFunction(this, header.toString(), values);
    body.accept(function);
    functions.add(function);
  }

  /// Adds a function written out as text, on first mention of its name. Attribute group `#1` always inlines, `#2` never.
  public void defineText(String name, String definition) {
    if (names.add(name)) {
      written.append(definition);
    }
  }

  /// Adds a declaration line once.
  public void declare(String line) {
    declarations.add(line);
  }

  /// Adds a constant global once and gives its address.
  ///
  /// @param initialiser type and value, as `[2 x i64] [i64 1, i64 2]`
  public Value constantTable(String name, String initialiser) {
    globals.putIfAbsent(name, "@" + name + " = private unnamed_addr constant " + initialiser + ", align 64");
    return new Value(IrType.POINTER, "@" + name);
  }

  /// The whole module.
  public String text() {
    StringBuilder text = new StringBuilder(1 << 14);
    globals.values().forEach(line -> text.append(line).append('\n'));
    declarations.forEach(line -> text.append(line).append('\n'));
    text.append(written);
    for (IrFunction function : functions) {
      text.append(function.text());
    }
    String width = "\"prefer-vector-width\"=\"" + vectorBits + "\" \"min-legal-vector-width\"=\"0\"";
    text.append("attributes #0 = { nounwind ").append(width).append(" }\n");
    text.append("attributes #1 = { alwaysinline nounwind ").append(width).append(" }\n");
    text.append("attributes #2 = { noinline nounwind ").append(width).append(" }\n");
    text.append("!0 = !{}\n!1 = !{i32 1}\n");
    return text.toString();
  }
}
