package gradwright.app.command;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableStringValue;

/// Every command of the window, in the order of the menus.
public final class CommandCatalogue {
  /// For commands that can always be done.
  public static final ObservableStringValue ALWAYS = new ReadOnlyStringWrapper("").getReadOnlyProperty();

  private final Map<String, Command> commands = new LinkedHashMap<>();

  public void add(Command command) {
    if (commands.putIfAbsent(command.id(), command) != null) {
      throw new IllegalArgumentException("two commands are called " + command.id());
    }
  }

  public Collection<Command> all() {
    return Collections.unmodifiableCollection(commands.values());
  }

  public Optional<Command> find(String id) {
    return Optional.ofNullable(commands.get(id));
  }

  /// The command of that name, which must exist.
  public Command get(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no command is called " + id));
  }

  public List<Command> ofCategory(String category) {
    return commands.values().stream().filter(c -> c.category().equals(category)).toList();
  }
}
