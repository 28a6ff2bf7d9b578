"""Small libraries on top of JAX, to learn from: layers of neural networks, and optimizers."""
