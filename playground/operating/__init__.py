"""Floor 4. For those who run the site: health, metrics, a line for every request."""
