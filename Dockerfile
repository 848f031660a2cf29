# Two stages: the first installs and compiles, the second holds what runs and nothing that installs.
# Build and run: docs/how-to/run-in-docker.md

FROM python:3.13-slim AS builder

# A company's mirror, where there is one; not kept in the image.
ARG PIP_INDEX_URL
ARG UV_DEFAULT_INDEX

ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy
WORKDIR /app

# The release that ./run takes, too.
RUN python -m pip install --no-cache-dir --disable-pip-version-check --root-user-action=ignore uv==0.13.9

COPY requirements.lock ./
RUN uv venv --quiet --no-project --python /usr/local/bin/python /opt/venv \
    && uv pip sync --quiet --no-cache --require-hashes --compile-bytecode --python /opt/venv/bin/python requirements.lock

COPY LICENSE ./
COPY domain ./domain
COPY adapters ./adapters
COPY graphql_api ./graphql_api
COPY docs ./docs
# The server could not keep byte code: at run time the tree is read-only.
RUN /opt/venv/bin/python -m compileall -q domain adapters graphql_api


FROM python:3.13-slim

LABEL org.opencontainers.image.title="Marketing Memory" \
      org.opencontainers.image.description="Marketing results of every platform in one place, behind a GraphQL API." \
      org.opencontainers.image.licenses="Apache-2.0"

# The one folder that is written to, besides /tmp.
RUN mkdir -m 0700 /data && chown 10001:10001 /data

COPY --from=builder /opt/venv /opt/venv
COPY --from=builder /app /app

ENV PYTHONPATH=/app \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    OPENBLAS_NUM_THREADS=1 \
    MARKETING_MEMORY_ENV=production \
    MARKETING_MEMORY_HOST=0.0.0.0 \
    MARKETING_MEMORY_DATA=/data

WORKDIR /app
USER 10001:10001
VOLUME ["/data"]
EXPOSE 8003
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["/opt/venv/bin/python", "-P", "-m", "graphql_api.local.answers"]

ENTRYPOINT ["/opt/venv/bin/python", "-P", "-m", "graphql_api"]
CMD ["serve"]
