"""SQL made of the domain's definitions, for any store that speaks it."""
