FROM python:3.13-slim

COPY pyproject.toml README.md LICENSE /source/
COPY mock_connectcases /source/mock_connectcases
RUN pip install --no-cache-dir "/source[server]" && rm -r /source && useradd --system --uid 10001 mock

USER 10001
EXPOSE 4010
ENTRYPOINT ["mock-connectcases", "serve", "--host", "0.0.0.0"]
