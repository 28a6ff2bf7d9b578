package gradwright.app.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What the command palette offers for the typed text. Commands that cannot be done now come last and say why.
public final class PaletteModel {
  private final CommandCatalogue commands;
  private final KeyBindingsModel keys;
  private final List<String> recent = new ArrayList<>();
  private final StringProperty query = new SimpleStringProperty("");
  private final ObservableList<Hit> hits = FXCollections.observableArrayList();
  private final ReadOnlyIntegerWrapper selected = new ReadOnlyIntegerWrapper();

  /// A command that fits; `positions` are the matched characters of `label`.
  public record Hit(Command command, String label, List<Integer> positions, String key, String unavailable) {}

  private record Scored(Hit hit, int score) {}

  public PaletteModel(CommandCatalogue commands, KeyBindingsModel keys) {
    this.commands = commands;
    this.keys = keys;
    query.subscribe(_ -> refresh());
  }

  public StringProperty queryProperty() {
    return query;
  }

  public ObservableList<Hit> hits() {
    return hits;
  }

  public ReadOnlyIntegerProperty selectedProperty() {
    return selected.getReadOnlyProperty();
  }

  /// Starts anew: no text, lately used commands first.
  public void open() {
    query.set("");
    refresh();
  }

  public void select(int index) {
    selected.set(hits.isEmpty() ? 0 : Math.floorMod(index, hits.size()));
  }

  public void move(int by) {
    select(selected.get() + by);
  }

  /// The selected command, if it can be done now; it is remembered as lately used.
  public Optional<Command> accept() {
    if (hits.isEmpty()) {
      return Optional.empty();
    }
    Command command = hits.get(selected.get()).command();
    if (!command.isAvailable()) {
      return Optional.empty();
    }
    recent.remove(command.id());
    recent.addFirst(command.id());
    return Optional.of(command);
  }

  private void refresh() {
    List<Scored> scored = new ArrayList<>();
    for (Command c : commands.all()) {
      String label = c.category() + ": " + c.text();
      FuzzyMatch.of(query.get(), label).ifPresent(m -> scored.add(new Scored(hit(c, label, m), score(c, m))));
    }
    scored.sort(
        Comparator.comparing((Scored s) -> !s.hit().unavailable().isEmpty())
            .thenComparing(Comparator.comparingInt(Scored::score).reversed()));
    hits.setAll(scored.stream().map(Scored::hit).toList());
    selected.set(0);
  }

  private Hit hit(Command c, String label, FuzzyMatch m) {
    return new Hit(c, label, m.positions(), keys.key(c).map(KeyChord::display).orElse(""), c.unavailable().get());
  }

  private int score(Command c, FuzzyMatch m) {
    int at = recent.indexOf(c.id());
    int lately = at < 0 ? 0 : Math.max(0, 5 - at);
    return 8 * m.score() + lately;
  }
}
