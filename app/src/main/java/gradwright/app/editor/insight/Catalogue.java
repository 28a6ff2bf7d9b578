package gradwright.app.editor.insight;

import gradwright.protocol.Insight.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The catalogue of public functions, by module.
public final class Catalogue {
  public static final Catalogue EMPTY = new Catalogue(List.of());

  private final Map<String, Entry> byName = new HashMap<>();
  private final Map<String, Map<String, Entry>> members = new HashMap<>();

  public Catalogue(List<Entry> entries) {
    for (Entry entry : entries) {
      byName.put(entry.qualified(), entry);
      members.computeIfAbsent(parent(entry.qualified()), p -> new TreeMap<>()).put(entry.name(), entry);
    }
    for (Entry entry : entries) {
      for (String module = parent(entry.qualified()); !module.isEmpty(); module = parent(module)) {
        String name = module.substring(module.lastIndexOf('.') + 1);
        Entry made = new Entry(name, module, "module", "", "", "");
        if (members.computeIfAbsent(parent(module), p -> new TreeMap<>()).putIfAbsent(name, made) != null) {
          break;
        }
      }
    }
  }

  private static String parent(String qualified) {
    int dot = qualified.lastIndexOf('.');
    return dot < 0 ? "" : qualified.substring(0, dot);
  }

  /// Functions, classes and modules of a module, by name; the top modules for an empty name.
  public List<Entry> members(String module) {
    return new ArrayList<>(members.getOrDefault(module, Map.of()).values());
  }

  public Optional<Entry> find(String qualified) {
    return Optional.ofNullable(byName.get(qualified))
        .or(() ->
            Optional.ofNullable(
                members
                    .getOrDefault(parent(qualified), Map.of())
                    .get(qualified.substring(qualified.lastIndexOf('.') + 1))));
  }
}
