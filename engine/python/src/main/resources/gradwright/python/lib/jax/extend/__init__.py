"""Extension points of JAX."""
