"""Measurements of Fordring, as ratios in one run: `make bench`, or `BENCH_ARGS=pay make bench` for one part."""
