"""Police accident files (本票, 補充票, 高速票) and their code tables into the tables of an edition."""

from ingest.police.codes import load_codes
from ingest.police.reader import begin, read_police

__all__ = ["begin", "load_codes", "read_police"]
