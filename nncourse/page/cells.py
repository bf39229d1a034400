"""Cells run as in a notebook: variables stay, the last value is shown, figures are drawn.

An error is told as Python tells it, from the learner's own line on, without what lies
outside the cell.
"""

import ast
import linecache
import sys
import traceback

from nncourse.page.pictures import open_figures, picture, shown_as_html


class Cells:
    """The cells of one page, which share their `variables`."""

    def __init__(self, show_html):
        self.show_html = show_html
        self.variables = {"__name__": "__main__", "__builtins__": __builtins__}

    def run(self, source, name):
        """Run a cell's source; `name` is what errors call it. Whether it ran to its end."""
        file = f"<{name}>"
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
            sys.stderr.write(told(error, file))
            return False
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


def told(error, file):
    """The traceback from the cell's own line on; of a syntax error the line alone."""
    place = error.__traceback__
    while place and place.tb_frame.f_code.co_filename != file:
        place = place.tb_next
    return "".join(traceback.format_exception(type(error), error, place))
