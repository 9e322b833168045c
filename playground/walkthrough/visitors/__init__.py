"""Visitors: what one has done is kept sealed, merged where two requests meet, asked for again where a key is late, and let go of."""
