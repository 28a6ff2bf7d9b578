package gradwright.app.editor.python;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradwright.app.editor.text.TextBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImportsTest {
  @Test
  void resolvesNames() {
    Imports imports =
        Imports.of(
            new SyntaxModel(
                new TextBuffer(
                    """
                    import jax, os.path
                    import jax.numpy as jnp  # arrays
                    from jax import (
                        grad,  # first
                        vmap as over,
                    )
                    if True:
                        from functools import \\
                            partial
                    from x import *
                    '''
                    import no
                    '''
                    """)));
    assertEquals(Optional.of("jax.numpy.linalg.norm"), imports.resolve("jnp.linalg.norm"));
    assertEquals(Optional.of("jax.grad"), imports.resolve("grad"));
    assertEquals(Optional.of("jax.vmap"), imports.resolve("over"));
    assertEquals(Optional.of("functools.partial"), imports.resolve("partial"));
    assertEquals(Optional.of("os.path.join"), imports.resolve("os.path.join"));
    assertEquals(Optional.empty(), imports.resolve("no.x"));
    assertEquals(Optional.empty(), imports.resolve("vmap"));
  }
}
