"""Pasting a call back into the form of step 3: which syntax it is in, what it says, what was not understood."""
