"""One sentence on the style of a right answer, read off its own source.

Each is a matter of fact: a loop where the solution has none, a name that nobody reads. An
answer whose source cannot be had, or is no longer what runs, is told nothing.
"""

import ast
import builtins
import inspect
import textwrap

from nncourse.exercises.messages import STYLE

LOOPS = ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp
DISGUISED = "vectorize", "apply_along_axis", "apply_over_axes", "frompyfunc"
BRANCHES = ast.If, ast.IfExp, ast.BoolOp, ast.Try, ast.Match, ast.Lambda, ast.FunctionDef
PURE = "abs argmax exp log log1p max maximum mean min minimum sqrt std sum tanh var where"
LONGER = 3  # times as many statements as the solution, and by that many more than twice


def on_style(fn, reference, arrays=(), printed=False):
    """The sentence on a right answer `fn` beside the reference, or "".

    `arrays` are the numbers of the arguments that are arrays.
    """
    tree, model = _tree_of(fn), _tree_of(reference)
    if tree is None or model is None:
        return ""
    if _loops_over(tree, arrays) and not _has(model, LOOPS):
        return STYLE["loop"]
    if name := next(_attributes(tree, DISGUISED), ""):
        return STYLE["disguised"].format(name=name)
    if code := _worked_out_twice(tree):
        return STYLE["twice"].format(code=code)
    if name := _never_read(tree):
        return STYLE["unread"].format(name=name)
    if name := next((name for name in _stored(tree) if hasattr(builtins, name)), ""):
        return STYLE["hides"].format(name=name)
    if printed:
        return STYLE["prints"]
    lines, least = _statements(tree), _statements(model)
    if lines >= max(LONGER * least, 2 * least + LONGER):
        return STYLE["longer"].format(lines=lines, least=least)
    return ""


def _tree_of(fn):
    """The syntax tree of a function, if its code seems to be made of it; else None."""
    try:
        module = ast.parse(textwrap.dedent(inspect.getsource(fn)))
        tree = module.body[0]
        tree.decorator_list = []
        constants = compile(ast.Module([tree], []), "", "exec").co_consts
        made = [c for c in constants if getattr(c, "co_name", "") == fn.__name__]
        same = _fingerprint(made[0]) == _fingerprint(fn.__code__)
    except (OSError, TypeError, SyntaxError, AttributeError, IndexError, ValueError):
        return None
    return tree if same and isinstance(tree, ast.FunctionDef) else None


def _fingerprint(code):
    constants = [repr(const) for const in code.co_consts if not hasattr(const, "co_code")]
    return code.co_names, code.co_varnames, constants


def _has(tree, kinds):
    return any(isinstance(node, kinds) for node in ast.walk(tree))


def _loops_over(tree, arrays):
    """Whether a loop goes over an argument that is an array, or counts along it."""
    parameters = [arg.arg for arg in tree.args.args]
    made_of = {parameters[i] for i in arrays if i < len(parameters)}
    for node in ast.walk(tree):  # n, d = x.shape
        if isinstance(node, ast.Assign) and _names(node.value) & made_of:
            made_of |= {name for target in node.targets for name in _names(target)}
    walked = [node.iter for node in ast.walk(tree) if hasattr(node, "iter")]
    return any(_names(each) & made_of and not _has(each, ast.Tuple) for each in walked)


def _names(tree):
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _attributes(tree, names):
    """Those of numpy's `names` that are used."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in names and _is_numpy(node.value):
            yield f"np.{node.attr}"


def _is_numpy(node):
    return isinstance(node, ast.Name) and node.id in ("np", "numpy")


def _worked_out_twice(tree):
    """The longest expression that is surely computed twice to the same result, or ""."""
    if _has(ast.Module(tree.body, []), (*BRANCHES, *LOOPS, ast.AugAssign, ast.Delete)):
        return ""
    if any(isinstance(n, ast.Subscript) and _is_store(n) for n in ast.walk(tree)):
        return ""
    parameters = [arg.arg for arg in ast.walk(tree.args) if isinstance(arg, ast.arg)]
    stored = parameters + _stored(tree)
    again = {name for name in stored if stored.count(name) > 1}
    seen, twice = set(), []
    for node in ast.walk(tree):
        if not isinstance(node, ast.expr) or not _is_pure_work(node, again):
            continue
        text = ast.unparse(node)
        if text in seen:
            twice.append(text)
        seen.add(text)
    return max(twice, key=len, default="")


def _is_pure_work(node, again):
    """Whether an expression calls numpy or multiplies matrices, and nothing but that."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            if not isinstance(inner.func, ast.Attribute):
                return False
            if inner.func.attr not in PURE.split():
                return False
        if isinstance(inner, ast.Name) and inner.id in again:
            return False
        if isinstance(inner, (ast.NamedExpr, ast.Starred, ast.Await)):
            return False
    return _has(node, (ast.Call, ast.MatMult))


def _never_read(tree):
    """A name that is given a value which nothing reads, or ""."""
    if _has(tree, (ast.Global, ast.Nonlocal, ast.Delete)):
        return ""
    loaded = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and not _is_store(n)}
    if loaded & {"locals", "vars", "eval", "exec"}:
        return ""
    added = {
        n.target.id
        for n in ast.walk(tree)
        if isinstance(n, ast.AugAssign) and isinstance(n.target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name not in loaded | added and not name.startswith("_"):
                return name
    return ""


def _stored(tree):
    return [n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and _is_store(n)]


def _is_store(node):
    return isinstance(node.ctx, ast.Store)


def _statements(tree):
    """How many statements a function has, its docstring aside."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    return len(found) - 1 - (ast.get_docstring(tree) is not None)
