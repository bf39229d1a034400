"""Grading a class: a folder of notebooks in, a table of points and misconceptions out.

`python -m nncourse.grade SUBMISSIONS/ --out grades.csv`. The questions and their references
stay in this process; what students wrote runs in others, in a cage (see cage.py), and only
plain arrays come back. book/teaching.md tells what that does and does not protect from.
"""
