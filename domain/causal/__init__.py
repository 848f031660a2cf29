"""The causal export: one panel that loads into every causal tool, what is wrong with it, and what explains it."""
