package gradwright.protocol.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradwright.protocol.SessionException;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is sent arrives, whatever it holds.
@Timeout(60)
class WireTest {
  private static final int ROUNDS = 40;

  private final BlockingQueue<List<Object>> received = new LinkedBlockingQueue<>();
  private volatile @Nullable Object answer;

  /// An object of an interface that keeps what it is called with and gives the prepared answer.
  private <T> T recording(Class<T> kind) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getDeclaringClass() == Object.class) {
            return method.getName().equals("hashCode") ? (Object) 1 : method.getName();
          }
          List<Object> call = new ArrayList<>();
          call.add(method.getName());
          call.addAll(arguments == null ? List.of() : List.of(arguments));
          received.add(call);
          Object given = answer;
          if (given instanceof RuntimeException refusal) {
            return CompletableFuture.failedFuture(refusal);
          }
          return method.getReturnType() == void.class ? null : CompletableFuture.completedFuture(given);
        };
    return kind.cast(Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, handler));
  }

  private record Ends(EngineService engine, EngineClient client) {}

  private Ends connected() throws IOException {
    Pipe there = Pipe.open();
    Pipe back = Pipe.open();
    Wire<EngineClient> engineEnd =
        Wire.of(
            Channels.newInputStream(there.source()),
            Channels.newOutputStream(back.sink()),
            recording(EngineService.class),
            EngineClient.class);
    Wire<EngineService> clientEnd =
        Wire.of(
            Channels.newInputStream(back.source()),
            Channels.newOutputStream(there.sink()),
            recording(EngineClient.class),
            EngineService.class);
    engineEnd.listen();
    clientEnd.listen();
    return new Ends(clientEnd.remote(), engineEnd.remote());
  }

  @Test
  void everyMessageArrivesAsItWas() throws Exception {
    long seed = RandomGenerator.getDefault().nextLong();
    RandomValues values = new RandomValues(new java.util.Random(seed));
    Ends ends = connected();
    for (int round = 0; round < ROUNDS; round++) {
      for (Object end : List.of(ends.engine, ends.client)) {
        Class<?> kind = end == ends.engine ? EngineService.class : EngineClient.class;
        for (Method method : methods(kind)) {
          check(values, end, method, "seed " + seed + ", round " + round + ", " + method.getName());
        }
      }
    }
  }

  private static List<Method> methods(Class<?> kind) {
    return Stream.of(kind.getMethods()).sorted(Comparator.comparing(Method::getName)).toList();
  }

  private void check(RandomValues values, Object end, Method method, String where) throws Exception {
    Object[] arguments = new Object[method.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = values.of(method.getGenericParameterTypes()[i], 0);
    }
    boolean answered = method.getGenericReturnType() instanceof ParameterizedType;
    if (answered) {
      Type result = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
      answer = values.of(result, 0);
    }
    Object returned = method.invoke(end, arguments);
    List<Object> call = Objects.requireNonNull(received.poll(10, TimeUnit.SECONDS));
    assertEquals(method.getName(), call.getFirst(), where);
    assertTrue(RandomValues.same(List.of(arguments), call.subList(1, call.size())), () -> where + ": " + call);
    if (answered) {
      Object got;
      try {
        got = ((CompletableFuture<?>) returned).get(10, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw new AssertionError(where + ": " + answer + " did not arrive", e);
      }
      assertTrue(RandomValues.same(answer, got), () -> where + ": " + answer + " became " + got);
    }
  }

  @Test
  void refusalsKeepTheirWords() throws Exception {
    answer = new SessionException("There is no array x.");
    ExecutionException refused = assertThrows(ExecutionException.class, () -> connected().engine.arrays().get());
    assertEquals("There is no array x.", Wire.message(refused));
  }
}
