"""Floor 3, ground. How often somebody may do something: counted in this process, or in Redis for all of them; and how much at once."""

from playground.pace.bucket import MOST, Pace
from playground.pace.room import FREE, Room, Share, bodies
from playground.pace.shared import SharedPace, counter

__all__ = ["FREE", "MOST", "Pace", "Room", "Share", "SharedPace", "bodies", "counter"]
