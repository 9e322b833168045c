"""The five steps, in their order, one file each."""

from playground.walkthrough.step import Step
from playground.walkthrough.steps import build_call, read_answer, read_token, sign_in, use_credentials

STEPS: tuple[Step, ...] = (sign_in.STEP, read_token.STEP, build_call.STEP, read_answer.STEP, use_credentials.STEP)
BY_SLUG = {step.slug: step for step in STEPS}
