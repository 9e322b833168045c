"""minio-py with its WebIdentityProvider: what it does below PREFIX in BUCKET, and what came of it, as JSON.  https://min.io/docs"""

import io
import json
import os
import sys
from datetime import timedelta
from pathlib import Path

from minio import Minio
from minio.commonconfig import CopySource
from minio.credentials import WebIdentityProvider
from minio.deleteobjects import DeleteObject
from minio.error import S3Error

MIB = 1024 * 1024
ENDPOINT, BUCKET, PREFIX = (os.environ[name] for name in ("AWS_ENDPOINT_URL", "BUCKET", "PREFIX"))


def token():
    return {"access_token": Path(os.environ["AWS_WEB_IDENTITY_TOKEN_FILE"]).read_text().strip(), "expires_in": 3600}


def refused(key):
    try:
        client.get_object(BUCKET, key)
    except S3Error as error:
        return [error.code, error.message]


provider = WebIdentityProvider(
    jwt_provider_func=token, sts_endpoint=ENDPOINT, role_arn=os.environ["AWS_ROLE_ARN"], role_session_name="maya"
)
client = Minio(ENDPOINT.removeprefix("http://"), credentials=provider, secure=False, region="eu-west-1")
large = bytes(range(256)) * 4096 * 11
names = [f"{PREFIX}{name}" for name in ("a b+ü.txt", "large", "copy")]
told = {
    "put": client.put_object(BUCKET, names[0], io.BytesIO(b"hello"), 5, metadata={"by": "maya"}).etag,
    "large": client.put_object(BUCKET, names[1], io.BytesIO(large), len(large), part_size=5 * MIB).etag,
    "same": client.get_object(BUCKET, names[1]).read() == large,
    "copied": client.copy_object(BUCKET, names[2], CopySource(BUCKET, names[0])).etag,
    "metadata": client.stat_object(BUCKET, names[2]).metadata.get("x-amz-meta-by"),
    "listed": [one.object_name for one in client.list_objects(BUCKET, prefix=PREFIX, recursive=True)],
    "presigned": client.presigned_get_object(BUCKET, names[0], expires=timedelta(minutes=1)),
    "errors": len(list(client.remove_objects(BUCKET, [DeleteObject(name) for name in names]))),
    "gone": [one.object_name for one in client.list_objects(BUCKET, prefix=PREFIX, recursive=True)],
    "refused": refused("shared/welcome.txt"),
    "nobodys": client.bucket_exists("nobodys-bucket-at-all"),
}
json.dump(told, sys.stdout)
