# syntax=docker/dockerfile:1
# docker build -t firstmention .
# docker run -d --name monitor -v monitor-data:/data -e CONTACT=you@example.org -e SLACK_WEBHOOK_URL=… firstmention

# BASE is any Debian-like image with Python 3.11 or newer and its venv module.
ARG BASE=python:3.12-slim

FROM ${BASE} AS build
WORKDIR /src
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
# Every file that is installed is one of those whose hashes requirements.lock holds.
COPY requirements.lock ./
RUN python3 -m venv /opt/monitor && /opt/monitor/bin/pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY monitor monitor
# Bytecode stays: without it each start, and each look at the health, would compile everything again. Installers go.
RUN /opt/monitor/bin/pip install --no-deps --no-build-isolation . \
 && /opt/monitor/bin/pip uninstall --yes setuptools pip

FROM ${BASE}
RUN groupadd --system --gid 10001 monitor \
 && useradd --system --uid 10001 --gid 10001 --home-dir /data --no-create-home monitor \
 && install -d -o monitor -g monitor /data
COPY --from=build /opt/monitor /opt/monitor
COPY config.yaml /etc/monitor/config.yaml
ENV PATH=/opt/monitor/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MONITOR_CONFIG=/etc/monitor/config.yaml \
    MONITOR_DATABASE=/data/monitor.sqlite
USER monitor
WORKDIR /data
VOLUME /data
# the daemon finishes its unit of work within 10 s of SIGTERM
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=1m --timeout=30s --start-period=30s CMD ["monitor", "healthcheck"]
ENTRYPOINT ["monitor"]
CMD ["run"]
