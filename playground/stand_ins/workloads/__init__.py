"""The stand-ins that give tokens to jobs and pods, one file each, in the order of their cards."""

from playground.stand_ins.workload import Workload
from playground.stand_ins.workloads.github import GITHUB
from playground.stand_ins.workloads.gitlab import GITLAB
from playground.stand_ins.workloads.kubernetes import KUBERNETES
from playground.stand_ins.workloads.own_issuer import OWN_ISSUER

WORKLOADS: tuple[Workload, ...] = (GITHUB, KUBERNETES, GITLAB, OWN_ISSUER)
BY_SLUG = {workload.slug: workload for workload in WORKLOADS}
