"""A bucket for tests: the settings that lead to it, and how it is made."""

from collections.abc import Iterator
from contextlib import contextmanager

import boto3
from botocore.config import Config
from moto.server import ThreadedMotoServer

from db.settings import Settings

ACCESS, SECRET, REGION, NAME = "AKIATEST", "not-a-secret", "eu-west-1", "parlour-files"


def bucket_settings(url: str, prefix: str = "") -> Settings:
    """Settings that name a bucket of the server at `url`."""
    return Settings(
        storage_url=f"s3://{NAME}{prefix}",
        s3_endpoint=url,
        s3_access_key=ACCESS,
        s3_secret_key=SECRET,
        s3_region=REGION,
    )


@contextmanager
def speaking_s3() -> Iterator[str]:
    """The URL of a server that has the bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    _make_bucket(f"http://{host}:{port}")
    try:
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def _make_bucket(url: str) -> None:
    client = boto3.client(
        "s3",
        endpoint_url=url,
        aws_access_key_id=ACCESS,
        aws_secret_access_key=SECRET,
        region_name=REGION,
        config=Config(s3={"addressing_style": "path"}),
    )
    client.create_bucket(Bucket=NAME, CreateBucketConfiguration={"LocationConstraint": REGION})
