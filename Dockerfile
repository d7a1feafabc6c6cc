# syntax=docker/dockerfile:1
# docker build -t firstmention .
# docker run -d --name monitor -v monitor-data:/data -e CONTACT=you@example.org -e SLACK_WEBHOOK_URL=… firstmention

# BASE is any Debian-like image with Python 3.11 or newer and its venv module.
ARG BASE=python:3.12-slim

FROM ${BASE} AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY monitor monitor
RUN python3 -m venv /opt/monitor \
 && /opt/monitor/bin/pip install --no-cache-dir --disable-pip-version-check -c constraints.txt . \
 && find /opt/monitor -name __pycache__ -prune -exec rm -r {} +

FROM ${BASE}
RUN useradd --system --uid 10001 --home-dir /data --no-create-home monitor \
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
HEALTHCHECK --interval=1m --timeout=10s --start-period=30s CMD ["monitor", "healthcheck"]
ENTRYPOINT ["monitor"]
CMD ["run"]
