"""Measurements of the portal at its real size: `make bench`, or `python -m benchmarks`. No part of the product."""
