"""A Redis server that asks for TLS and a password, as hosted ones do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import redis

from actors.broker import create_broker
from settings import Settings
from tests.brokers import a_broker
from tests.tls_front import tls_front

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, object]]:
    folder = tmp_path_factory.mktemp("tls")
    with a_broker(folder) as url:
        with redis.Redis.from_url(url) as plain:
            plain.config_set("requirepass", "pass word/1")
        with tls_front(folder, urlsplit(url).port or 0) as (port, certificate):
            yield {"port": port, "certificate": certificate}


def test_rediss_reaches_it_with_its_certificate_and_password(place: dict[str, object]):
    url = "rediss://:pass%20word%2F1@127.0.0.1:{port}/0?ssl_ca_certs={certificate}".format(**place)
    assert create_broker(Settings(_env_file=None, redis_url=url)).client.ping()


@pytest.mark.parametrize(
    ("url", "because"),
    [
        ("rediss://:pass%20word%2F1@127.0.0.1:{port}/0", "certificate verify failed"),
        ("rediss://:wrong@127.0.0.1:{port}/0?ssl_ca_certs={certificate}", "invalid username-password"),
        ("redis://:pass%20word%2F1@127.0.0.1:{port}/0", "[Cc]onnection"),
    ],
)
def test_without_trust_password_or_tls_it_is_refused(place: dict[str, object], url: str, because: str):
    broker = create_broker(Settings(_env_file=None, redis_url=url.format(**place)))
    with pytest.raises(redis.RedisError, match=because):
        broker.client.ping()
