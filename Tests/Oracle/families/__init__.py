"""Families of operators: each module registers the graphs it makes."""

import importlib

MODULES = [
    "convolution",
    "dense",
    "hybrid",
    "pooling",
    "elementwise",
    "integers",
    "unary",
    "activation",
    "normalization",
    "reduction",
    "padding",
    "joining",
    "arrangement",
    "slicing",
    "indexing",
    "matrices",
    "making",
    "conversion",
    "resizing",
    "recurrent",
    "sparse",
]


def register_all():
    for module in MODULES:
        importlib.import_module(f"Oracle.families.{module}")
