"""Modules become one script, whatever names they share."""

import pytest

from nncourse.live.bundle import bundle


def test_a_module_comes_once_and_before_those_that_import_it(tmp_path):
    (tmp_path / "shared.js").write_text("// why\nexport const one = 1;\nconst own = 2;\n")
    (tmp_path / "a.js").write_text(
        'import { one } from "./shared.js";\nconst own = 3;\nexport function a() {}\n'
    )
    (tmp_path / "main.js").write_text(
        'import { a } from "./a.js";\nimport {\n  one,\n} from "./shared.js";\n'
        "export class Main {}\nexport default { Main };\n"
    )
    script = bundle(tmp_path / "main.js", "live")
    assert script.count("const one = 1;") == 1
    places = [script.index(part) for part in ("one = 1", "own = 3", "class Main")]
    assert places == sorted(places)
    assert "return { Main };" in script and script.endswith("const live = module2;\n")
    assert "import" not in script and "export" not in script and "why" not in script


@pytest.mark.parametrize(
    "line",
    [
        'import a from "./a.js";',
        'import { a as b } from "./a.js";',
        "export { a };",
        'export * from "./a.js";',
    ],
)
def test_what_it_does_not_know_is_refused(tmp_path, line):
    path = tmp_path / "main.js"
    path.write_text(line + "\n")
    with pytest.raises(ValueError, match=r"main\.js: '(import|export)"):
        bundle(path, "live")
