"""The changes of policies that would let a refused request pass: looked for, tried by deciding again, the smallest first."""
