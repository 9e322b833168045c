"""Floor 3. The embedded providers: they speak the real protocols, carry the real names, and sign with keys of our own."""
