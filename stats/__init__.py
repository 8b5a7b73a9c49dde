"""Numbers in, numbers out: the statistics of the dashboard, knowing neither database nor screen."""

import os

# scipy's BLAS would let one thread a processor wait for each of very many tiny steps: fitting the expected accidents of
# a prefecture then takes several times the processor time. The name is read when scipy is loaded, always after this.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
