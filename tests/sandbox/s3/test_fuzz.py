"""S3 against a plain model of what a policy allows, and against parameters, headers and documents that make no sense."""

import base64
import hashlib
from typing import NamedTuple
from urllib.parse import quote, urlencode
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.sandbox.protocols.parameters import service_model
from playground.sandbox.stores import StoredObject
from tests.sandbox.test_fuzz import TEXT, VALUES, well_formed
from tests.sandbox.visit import BUCKET, OTHER, OTHERS_BUCKET, every, new_site

SITE = new_site()
OWN, SHARED = f"arn:aws:s3:::{BUCKET}/own/*", f"arn:aws:s3:::{BUCKET}/shared/*"
SITE.edit_role(
    "Admin",
    inline={
        "Limited": {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Action": ["s3:*Object", "s3:AbortMultipartUpload"], "Resource": OWN},
                {"Effect": "Allow", "Action": "s3:GetObject", "Resource": SHARED},
                {
                    "Effect": "Allow",
                    "Action": "s3:ListBucket",
                    "Resource": f"arn:aws:s3:::{BUCKET}",
                    "Condition": {"StringLike": {"s3:prefix": "own/*"}},
                },
                {"Effect": "Deny", "Action": "s3:*", "Resource": f"arn:aws:s3:::{BUCKET}/own/locked*"},
            ],
        }
    },
)
LIMITED = SITE.credentials()
KEYS = ("own/a", "own/ü b+%", "own/locked", "own/lock", "shared/x", "secret/x", "own", "Own/a", "shared/../own/a")


class Place(NamedTuple):
    bucket: str
    key: str

    @property
    def path(self):
        return f"/{self.bucket}/{quote(self.key)}"


class Step(NamedTuple):
    name: str
    place: Place
    source: Place
    many: list[str]


PLACES = st.builds(Place, st.sampled_from([BUCKET, BUCKET, BUCKET, OTHERS_BUCKET]), st.sampled_from(KEYS))
NAMES = st.sampled_from(["get", "head", "put", "delete", "copy", "delete many", "list", "upload"])
STEPS = st.builds(Step, NAMES, PLACES, PLACES, st.lists(st.sampled_from(KEYS), min_size=1, max_size=4))


def may(action, place):
    """What the policy says, in plain words."""
    if place.bucket != BUCKET or place.key.startswith("own/locked"):
        return False
    return place.key.startswith("own/") or (action == "get" and place.key.startswith("shared/"))


def status_of(step, kept):
    """The status that the model expects; what the step changes is changed in `kept`."""
    place, own = step.place, may("put", step.place)
    if step.name == "copy":
        return _copy(step, kept)
    if step.name == "delete many":
        for key in step.many:
            if may("delete", Place(place.bucket, key)):
                kept.pop(Place(place.bucket, key), None)
    if step.name == "put" and own:
        kept[place] = b"new"
    if step.name == "delete" and own:
        kept.pop(place, None)
    readable = may("get", place) and place in kept
    listed = place.bucket == BUCKET and place.key.startswith("own/")
    allowed = {"get": readable, "head": readable, "list": listed, "delete many": True}.get(step.name, own)
    return 403 if not allowed else 204 if step.name == "delete" else 200


def _copy(step, kept):
    if not may("get", step.source) or not may("put", step.place) or step.source not in kept:
        return 403
    if step.source == step.place:
        return 400
    kept[step.place] = kept[step.source]
    return 200


def done(step):
    path, bucket = step.place.path, f"/{step.place.bucket}"
    if step.name == "delete many":
        named = "".join(f"<Object><Key>{escape(key)}</Key></Object>" for key in step.many)
        body = f"<Delete>{named}</Delete>".encode()
        return SITE.s3(LIMITED, "POST", bucket, "delete=", headers={"x-amz-checksum-sha256": _sha256(body)}, body=body)
    if step.name == "list":
        return SITE.s3(LIMITED, "GET", bucket, urlencode({"list-type": 2, "prefix": step.place.key}))
    if step.name == "copy":
        return SITE.s3(LIMITED, "PUT", path, headers={"x-amz-copy-source": step.source.path})
    if step.name == "upload":
        return SITE.s3(LIMITED, "POST", path, "uploads=")
    return SITE.s3(LIMITED, step.name.upper(), path, body=b"new" if step.name == "put" else b"")


def _sha256(body):
    return base64.b64encode(hashlib.sha256(body).digest()).decode()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, min_size=1, max_size=10))
