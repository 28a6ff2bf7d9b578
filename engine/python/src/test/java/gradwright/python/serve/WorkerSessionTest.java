package gradwright.python.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.protocol.EngineSession;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunOutcome.Ending;
import gradwright.protocol.SessionListener.State;
import gradwright.protocol.rpc.WorkerSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The table of sessions with a real worker process, and what only a process can do: die.
class WorkerSessionTest extends SessionTable {
  @Override
  EngineSession start(Recorder listener) {
    return WorkerSession.start(Workers.command(), listener);
  }

  @Test
  void survivesTheDeathOfTheWorker() throws Exception {
    long before = session.info().get().processId();
    CompletableFuture<RunOutcome> running = begin("print('here')\nwhile True: pass\n");
    told.await(() -> told.out().contains("here"));
    ProcessHandle.of(before).orElseThrow().destroyForcibly();
    RunOutcome outcome = running.get(30, TimeUnit.SECONDS);
    assertEquals(Ending.ENGINE_LOST, outcome.ending());
    assertTrue(failure(outcome).message().contains("SIGKILL"), failure(outcome).message());
    told.await(() -> told.states().contains(State.LOST));
    assertNotEquals(before, session.restart().get(60, TimeUnit.SECONDS).processId());
    run("print('again')");
    assertTrue(told.out().endsWith("again\n"));
  }
}
