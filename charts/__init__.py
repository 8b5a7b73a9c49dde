"""Rows in, Plotly figure out; and the words numbers are written in."""
