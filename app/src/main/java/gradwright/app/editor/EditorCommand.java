package gradwright.app.editor;

import javafx.beans.value.ObservableBooleanValue;

/// Something that the editor can do, for a catalogue of commands.
///
/// @param id `editor.save`, stable
/// @param key the key that it has unless a person chose another, as `KeyCombination.valueOf` reads it; empty for none
/// @param icon an Ikonli literal, empty for none
/// @param enabled whether running it would do something now
public record EditorCommand(
    String id, String text, String key, String icon, Runnable run, ObservableBooleanValue enabled) {}
