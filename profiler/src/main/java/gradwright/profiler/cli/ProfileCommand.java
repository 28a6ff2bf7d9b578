package gradwright.profiler.cli;

import gradwright.profiler.store.EventStore;
import gradwright.profiler.store.Profile;
import gradwright.profiler.store.ProfileFile;
import gradwright.profiler.trace.ChromeTrace;
import gradwright.protocol.EngineInfo;
import gradwright.protocol.EngineSession;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunRequest;
import gradwright.protocol.SessionException;
import gradwright.protocol.rpc.WorkerCommand;
import gradwright.protocol.rpc.WorkerSession;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import sun.misc.Signal;

/// `gradwright profile FILE [-o OUT] [ARGUMENTS...]`: runs a script in an engine of its own, passes its streams through,
/// writes what the engine did, prints where the time went on standard error, and ends with the script's exit status.
/// Ctrl-C interrupts the script; what it did until then is written.
public final class ProfileCommand {
  private static final int USAGE_STATUS = 2;
  private static final int FAILED_STATUS = 1;

  private final ProfileArguments arguments;

  private ProfileCommand(ProfileArguments arguments) {
    this.arguments = arguments;
  }

  public static void main(String[] words) {
    System.exit(run(List.of(words)));
  }

  private static int run(List<String> words) {
    if (words.contains("--help") || words.contains("-h")) {
      System.out.print(ProfileArguments.USAGE);
      return 0;
    }
    try {
      return new ProfileCommand(ProfileArguments.parse(words, Path.of("").toAbsolutePath())).run();
    } catch (ProfileArguments.UsageException e) {
      System.err.println("gradwright profile: " + e.getMessage());
      System.err.print(ProfileArguments.USAGE);
      return USAGE_STATUS;
    } catch (IOException e) {
      System.err.println("gradwright profile: " + e.getMessage());
      return FAILED_STATUS;
    } catch (CompletionException e) {
      String message = e.getCause() instanceof SessionException lost ? lost.getMessage() : String.valueOf(e.getCause());
      System.err.println("gradwright profile: " + message);
      return FAILED_STATUS;
    }
  }

  private int run() throws IOException {
    if (!Files.isReadable(arguments.script())) {
      System.err.println("gradwright profile: can't open file '" + arguments.script() + "'");
      return USAGE_STATUS;
    }
    Path folder = arguments.output().toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException("no such folder: " + folder);
    }
    EventStore store = new EventStore();
    ScriptStreams streams = new ScriptStreams(store);
    try (EngineSession session = WorkerSession.start(WorkerCommand.ofLauncher(), streams)) {
      streams.attach(session);
      EngineInfo machine = session.info().join();
      Signal.handle(new Signal("INT"), _ -> session.cancel());
      RunOutcome outcome =
          session
              .run(
                  RunRequest.ofFile(
                      arguments.script().toString(), arguments.arguments(), Path.of("").toAbsolutePath().toString()))
              .join();
      Profile profile = new Profile(String.valueOf(arguments.script().getFileName()), store.recording(), machine);
      tell(outcome);
      write(profile);
      System.err.print("\n" + new ProfileReport(profile).text());
      System.err.println("Written to " + arguments.output());
      return outcome.status();
    }
  }

  /// A script's own failure is told by its traceback, the loss of its engine by nobody else.
  private static void tell(RunOutcome outcome) {
    if (outcome.ending() == RunOutcome.Ending.ENGINE_LOST && outcome.failure() != null) {
      System.err.println("gradwright profile: " + outcome.failure().message());
    }
  }

  private void write(Profile profile) throws IOException {
    if (arguments.isOwnFormat()) {
      ProfileFile.save(profile, arguments.output());
      return;
    }
    try (Writer out = Files.newBufferedWriter(arguments.output())) {
      ChromeTrace.write(profile, out);
    }
  }
}
