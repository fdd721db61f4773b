"""Whole small graphs."""

MODELS = {}
