"""CloudTrail as a visitor sees it: every call of their account that it keeps, filtered, a page at a time."""