def test_what_is_allowed_happens_and_nothing_else(steps):
    kept = {Place(bucket, key): b"old" for bucket in (BUCKET, OTHERS_BUCKET) for key in KEYS[1:]}
    for bucket in (BUCKET, OTHERS_BUCKET):
        SITE.buckets.objects[bucket] = {
            key.encode(): (StoredObject(key, 3, "0" * 32, SITE.clock.now), b"old") for key in KEYS[1:]
        }
    for step in steps:
        answer, expected = done(step), status_of(step, kept)
        assert answer.response.status == expected, (step, answer.response.body)
        well_formed(answer)
        if step.name == "get" and expected == 200:
            assert answer.response.body == kept[step.place]
        if step.name == "list" and expected == 200:
            told = every(answer, "Key")
            assert told == sorted({one.key for one in kept if one.bucket == BUCKET and one.key.startswith(step.place.key)})
    now = {Place(bucket, key.decode()): body for bucket in (BUCKET, OTHERS_BUCKET) for key, (_, body) in _kept(bucket)}
    assert now == kept
    for upload in list(SITE.stores.uploads.under_way):
        SITE.stores.uploads.abort(BUCKET, upload)


def _kept(bucket):
    return SITE.buckets.objects[bucket].items()


# Everything below is asked by somebody who may do anything in their own account.
FREE = new_site()
ADMIN = FREE.credentials()
MODEL = service_model("s3")
METHODS = {}
for _name in MODEL.operation_names:
    _operation = MODEL.operation_model(_name)
    _path, _, _query = _operation.http["requestUri"].partition("?")
    METHODS[_name] = (_operation.http["method"], _path, _query, _operation.input_shape)
NAMED = st.sampled_from(sorted(METHODS))
ODD = VALUES | st.sampled_from(
    ["null", "true", "REPLACE", "COPY", "*", '"x"', "STANDARD", "AES256", "a=b&c=d", f"{BUCKET}/a", "CRC32"]
)
ELEMENTS = (
    "Delete Object Key VersionId ETag Quiet Tagging TagSet Tag Value CompleteMultipartUpload Part PartNumber ChecksumCRC32 "
    "CreateBucketConfiguration LocationConstraint"
).split()
TREES = st.recursive(
    TEXT.map(escape)
    | st.sampled_from(["1", "0", "-1", "&amp;", "<![CDATA[x]]>", "<!-- -->", "<?x y?>", "&#0;", "&x;", "\x00"]),
    lambda inner: st.builds(
        lambda name, children: f"<{name}>{''.join(children)}</{name}>", st.sampled_from(ELEMENTS), st.lists(inner, max_size=3)
    ),
    max_leaves=12,
)
DOCTYPE = '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;">]>'
DOCUMENTS = st.builds(
    lambda before, name, inside: f"{before}<{name}>{inside}</{name}>".encode("utf-8", "replace"),
    st.sampled_from(["", '<?xml version="1.0"?>', '<?xml version="1.0" encoding="latin-1"?>', DOCTYPE, "\ufeff", " "]),
    st.sampled_from([*ELEMENTS, 'Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"']),
    TREES,
)
thorough = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _request(draw, name):
    """An operation of AWS's model with some of its members filled at random."""
    method, path, query, shape = METHODS[name]
    headers, parameters = {}, [query] if query else []
    for member in shape.members.values() if shape else ():
        place, known = member.serialization.get("location"), member.serialization.get("name", "")
        if place in ("header", "querystring") and draw(st.integers(0, 3)) == 0:
            if place == "header":
                headers[known.lower()] = draw(ODD)
            else:
                parameters.append(urlencode({known: draw(ODD)}))
    path = path.replace("{Bucket}", draw(st.sampled_from([BUCKET, BUCKET, OTHERS_BUCKET, "nobody"])))
    return method, path.replace("{Key+}", quote(draw(st.sampled_from(KEYS) | TEXT))), "&".join(parameters), headers


@thorough
@given(st.data(), NAMED, DOCUMENTS | st.binary(max_size=50))
def test_no_parameters_of_any_operation_make_it_fail_or_touch_anothers(data, name, body):
    method, path, query, headers = _request(data.draw, name)
    before = dict(FREE.buckets.objects[OTHERS_BUCKET])
    answer = FREE.s3(ADMIN, method, path, query, headers=headers, body=body)
    well_formed(answer)
    assert FREE.buckets.objects[OTHERS_BUCKET] == before
    assert answer.response.status >= 400 or OTHER.encode() not in answer.response.body
    FREE.events.clear()


WITH_DOCUMENTS = [
    ("POST", f"/{BUCKET}", "delete="),
    ("PUT", f"/{BUCKET}/a", "tagging="),
    ("POST", f"/{BUCKET}/a", "uploadId=none"),
    ("PUT", "/another-bucket", ""),
]


@thorough
@given(st.sampled_from(WITH_DOCUMENTS), DOCUMENTS)
def test_no_document_makes_it_fail(asked, body):
    method, path, query = asked
    answer = FREE.s3(ADMIN, method, path, query, headers={"x-amz-checksum-sha256": _sha256(body)}, body=body)
    well_formed(answer)
    if b"<!DOCTYPE" in body:
        assert answer.error in ("MalformedXML", "NoSuchUpload")
    FREE.buckets.kept.pop("another-bucket", None)
    FREE.events.clear()
