package gradwright.profiler.recompile;

import gradwright.profiler.recompile.Advice.Topic;
import gradwright.profiler.recompile.PythonText.Line;
import gradwright.protocol.EngineEvent.Aspect;
import gradwright.protocol.EngineEvent.Difference;
import gradwright.protocol.EngineEvent.MissKind;
import gradwright.protocol.Place;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says what to do about repeated compilations, and offers an edit where reading the source shows that it is right.
public final class Advisor {
  private final SourceTexts sources;
  private final Map<String, Optional<PythonText>> texts = new HashMap<>();

  public Advisor(SourceTexts sources) {
    this.sources = sources;
  }

  /// One piece of advice for each cause, in order of first appearance; none where nothing was compiled again.
  public List<Advice> advise(FunctionHistory history) {
    Map<String, Advice> advice = new LinkedHashMap<>();
    for (Miss miss : history.misses()) {
      if (!miss.isRepeated()) {
        continue;
      }
      if (miss.kind() == MissKind.REDEFINED) {
        advice.computeIfAbsent("redefined", k -> redefined(miss));
        continue;
      }
      for (Difference d : miss.differences()) {
        // One argument may differ in dtype and weakness at once.
        String cause = (d.aspect() == Aspect.WEAK_TYPE ? Aspect.DTYPE : d.aspect()) + d.path();
        Advice known = advice.get(cause);
        if (known == null || known.fix() == null) {
          Advice next = of(d, miss, history);
          if (known == null || next.fix() != null) {
            advice.put(cause, next);
          }
        }
      }
    }
    return List.copyOf(advice.values());
  }

  private Advice of(Difference d, Miss miss, FunctionHistory history) {
    return switch (d.aspect()) {
      case SHAPE, RANK -> ShapeAdvice.of(d, history);
      case DTYPE, WEAK_TYPE -> dtype(d, miss, history);
      case STATIC_VALUE -> staticValue(d, miss, history);
      case STRUCTURE -> structure(d);
      case CONFIGURATION -> configuration(d);
    };
  }

  private Advice redefined(Miss miss) {
    Place.@Nullable Frame frame = miss.definition().isKnown() ? miss.definition().frame() : null;
    Optional<PythonText> text = frame == null ? Optional.empty() : text(frame.file());
    Optional<QuickFix> fix =
        frame == null ? Optional.empty() : text.flatMap(t -> new HoistFix(frame.file(), t).find(frame));
    boolean inLoop =
        frame != null
            && text.isPresent()
            && text.get().indexAt(frame.line()) >= 0
            && HoistFix.loopOf(text.get(), text.get().indexAt(frame.line())) >= 0;
    String where =
        inLoop
            ? "The loop makes a new function object in each turn"
            : "Each call of the code around it makes a new function object";
    String explanation =
        where
            + ", and programs are kept by function object. Define and jit it once, outside, and pass what changes as"
            + " arguments.";
    String example =
        "@jax.jit\ndef "
            + plain(miss.function())
            + "(x, scale):   # what changes is an argument\n    ...\n\nfor scale in scales:\n    "
            + plain(miss.function())
            + "(x, scale)";
    return new Advice(Topic.HOIST, "Define `" + miss.function() + "` once", explanation, example, fix.orElse(null));
  }

  private Advice dtype(Difference d, Miss miss, FunctionHistory history) {
    boolean weak = d.aspect() == Aspect.WEAK_TYPE;
    String text =
        weak
            ? "A Python number has a weak type, an array a strong one; one program is made for each. Pass the same kind"
                + " in every call."
            : "A program is made for each dtype. Convert in one place, before the call.";
    Optional<DtypeFix.Type> before = DtypeFix.Type.of(d.before());
    String dtype = before.map(DtypeFix.Type::dtype).orElse("float32");
    String example = d.path() + " = jnp.asarray(" + d.path() + ", dtype=jnp." + dtype + ")";
    String title = "`" + d.path() + "` came as " + plainType(d.now()) + ", earlier as " + plainType(d.before());
    return new Advice(Topic.DTYPE, title, text, example, dtypeFix(d, miss, history));
  }

