"""Data sources: one file each; `registry` lists them."""
