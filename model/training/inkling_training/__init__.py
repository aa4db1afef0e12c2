"""Training of Inkling's handwritten digit network."""

import os

# Before torch loads OpenMP: threads that spin while they wait train several times slower as soon
# as another program uses a core.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
