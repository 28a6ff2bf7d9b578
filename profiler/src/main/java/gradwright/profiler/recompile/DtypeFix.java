package gradwright.profiler.recompile;

import gradwright.profiler.recompile.PythonText.Line;
import gradwright.protocol.EngineEvent.Difference;
import gradwright.protocol.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Gives one argument of one call the dtype that earlier calls had: `f(2)` becomes `f(jnp.asarray(2, dtype=jnp.float32))`.
/// Refuses where a value would be lost, where the argument is part of a structure, and where the call is not plain.
final class DtypeFix {
  private static final Pattern TYPE = Pattern.compile("^\\s*(?:ShapedArray\\()?([a-z]+[0-9]*)\\[([0-9, ]*)\\]");
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("f16", "float16"),
          Map.entry("bf16", "bfloat16"),
          Map.entry("f32", "float32"),
          Map.entry("f64", "float64"),
          Map.entry("i8", "int8"),
          Map.entry("i16", "int16"),
          Map.entry("i32", "int32"),
          Map.entry("i64", "int64"),
          Map.entry("u8", "uint8"),
          Map.entry("u16", "uint16"),
          Map.entry("u32", "uint32"),
          Map.entry("u64", "uint64"),
          Map.entry("c64", "complex64"),
          Map.entry("c128", "complex128"),
          Map.entry("bool", "bool_"));

  private DtypeFix() {}

  /// A type as text, `f32[8,4]`, with a mark where it is weak.
  record Type(String dtype, String shape, boolean weak) {
    static Optional<Type> of(String text) {
      Matcher m = TYPE.matcher(text);
      if (!m.find()) {
        return Optional.empty();
      }
      String name = NAMES.getOrDefault(m.group(1), m.group(1));
      return Optional.of(
          new Type(name, m.group(2).replace(" ", ""), text.contains("weak") && !text.contains("weak_type=False")));
    }
  }

  /// @param call where the call is that is to be changed, in `text`
  /// @param definition the line that defines the function, in `definitions`
  static Optional<QuickFix> find(
      String function,
      Difference difference,
      Place.Frame call,
      PythonText text,
      PythonText definitions,
      int definition) {
    Optional<Type> now = Type.of(difference.now());
    Optional<Type> before = Type.of(difference.before());
    int at = text.indexAt(call.line());
    if (now.isEmpty() || before.isEmpty() || at < 0 || !keepsValues(now.get(), before.get())) {
      return Optional.empty();
    }
    Optional<String> jnp = alias(text);
    Line line = text.lines().get(at);
    List<CallArguments.Argument> arguments = CallArguments.ofOnlyCall(line, function);
    List<String> parameters = definition < 0 ? null : CallArguments.parameters(definitions.lines().get(definition));
    if (jnp.isEmpty() || arguments == null || parameters == null) {
      return Optional.empty();
    }
    int position = parameters.indexOf(difference.path());
    for (int i = 0; i < arguments.size(); i++) {
      CallArguments.Argument a = arguments.get(i);
      if (a.keyword().equals(difference.path()) || (a.keyword().isEmpty() && i == position)) {
        String old = text.text(a.start(), a.end());
        String made = jnp.get() + ".asarray(" + old + ", dtype=" + jnp.get() + '.' + before.get().dtype() + ')';
        int start = line.tokens().getFirst().start() - line.indent();
        String whole = text.physical(line.first(), line.last());
        String replaced = whole.substring(0, a.start() - start) + made + whole.substring(a.end() - start);
        String title = "Pass `" + difference.path() + "` as " + before.get().dtype();
        return Optional.of(new QuickFix(title, call.file(), line.first(), line.last(), replaced));
      }
    }
    return Optional.empty();
  }

  /// The type differs in dtype or weakness only, the earlier one is not weak, and it can hold what the later one does.
  private static boolean keepsValues(Type now, Type before) {
    if (!now.shape().equals(before.shape()) || before.weak() || !NAMES.containsValue(before.dtype())) {
      return false;
    }
    if (now.dtype().equals(before.dtype())) {
      return now.weak();
    }
    boolean wasFloat = before.dtype().startsWith("float");
    return wasFloat && (now.dtype().equals("int32") || now.dtype().equals("int8") || now.dtype().equals("int16"));
  }

  private static Optional<String> alias(PythonText text) {
    for (Line l : text.lines()) {
      List<PythonText.Token> t = l.tokens();
      if (l.indent() == 0
          && t.size() == 6
          && t.get(0).is("import")
          && t.get(1).is("jax")
          && t.get(3).is("numpy")
          && t.get(4).is("as")) {
        return Optional.of(t.get(5).text());
      }
      if (l.indent() == 0
          && t.size() == 6
          && t.get(0).is("from")
          && t.get(1).is("jax")
          && t.get(3).is("numpy")
          && t.get(4).is("as")) {
        return Optional.of(t.get(5).text());
      }
    }
    return Optional.empty();
  }
}
