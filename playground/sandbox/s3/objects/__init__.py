"""Objects: what is said of one, who may know of it, which of it is wanted, and under what conditions it is read, copied and written."""
