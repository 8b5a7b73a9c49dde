"""What the records of the whole nation teach, written to data/definitions: `python -m ingest learn EDITION`."""
