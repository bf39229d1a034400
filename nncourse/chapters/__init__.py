"""The chapters, a folder each: its runs, figures, claims and questions.

What two chapters share (the telemetry panel, the deep networks) stands beside them, once.
"""
