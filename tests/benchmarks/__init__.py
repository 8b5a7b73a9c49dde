"""How long building and asking take, measured against a vectorised pandas pipeline on the same machine."""
