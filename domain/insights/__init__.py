"""KPIs across platforms: dimensions, readings, totals."""
