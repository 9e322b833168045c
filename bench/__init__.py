"""Speed, as ratios to named peers measured in the same run on the same machine.  `make bench`; what was found: docs/performance.md"""
