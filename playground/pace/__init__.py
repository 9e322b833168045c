"""Floor 3, ground. How often somebody may do something: counted in this process, or in Redis for all of them."""

from playground.pace.bucket import MOST, Pace
from playground.pace.shared import SharedPace

__all__ = ["MOST", "Pace", "SharedPace"]
