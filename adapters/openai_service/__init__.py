"""One way to OpenAI and to services that speak like it, for all adapters that ask them."""
