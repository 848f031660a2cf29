"""Search: what a question means, what entities are told by, and how they are ranked."""
