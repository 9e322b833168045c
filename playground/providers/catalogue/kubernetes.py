"""A Kubernetes cluster on EKS: IAM roles for service accounts.

https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.providers.oidc_issuer import oidc_issuer
from playground.providers.provider import Usual

_NAME = "oidc.eks.us-east-1.amazonaws.com/id/{account}5CC1D0E2F3A4B5C6D7E8"

KUBERNETES = replace(
    oidc_issuer(_NAME),
    whose="job",
    slug="kubernetes",
    name="Kubernetes on EKS",
    tile="kubernetes",
    hands_over="A service account’s token, signed, one day",
    how="The kubelet puts it into a file of the pod",
    trusts={"StringEquals": {f"{_NAME}:sub": "system:serviceaccount:photo-app:web"}},
    off_reason="only a pod in a cluster gets one",
    usual=(
        Usual(
            "The pod",
            "what EKS’s webhook puts into its specification",
            "env:\n"
            "  - name: AWS_ROLE_ARN\n"
            "    value: arn:aws:iam::{account}:role/PhotoAppKubernetes\n"
            "  - name: AWS_WEB_IDENTITY_TOKEN_FILE\n"
            "    value: /var/run/secrets/eks.amazonaws.com/serviceaccount/token\n"
            "volumes:\n"
            "  - name: aws-iam-token\n"
            "    projected:\n"
            "      sources:\n"
            "        - serviceAccountToken:\n"
            "            audience: sts.amazonaws.com\n"
            "            expirationSeconds: 86400\n"
            "            path: token",
        ),
        Usual(
            "The service account",
            "which names the role",
            "apiVersion: v1\n"
            "kind: ServiceAccount\n"
            "metadata:\n"
            "  name: web\n"
            "  namespace: photo-app\n"
            "  annotations:\n"
            "    eks.amazonaws.com/role-arn: arn:aws:iam::{account}:role/PhotoAppKubernetes",
        ),
    ),
    lesson=(
        "Each cluster is an issuer of its own, with its own URL and keys, so each needs an OIDC provider of its own.",
        "aud is a list with one member. A pod’s usual token is meant for the cluster itself; STS wants one for "
        "sts.amazonaws.com, which the volume in the pod’s specification asks for.",
        "The pod reads AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE, and its SDK makes the call, again and again: the kubelet "
        "renews the file before the token ends. EKS Pod Identity looks alike and is another thing: its tokens are for "
        "pods.eks.amazonaws.com and never see this call.",
    ),
)
