"""Floor 3, ground. The one way out of this machine for an address that a visitor may have chosen: guarded, bounded, told in words."""
