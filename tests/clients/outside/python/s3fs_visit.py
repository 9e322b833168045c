"""s3fs by its environment alone: what it does below PREFIX in BUCKET, and what came of it, as JSON.  https://s3fs.readthedocs.io"""

import json
import os
import sys

import s3fs

MIB = 1024 * 1024
ROOT = f"{os.environ['BUCKET']}/{os.environ['PREFIX']}".rstrip("/")
files = s3fs.S3FileSystem()


def refused(path):
    try:
        files.cat(path)
    except PermissionError as error:
        return str(error)


with files.open(f"{ROOT}/a b+ü.txt", "w") as one:
    one.write("hello")
with files.open(f"{ROOT}/large", "wb", block_size=5 * MIB) as one:
    one.write(b"maya" * (11 * MIB // 4))
with files.open(f"{ROOT}/large", "rb") as one:
    one.seek(10 * MIB)
    tail = one.read()
files.cp(f"{ROOT}/a b+ü.txt", f"{ROOT}/sub/c.txt")
files.mv(f"{ROOT}/sub/c.txt", f"{ROOT}/d.txt")
told = {
    "read": files.cat(f"{ROOT}/a b+ü.txt").decode(),
    "tail": len(tail),
    "size": files.du(ROOT),
    "found": [path.removeprefix(f"{ROOT}/") for path in files.find(ROOT)],
    "refused": refused(f"{os.environ['BUCKET']}/shared/welcome.txt"),
}
files.rm(ROOT, recursive=True)
told["left"] = [path for path in files.find(ROOT.rpartition("/")[0]) if path.startswith(f"{ROOT}/")]
json.dump(told, sys.stdout)
