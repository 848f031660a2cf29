"""Vector indexes kept by other services."""
