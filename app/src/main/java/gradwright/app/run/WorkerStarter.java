package gradwright.app.run;

import gradwright.protocol.EngineSession;
import gradwright.protocol.SessionListener;
import gradwright.protocol.rpc.WorkerCommand;
import gradwright.protocol.rpc.WorkerSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/// Starts the engine as a process of its own, by the command that the launcher left.
///
/// @param mebibytes the most heap that it may use; 0 leaves it to the JVM
public record WorkerStarter(IntSupplier mebibytes) implements EngineStarter {

  @Override
  public EngineSession start(SessionListener listener) throws IOException {
    return WorkerSession.start(limited(WorkerCommand.ofLauncher(), mebibytes.getAsInt()), listener);
  }

  static WorkerCommand limited(WorkerCommand command, int mebibytes) {
    if (mebibytes == 0) {
      return command;
    }
    List<String> words = new ArrayList<>(command.command());
    words.add(1, "-Xmx" + mebibytes + "m");
    return new WorkerCommand(words, command.environment(), command.folder());
  }
}
