"""GraphQL types, made of the domain's definitions."""
