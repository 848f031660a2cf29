"""`python -m graphql_api`: what ./run calls."""

from graphql_api.cli import app

app(prog_name="./run")
