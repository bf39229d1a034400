"""The staged experiments, a topic a file.

In each, `measure_*` takes choices and a seed and returns arrays; the figure of the same
experiment is a second function, from choices to one matplotlib Figure.
"""
