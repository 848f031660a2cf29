"""GraphQL and HTTP: the face of Marketing Memory."""
