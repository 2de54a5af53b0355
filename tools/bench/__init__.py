"""Measures the speed budget as ratios: ``python -m tools.bench`` (`make bench`). Nothing here is a test."""
