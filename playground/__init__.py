"""Federation Playground: web identity federation on AWS, run, shown and explained."""

VERSION = "0.1"
