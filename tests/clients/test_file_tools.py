"""rclone, s3cmd and s5cmd: each sends a tree and a large file up, lists them, brings them back and removes them."""

import pytest

from tests.clients.hands import BUCKET, MAYA, REGION, Surroundings, client, in_environment, outside_python

pytestmark = pytest.mark.clients


@pytest.fixture
def place(tmp_path, credentials):
    tree = tmp_path / "tree" / "sub"
    tree.mkdir(parents=True)
    (tree.parent / "one.txt").write_text("one")
    (tree / "ü +&%.txt").write_text("two")
    (tmp_path / "large").write_bytes(bytes(range(256)) * 4096 * 11)
    return Surroundings(tmp_path, in_environment(credentials))


def back(place):
    """Whether what came down is what went up."""
    assert (place.home / "back").read_bytes() == (place.home / "large").read_bytes()


def test_rclone(place, server, administrator):
    path = client("rclone", "rclone (Debian's package `rclone`)")
    remote = {"TYPE": "s3", "PROVIDER": "Other", "ENV_AUTH": "true", "REGION": REGION, "ENDPOINT": server.aws}
    remote |= {
        "ACL": "bucket-owner-full-control",
        "BUCKET_ACL": "private",
    }  # it asks for `private` otherwise, which AWS refuses too
    place.settings |= {f"RCLONE_CONFIG_S_{name}": value for name, value in remote.items()}
    place.settings |= {"RCLONE_CONFIG": "/dev/null", "RCLONE_S3_UPLOAD_CUTOFF": "5M", "RCLONE_S3_CHUNK_SIZE": "5M"}
    place.settings |= {"RCLONE_RETRIES": "1", "RCLONE_LOW_LEVEL_RETRIES": "1"}
    place.settings |= in_environment(administrator)
    del place.settings["AWS_SESSION_TOKEN"]

    def rclone(*arguments):
        return place.run(path, *arguments).stdout

    bucket = "s:rclone-bucket"
    rclone("mkdir", bucket)
    rclone("copy", "tree", f"{bucket}/tree")
    rclone("copyto", "large", f"{bucket}/large")
    assert rclone("lsf", "-R", "--files-only", bucket).splitlines() == ["large", "tree/one.txt", "tree/sub/ü +&%.txt"]
    rclone("check", f"{bucket}/tree", "tree")
    rclone("moveto", f"{bucket}/large", f"{bucket}/moved")
    rclone("copyto", f"{bucket}/moved", "back")
    back(place)
    rclone("purge", bucket)
    assert "rclone-bucket" not in rclone("lsd", "s:")


def test_s5cmd(place, server):
    path, own = outside_python("s5cmd"), f"s3://{BUCKET}/{MAYA}/s5cmd"
    place.settings |= {"S3_ENDPOINT_URL": server.aws}

    def s5cmd(*arguments, check=True):
        return place.run(path, "--retry-count", "0", *arguments, check=check)

    s5cmd("cp", "tree/", f"{own}/tree/")
    s5cmd("cp", "--part-size", "5", "large", f"{own}/large")
    assert [line.split(maxsplit=3)[-1] for line in s5cmd("ls", f"{own}/*").stdout.splitlines()] == [
        "large",
        "tree/one.txt",
        "tree/sub/ü +&%.txt",
    ]
    s5cmd("mv", f"{own}/large", f"{own}/moved")
    s5cmd("cp", f"{own}/moved", "back")
    back(place)
    s5cmd("rm", f"{own}/*")
    assert "no object found" in s5cmd("ls", f"{own}/", check=False).stderr
    denied = s5cmd("cat", f"s3://{BUCKET}/shared/welcome.txt", check=False)
    assert "AccessDenied" in denied.stderr or "Forbidden" in denied.stderr


def test_s3cmd(place, server, credentials):
    path, own = outside_python("s3cmd"), f"s3://{BUCKET}/{MAYA}/s3cmd"
    host = server.aws.removeprefix("http://")
    settings = {
        "access_key": credentials["AccessKeyId"],
        "secret_key": credentials["SecretAccessKey"],
        "access_token": credentials["SessionToken"],
        "host_base": host,
        "host_bucket": host,
        "bucket_location": REGION,
        "use_https": "False",
        "multipart_chunk_size_mb": "5",
        "max_retries": "1",
    }
    (place.home / ".s3cfg").write_text("[default]\n" + "".join(f"{name} = {value}\n" for name, value in settings.items()))

    def s3cmd(*arguments, check=True):
        return place.run(path, "--no-progress", *arguments, check=check)

    s3cmd("sync", "tree/", f"{own}/tree/")
    s3cmd("put", "large", f"{own}/large")
    listed = s3cmd("ls", "--recursive", f"{own}/").stdout.splitlines()
    assert [line.partition(f"{own}/")[2] for line in listed] == ["large", "tree/one.txt", "tree/sub/ü +&%.txt"]
    s3cmd("get", f"{own}/large", "back")
    back(place)
    s3cmd("del", "--recursive", "--force", f"{own}/")
    assert s3cmd("ls", f"{own}/").stdout == ""
    assert "is not authorized to perform: s3:ListBucket" in s3cmd("ls", f"s3://{BUCKET}/", check=False).stderr
