"""The place where JAX keeps its compiled parts, as far as this engine has counterparts."""
