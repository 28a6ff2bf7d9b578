package gradwright.app.editor;

import gradwright.app.editor.document.EditorSettings;
import gradwright.app.editor.document.EditorThreads;
import gradwright.app.editor.file.Disk;
import gradwright.profiler.focus.FocusModel;
import gradwright.protocol.EngineSession;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// What an editor area works with.
///
/// @param session the engine that is asked about names, errors and types; nothing when there is none
/// @param recoveryFolder where unsaved text is kept; belongs to one window
public record EditorContext(
    Supplier<Optional<EngineSession>> session,
    FocusModel focus,
    EditorSettings settings,
    EditorDialogs dialogs,
    EditorClipboard clipboard,
    Disk disk,
    Path recoveryFolder,
    EditorThreads threads) {}