  private static String plainType(String type) {
    return type.replace("{weak_type=True}", " (weak)").replace("{weak_type=False}", "");
  }

  private @Nullable QuickFix dtypeFix(Difference d, Miss miss, FunctionHistory history) {
    if (!miss.place().isKnown()
        || !history.definition().isKnown()
        || !miss.differences().stream().allMatch(x -> x.path().equals(d.path()))) {
      return null;
    }
    Place.Frame call = miss.place().frame();
    Optional<PythonText> text = text(call.file());
    Optional<PythonText> definitions = text(history.definition().frame().file());
    if (text.isEmpty() || definitions.isEmpty()) {
      return null;
    }
    int head = head(definitions.get(), history.definition().frame().line(), history.function());
    return DtypeFix.find(history.function(), d, call, text.get(), definitions.get(), head).orElse(null);
  }

  private Advice staticValue(Difference d, Miss miss, FunctionHistory history) {
    long values =
        1
            + history.misses().stream()
                .flatMap(m -> m.differences().stream())
                .filter(x -> x.aspect() == Aspect.STATIC_VALUE && x.path().equals(d.path()))
                .map(Difference::now)
                .distinct()
                .count();
    String title = "Static argument `" + d.path() + "` took " + values + " values";
    String text =
        "A static argument is part of the program: each new value is traced and compiled. Where it only enters"
            + " arithmetic, leave it out of static_argnames; where it sets a shape or a branch, keep the number of its"
            + " values small.";
    QuickFix fix = null;
    if (history.definition().isKnown()) {
      Place.Frame frame = history.definition().frame();
      Optional<PythonText> source = text(frame.file());
      int head = source.map(s -> head(s, frame.line(), history.function())).orElse(-1);
      fix = head < 0 ? null : StaticFix.find(d.path(), frame.file(), source.get(), head).orElse(null);
    }
    return new Advice(Topic.STATIC_ARGUMENT, title, text, "", fix);
  }

  private static Advice structure(Difference d) {
    String title = "The structure of `" + d.path() + "` changed";
    String text =
        "It was "
            + d.before()
            + " and became "
            + d.now()
            + ". A program is made for each structure of lists, tuples, dictionaries and None. Keep the same keys and"
            + " lengths in every call: stack a list of changing length into one array, and pass zeros instead of None."
            + " A Python value that selects what is computed (a string, a flag, a function) belongs into"
            + " static_argnames.";
    return new Advice(Topic.STRUCTURE, title, text, "", null);
  }

  private static Advice configuration(Difference d) {
    String title = "The configuration `" + d.path() + "` changed";
    String text =
        "It was "
            + d.before()
            + " and became "
            + d.now()
            + ". Programs are kept for each configuration. Set it once, at the top of the script before the first call,"
            + " and avoid entering and leaving context managers between calls of one function.";
    String example = "jax.config.update(\"" + d.path() + "\", ...)   # once, after import jax";
    return new Advice(Topic.CONFIGURATION, title, text, example, null);
  }

  private Optional<PythonText> text(String file) {
    return texts.computeIfAbsent(file, f -> sources.text(f).map(PythonText::new));
  }

  /// The line with the `def` of a function whose definition begins at a line, decorators included; -1 where it is not there.
  private static int head(PythonText text, int line, String function) {
    int i = text.indexAt(line);
    while (i >= 0 && i < text.lines().size() && text.lines().get(i).tokens().getFirst().is("@")) {
      i++;
    }
    if (i < 0 || i >= text.lines().size()) {
      return -1;
    }
    Line head = text.lines().get(i);
    boolean found = head.tokens().size() > 1 && head.tokens().getFirst().is("def") && head.tokens().get(1).is(function);
    return found ? i : -1;
  }

  private static String plain(String function) {
    return function.contains("lambda") ? "f" : function;
  }
}
