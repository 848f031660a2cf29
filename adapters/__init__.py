"""Everything that speaks to the world: one folder per port, one file per engine."""
