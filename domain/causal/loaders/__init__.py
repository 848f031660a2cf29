"""Ready keyword arguments of the tools that fit models, one file per family of tools."""

from domain.causal.loaders.all import loaders_of

__all__ = ["loaders_of"]
