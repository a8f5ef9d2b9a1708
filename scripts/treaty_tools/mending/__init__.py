"""Mend in source files what needs no judgement, byte for byte, and leave the rest to the curator."""
