"""Visitors: what one has done so far is kept sealed, merged where two requests meet, forgotten when it is over, and let go of."""
