"""Grades a class: a folder of notebooks in, a table of points and misconceptions out.

`nncourse-grade SUBMISSIONS/ --out grades.csv`. Questions and references stay in the
grader's processes. Students' code runs in isolated ones (isolation.py), and only plain
arrays come back. book/teaching.md says what that protects from, and what not.
"""
