"""Training of Inkling's handwritten digit network."""

import os

# Before torch loads OpenMP: with spinning threads, training is several times slower as soon as
# another program uses a core.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
