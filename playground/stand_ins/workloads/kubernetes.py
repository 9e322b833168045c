"""A Kubernetes cluster on EKS, as the issuer of its service accounts' tokens.

https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/
"""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import uuid4

from django.http import HttpRequest

from playground.stand_ins.numbers import uuid_of
from playground.stand_ins.workload import Ask, Field, Run, Workload, bearer, told
from playground.tokens.moments import iso

HOST = "playground.gr7.us-east-1.eks.amazonaws.com"
LIFETIME = 86_400  # seconds; what the pod identity webhook of EKS asks for
NAME = r"[a-z0-9]([a-z0-9\-]{0,61}[a-z0-9])?"
PATH = "/api/v1/namespaces/{}/serviceaccounts/{}/token"

FIELDS = (
    Field("namespace", "Namespace", "photo-app", "The first half of sub.", pattern=NAME),
    Field("service_account", "Service account", "web", "The second half of sub.", pattern=NAME),
    Field("pod", "Pod", "web-7d9f8c6b5-x2x4k", "In the token, and nothing that AWS reads.", pattern=NAME),
    Field("audience", "Audience", "sts.amazonaws.com",
          "What the volume asks for. Without one, a token is for the cluster itself: https://kubernetes.default.svc"),
)  # fmt: skip


def _claims(run: Run) -> dict[str, Any]:
    namespace, account, pod = run.given["namespace"], run.given["service_account"], run.given["pod"]
    node = "ip-10-0-1-23.ec2.internal"
    return {
        "aud": [run.given["audience"]],
        "exp": run.now + LIFETIME,
        "iat": run.now,
        "jti": str(uuid4()),
        "kubernetes.io": {
            "namespace": namespace,
            "node": {"name": node, "uid": uuid_of(node)},
            "pod": {"name": pod, "uid": uuid_of(namespace, pod)},
            "serviceaccount": {"name": account, "uid": uuid_of(namespace, account, "account")},
        },
        "nbf": run.now,
        "sub": f"system:serviceaccount:{namespace}:{account}",
    }


def _ask(run: Run, ticket: str) -> Ask:
    body = {
        "apiVersion": "authentication.k8s.io/v1",
        "kind": "TokenRequest",
        "spec": {"audiences": [run.given["audience"]], "expirationSeconds": LIFETIME},
    }
    headers = {"Authorization": f"Bearer {ticket}", "Content-Type": "application/json"}
    path = PATH.format(run.given["namespace"], run.given["service_account"])
    return Ask("POST", f"https://{HOST}{path}", headers, json.dumps(body))


def _wanted(request: HttpRequest) -> str:
    try:
        return str(told(request)["spec"]["audiences"][0])
    except (KeyError, IndexError, TypeError):
        return ""


def _answer(token: str, run: Run) -> dict[str, Any]:
    return {
        "kind": "TokenRequest",
        "apiVersion": "authentication.k8s.io/v1",
        "metadata": {"name": run.given["service_account"], "namespace": run.given["namespace"]},
        "spec": {"audiences": [run.given["audience"]], "expirationSeconds": LIFETIME},
        "status": {"token": token, "expirationTimestamp": iso(run.now + LIFETIME)},
    }


KUBERNETES = Workload(
    slug="kubernetes",
    name="Kubernetes on EKS",
    tile="kubernetes",
    host="oidc.eks.us-east-1.amazonaws.com",
    title="A pod starts",
    honest="There is no such cluster. We serve its issuer, and we sign with our own keys.",
    lede="Nobody signs in. The kubelet asks the cluster for a token of the pod’s service account, and puts it into a file.",
    issuer="https://oidc.eks.us-east-1.amazonaws.com/id/{account}5CC1D0E2F3A4B5C6D7E8",
    jwks_path="/keys",
    audience="sts.amazonaws.com",
    fields=FIELDS,
    who="service_account",
    claims=_claims,
    path=rf"^{re.escape(HOST)}{PATH.format('[^/]+', '[^/]+')}\Z",
    ask=_ask,
    ticket=bearer,
    wanted=_wanted,
    answer=_answer,
    token_in=lambda answer: str(answer["status"]["token"]),
    unasked=lambda _given: "https://kubernetes.default.svc",
    status=201,
)
