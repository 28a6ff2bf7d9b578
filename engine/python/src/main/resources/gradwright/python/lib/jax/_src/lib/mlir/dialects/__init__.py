"""Families of operations that lowering rules are written in."""
