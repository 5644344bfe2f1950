FROM python:3.13-slim

# server serves Cases alone; with server-with-moto the option --with-moto works too.
ARG EXTRA=server

COPY pyproject.toml README.md LICENSE /source/
COPY mock_connectcases /source/mock_connectcases
RUN pip install --no-cache-dir "/source[${EXTRA}]" && rm -r /source && useradd --system --uid 10001 mock

USER 10001
EXPOSE 4010
ENTRYPOINT ["mock-connectcases", "serve", "--host", "0.0.0.0"]
