"""Findings and sentences placed on slides: what a page shows, a topic, a meeting; the bytes are made by exports."""

NAMES = {"goals": "目標", "divide": "デジタルデバイド", "accidents": "交通事故", "meeting": "会議"}
"""The topics that can be had as one file, by the first word of their pages' addresses; commands know them by it."""
