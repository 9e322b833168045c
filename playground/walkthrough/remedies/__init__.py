"""The smallest changes that would let a refused call or request through, applied with one click and then tried for real."""

from playground.walkthrough.remedies.applying import apply
from playground.walkthrough.remedies.of_call import of_call
from playground.walkthrough.remedies.of_use import of_use
from playground.walkthrough.remedies.remedy import Remedy, from_data, to_data

__all__ = ["Remedy", "apply", "from_data", "of_call", "of_use", "to_data"]
