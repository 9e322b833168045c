"""What the site bears: hostile clients, a full disk, many visitors at once."""
