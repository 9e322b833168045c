"""The steps that differ where calls go outside, one file each."""

from playground.walkthrough.journey import Journey
from playground.walkthrough.outside.chosen import chosen
from playground.walkthrough.outside.steps import build_call, read_answer, use_credentials
from playground.walkthrough.step import Step
from playground.walkthrough.steps import STEPS as SANDBOX

STEPS: tuple[Step, ...] = (*SANDBOX[:2], build_call.STEP, read_answer.STEP, use_credentials.STEP)


def steps_of(journey: Journey | None) -> tuple[Step, ...]:
    """The five, for where this visitor's calls go."""
    return STEPS if chosen(journey) else SANDBOX
