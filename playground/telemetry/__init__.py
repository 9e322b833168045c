"""Floor 3, ground. What those who run the site see of it: logs without secrets, requests with ids, metrics."""
