# One image for the API, the workers and migrations.
FROM python:3.11-slim

RUN useradd --create-home --uid 10001 radar
WORKDIR /app

# The requirements first: they change less often than the code.
COPY requirements.txt .
RUN pip install --no-cache-dir uv==0.13.9 && uv pip install --system --no-cache --require-hashes -r requirements.txt

COPY --chown=radar:radar . .
RUN mkdir -p /data && chown radar:radar /data
USER radar

ENV DATA_DIR=/data LOG_FORMAT=json IN_CONTAINER=true HOST=0.0.0.0 PORT=8000
VOLUME /data
EXPOSE 8000

HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen(r.Request('http://127.0.0.1:8000/healthz', headers={'Host': 'localhost:8000'}), timeout=4)"]
CMD ["gunicorn", "--config", "gunicorn.conf.py"]
