package gradwright.app.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;

/// Which key does which command: the catalogue's defaults under a person's own choices.
public final class KeyBindingsModel {
  private final CommandCatalogue commands;
  private final Map<String, String> own;
  private final Consumer<Map<String, String>> save;
  private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper();

  /// @param own chosen keys by command; an empty text means no key
  /// @param save is given the chosen keys after each change
  public KeyBindingsModel(CommandCatalogue commands, Map<String, String> own, Consumer<Map<String, String>> save) {
    this.commands = commands;
    this.own = new HashMap<>(own);
    this.save = save;
  }

  /// Grows with each change.
  public ReadOnlyLongProperty versionProperty() {
    return version.getReadOnlyProperty();
  }

  public Optional<KeyChord> key(Command command) {
    return KeyChord.parse(own.getOrDefault(command.id(), command.key()));
  }

  public boolean isDefault(Command command) {
    return !own.containsKey(command.id());
  }

  /// Gives a command a key; the commands that have it keep it too, and [#conflicts] tells.
  public void bind(Command command, KeyChord chord) {
    set(command, chord.text());
  }

  public void unbind(Command command) {
    set(command, "");
  }

  private void set(Command command, String text) {
    if (KeyChord.parse(text).equals(KeyChord.parse(command.key()))) {
      own.remove(command.id());
    } else {
      own.put(command.id(), text);
    }
    changed();
  }

  public void reset(Command command) {
    own.remove(command.id());
    changed();
  }

  public void resetAll() {
    own.clear();
    changed();
  }

  private void changed() {
    save.accept(Map.copyOf(own));
    version.set(version.get() + 1);
  }

  /// The command of a key; where several have it, the one that a person chose, else the first.
  public Optional<Command> command(KeyChord chord) {
    List<Command> candidates = having(chord);
    return candidates.stream().filter(c -> !isDefault(c)).findFirst().or(() -> candidates.stream().findFirst());
  }

  /// Other commands with the same key.
  public List<Command> conflicts(Command command) {
    return key(command).map(k -> having(k).stream().filter(c -> !c.equals(command)).toList()).orElse(List.of());
  }

  private List<Command> having(KeyChord chord) {
    return commands.all().stream().filter(c -> key(c).equals(Optional.of(chord))).toList();
  }

  /// Commands by key where more than one has it.
  public Map<KeyChord, List<Command>> allConflicts() {
    Map<KeyChord, List<Command>> byKey = new LinkedHashMap<>();
    for (Command c : commands.all()) {
      key(c).ifPresent(k -> byKey.computeIfAbsent(k, _ -> new ArrayList<>()).add(c));
    }
    byKey.values().removeIf(l -> l.size() < 2);
    return byKey;
  }
}
