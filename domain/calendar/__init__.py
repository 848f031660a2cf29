"""Calendar rules of the domain."""
