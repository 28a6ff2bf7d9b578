package gradwright.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.app.fake.FakeSession;
import gradwright.protocol.EngineEvent;
import gradwright.protocol.EventBatch;
import gradwright.protocol.Place;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunOutcome.Ending;
import gradwright.protocol.RunRequest;
import gradwright.protocol.SessionException;
import gradwright.protocol.SessionListener.State;
import gradwright.protocol.SessionListener.Stream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunModelTest {
  private static final RunRequest REQUEST = RunRequest.ofFile("/p/a.py", List.of(), "/p");

  /// The window's thread: the test's own, which does what is asked when it waits.
  private final BlockingQueue<Runnable> window = new LinkedBlockingQueue<>();

  private final List<FakeSession> sessions = new ArrayList<>();
  private final RunModel runs =
      new RunModel(
          listener -> {
            FakeSession session = new FakeSession(listener);
            session.info.complete(FakeSession.INFO);
            synchronized (sessions) {
              sessions.add(session);
            }
            return session;
          },
          window::add);

  private void until(RunModel model, RunState state) throws InterruptedException {
    while (model.stateProperty().get() != state) {
      Runnable task = window.poll(60, TimeUnit.SECONDS);
      assertTrue(task != null, "never came to " + state + ", is " + model.stateProperty().get());
      task.run();
    }
  }

  private FakeSession started() throws InterruptedException {
    runs.start();
    until(runs, RunState.READY);
    return sessions.getLast();
  }

  @Test
  void aRunGoesFromReadyToReady() throws Exception {
    FakeSession session = started();
    runs.run(REQUEST);
    assertEquals(RunState.RUNNING, runs.stateProperty().get());
    assertEquals("/p/a.py", runs.runningProperty().get());
    session.end(Ending.FINISHED, 0, null);
    until(runs, RunState.READY);
    assertEquals(Ending.FINISHED, runs.outcomeProperty().get().ending());
    assertEquals(List.of(REQUEST), session.requests);
  }

  @Test
  void nothingRunsBesideARun() throws Exception {
    FakeSession session = started();
    runs.run(REQUEST);
    runs.run(REQUEST);
    runs.evaluate("1");
    assertEquals(1, session.requests.size());
    assertTrue(session.evaluated.isEmpty());
  }

  @Test
  void stopAsksTheEngineOnce() throws Exception {
    FakeSession session = started();
    runs.run(REQUEST);
    runs.stop();
    runs.stop();
    assertEquals(1, session.cancels);
    until(runs, RunState.READY);
    assertEquals(Ending.CANCELLED, runs.outcomeProperty().get().ending());
  }

  @Test
  void aLostEngineIsReportedWithWhatItDidLast() throws Exception {
    FakeSession session = started();
    runs.run(REQUEST);
    Place place = new Place(List.of(new Place.Frame("/p/a.py", 7, 1, 7, 9, "f")));
    session.listener.events(
        new EventBatch(List.of(new EngineEvent.Executed(1, "step", "cpu:0", place, 1, 2)), List.of(), 0));
    session.end(Ending.ENGINE_LOST, 134, new RunOutcome.Failure("EngineLost", "Signal 6.", List.of()));
    until(runs, RunState.LOST);
    assertEquals(
        "The engine's process ended. Signal 6. It last executed step on cpu:0, at File \"/p/a.py\", line 7.",
        runs.problemProperty().get());
    runs.restart();
    until(runs, RunState.READY);
    assertEquals("", runs.problemProperty().get());
    assertEquals(2, sessions.size());
  }

  @Test
  void anEngineLostBetweenRunsIsNoticed() throws Exception {
    FakeSession session = started();
    session.listener.state(State.LOST);
    until(runs, RunState.LOST);
    assertFalse(runs.problemProperty().get().isEmpty());
  }

  @Test
  void aRefusedRunIsALostEngine() throws Exception {
    FakeSession session = started();
    runs.run(REQUEST);
    session.refuse("the pipe is closed");
    until(runs, RunState.LOST);
    assertTrue(runs.problemProperty().get().contains("the pipe is closed"));
  }

  @Test
  void anEngineThatDoesNotStartSaysWhy() throws Exception {
    RunModel broken =
        new RunModel(
            _ -> {
              throw new IOException("no such program: java");
            },
            window::add);
    broken.start();
    until(broken, RunState.UNAVAILABLE);
    assertEquals("The engine could not be started: no such program: java", broken.problemProperty().get());
  }

  @Test
  void anEngineThatDiesWhileStartingSaysWhy() throws Exception {
    RunModel broken =
        new RunModel(
            listener -> {
              FakeSession session = new FakeSession(listener);
              session.info.completeExceptionally(new SessionException("it ended with exit status 2"));
              return session;
            },
            window::add);
    broken.start();
    until(broken, RunState.UNAVAILABLE);
    assertTrue(broken.problemProperty().get().contains("exit status 2"));
  }

  @Test
  void restartWhileRunningEndsTheOldEngine() throws Exception {
    FakeSession first = started();
    runs.run(REQUEST);
    runs.restart();
    until(runs, RunState.READY);
    assertTrue(first.closed);
    // What the old engine still says must not disturb the new one.
    first.end(Ending.ENGINE_LOST, 137, null);
    first.listener.state(State.LOST);
    for (Runnable task = window.poll(); task != null; task = window.poll()) {
      task.run();
    }
    assertEquals(RunState.READY, runs.stateProperty().get());
  }

  @Test
  void inputIsWantedUntilGiven() throws Exception {
    FakeSession session = started();
    runs.run(REQUEST);
    session.listener.inputWanted();
    while (!runs.inputWantedProperty().get()) {
      window.take().run();
    }
    runs.input("42\n");
    assertFalse(runs.inputWantedProperty().get());
    assertEquals(List.of("42\n"), session.inputs);
  }

  @Test
  void outputReachesObserversAtOnce() throws Exception {
    StringBuilder seen = new StringBuilder();
    runs.observe(
        new RunObserver() {
          @Override
          public void output(Stream stream, String text) {
            seen.append(stream).append(text);
          }
        });
    started().listener.output(Stream.ERR, "boo");
    assertEquals("ERRboo", seen.toString());
  }
}
