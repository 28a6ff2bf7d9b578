package gradwright.numpy.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a module's functions take, give and raise, in words: a text resource with a block for one or several functions, and one
/// under `*` for what they share. It is read when the first documentation is asked for.
public final class Documentation {
  private static final Documentation NONE = new Documentation(Map.of());
  private static final Map<String, Documentation> MODULES = new HashMap<>();

  private final Map<String, Map<String, String>> blocks;

  private Documentation(Map<String, Map<String, String>> blocks) {
    this.blocks = blocks;
  }

  /// A module's documentation; the distributions of jax.scipy.stats share that of their package. Empty where there is none.
  public static synchronized Documentation of(String module) {
    String shared = module.startsWith("jax.scipy.stats.") ? "jax.scipy.stats" : module;
    return MODULES.computeIfAbsent(shared, Documentation::read);
  }

  private static Documentation read(String module) {
    try (InputStream in = Documentation.class.getResourceAsStream(module + ".txt")) {
      return in == null ? NONE : parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Parses blocks: a line of function names, then indented `key: text` lines. Lines that begin with `#` are comments.
  static Documentation parse(String text) {
    Map<String, Map<String, String>> blocks = new HashMap<>();
    Map<String, String> current = Map.of();
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith(" ")) {
        int colon = line.indexOf(':');
        current.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        continue;
      }
      current = new LinkedHashMap<>();
      for (String name : line.strip().split(" ")) {
        blocks.put(name, current);
      }
    }
    return new Documentation(blocks);
  }

  /// The text of a key (a parameter, `returns`, `raises`, `source`) of a function; null where there is none.
  public String entry(Function f, String key) {
    String own = blocks.getOrDefault(f.name(), Map.of()).get(key);
    return own != null ? own : blocks.getOrDefault("*", Map.of()).get(key);
  }

  /// The functions that have blocks of their own.
  public boolean has(String function) {
    return blocks.containsKey(function);
  }

  /// A function's documentation as `help` shows it: summary, parameters, result, errors, source.
  public String text(Function f) {
    StringBuilder b = new StringBuilder(f.summary());
    if (blocks.isEmpty()) {
      return b.toString();
    }
    if (!f.signature().parameters().isEmpty()) {
      b.append("\n\nParameters:");
    }
    for (Parameter p : f.signature().parameters()) {
      String text = entry(f, p.name());
      if (text != null) {
        b.append("\n  ").append(p.name()).append(": ").append(text);
      }
    }
    section(b, "Returns", entry(f, "returns"));
    section(b, "Raises", entry(f, "raises"));
    section(b, "Source", entry(f, "source"));
    return b.toString();
  }

  private static void section(StringBuilder b, String title, String text) {
    if (text != null) {
      b.append("\n\n").append(title).append(": ").append(text);
    }
  }
}
