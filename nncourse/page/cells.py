"""Cells run as in a notebook: variables stay, the last value is shown, figures are drawn.

An error is told as Python tells it, with the learner's own lines and without those of the
package and of this module.
"""

import ast
import linecache
import sys
import traceback

from nncourse.page.messages import MESSAGES
from nncourse.page.pictures import open_figures, picture, shown_as_html

CELL = "<cell "  # with which a cell's name in errors begins


class Cells:
    """The cells of one page, which share their `variables`."""

    def __init__(self, show_html):
        self.show_html = show_html
        self.variables = {"__name__": "__main__", "__builtins__": __builtins__}

    def run(self, source, name):
        """Run a cell's source; `name` is its number. Whether it ran to its end."""
        file = f"{CELL}{name}>"
        lines = source.splitlines(keepends=True)
        linecache.cache[file] = (len(source), None, lines, file)
        try:
            *body, last = [*ast.parse(source, file).body, None]
            if body and isinstance(body[-1], ast.Expr):
                last = body.pop()
            module = ast.Module(body, type_ignores=[])
            exec(compile(module, file, "exec"), self.variables)
            if last is not None:
                expression = compile(ast.Expression(last.value), file, "eval")
                value = eval(expression, self.variables)
                if not source.rstrip().endswith(";"):
                    self.show(value)
            for figure in open_figures():
                self.show_html(picture(figure))
        except BaseException as error:  # SystemExit too: the page goes on
            sys.stderr.write(told(error))
            if isinstance(error, MemoryError):
                sys.stderr.write(f"{MESSAGES['memory']}\n")
            return False
        finally:
            open_figures()  # those of a cell that failed are not the next one's
        return True

    def show(self, value):
        if value is None:
            return
        if hasattr(value, "_ipython_display_"):
            try:
                value._ipython_display_()
                return
            except NotImplementedError:
                pass  # as IPython takes it: the value is shown like any other
        html = shown_as_html(value)
        if html is None:
            print(repr(value))
        else:
            self.show_html(html)


def told(error):
    """Python's own report of an error, with the lines of cells alone."""
    report = traceback.TracebackException.from_exception(error)
    part = report
    while part is not None:
        lines = [line for line in part.stack if line.filename.startswith(CELL)]
        part.stack = traceback.StackSummary.from_list(lines)
        part = part.__cause__ or part.__context__
    return "".join(report.format())
