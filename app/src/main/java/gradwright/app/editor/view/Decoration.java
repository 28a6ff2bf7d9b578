package gradwright.app.editor.view;

/// Columns `start` to `end` (exclusive) of a line look as the style class `style` says.
public record Decoration(int start, int end, String style) {}
