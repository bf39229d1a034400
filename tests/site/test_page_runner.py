"""What runs when on a page, and its plain editor: the modules alone, without a Python."""

import pytest

STATIC = "/book/_ext/sphinx_course/python_on_page/static"
CODEMIRROR = "/book/_ext/sphinx_course/python_on_page/codemirror/codemirror.js"

# Cells and a session that stand in for the page's; `ran` lists what was run.
MAKE = """async (folder) => {
    window.readerRecord = { page: "book/exercises/x", all: () => ({}), set() {} };
    window.liteDrive = { files: async () => null };
    const { Runner } = await import(`${folder}/runner.js`);
    window.make = (texts, options = {}) => {
        const ran = [];
        const cells = texts.map((text, i) => ({
            text, number: i + 1, defines: [], reads: [], asks: false,
            ran: null, stopped: null, said: [],
            output: { begin() {}, end() {} },
            beginOutput() {}, endOutput() {}, setBusy() {}, forget() { this.ran = null; },
            say(key) { this.said.push(key); }, stages: [],
            sayStage(...stage) { this.stages.push(stage); }, ...options[i],
        }));
        const session = {
            posted: false,
            run({ source }) {
                this.posted = source !== "start";
                if (source === "throws") throw new Error("no such thing");
                ran.push(source);
                runner.sayStage("running", 0);
                if (source === "start" || source === "hangs") {
                    return new Promise((done) => (this.settle = done));
                }
                return Promise.resolve({ fine: source !== "fails", points: [] });
            },
            stop() {
                runner.forget();
                this.settle?.(null);
            },
        };
        const runner = new Runner(cells, session, () => {});
        const run = async (n) => {
            ran.length = 0;
            runner.run(cells[n - 1]);
            await runner.chain;
            return [...ran];
        };
        // Run a cell and stop it once its job is there.
        const runAndStop = async (n) => {
            ran.length = 0;
            runner.run(cells[n - 1]);
            while (!session.settle) await new Promise((done) => setTimeout(done));
            runner.pressed = -Infinity; // long ago
            runner.stop();
            session.settle = null;
            await runner.chain;
        };
        return { cells, runner, session, run, runAndStop };
    };
}"""


@pytest.fixture
def page(modules_page):
    modules_page.evaluate(MAKE, STATIC)
    return modules_page


def test_what_stands_on_older_values_runs_again(page):
    ran = page.evaluate("""async () => {
        const { cells, run } = make(["x = 1", "y = x", "y"]);
        const first = await run(3);
        const again = await run(3);
        cells[0].text = "x = 2";
        const changed = await run(3);
        cells[0].text = "x = 3";
        await run(1);
        return [first, again, changed, await run(3)];
    }""")
    whole = ["x = 2", "y = x", "y"]
    assert ran == [["x = 1", "y = x", "y"], ["y"], whole, ["y = x", "y"]]


def test_while_what_stands_above_runs_one_sees_how_far_it_is(page):
    stages = page.evaluate("""async () => {
        const { cells, runner, run } = make(["x = 1", "y = x", "y"]);
        await run(3);
        runner.target = cells[2];
        runner.sayStage("packages", 3140000);
        return cells[2].stages;
    }""")
    above = [["above", "above_at", {"number": n, "last": 2}] for n in (1, 2)]
    assert stages[:2] == above
    assert stages[2][:2] == ["running", None]
    assert stages[3] == ["packages", "fetched", {"megabytes": "3.1"}]


def test_a_cell_says_how_far_its_training_is_and_of_those_above_which_runs(page):
    stages = page.evaluate("""async () => {
        const { cells, runner } = make(["x = 1", "y"]);
        const told = { run: 1, step: 9 };
        runner.target = cells[1];
        for (const cell of cells) {
            runner.current = cell;
            runner.sayTraining(told);
        }
        return cells.map((cell) => cell.stages);
    }""")
    assert stages == [[], [["running", "running_at", {"run": 1, "step": 9}]]]


def test_of_the_courses_folded_cells_only_those_run_that_define_what_is_read_below(page):
    """`rate` is defined again before it is read, and nobody reads what comes of it."""
    aids = [("np", "", "np"), ("grid", "np", "grid"), ("rate", "", "rate")]
    aids += [("spare", "rate", "spare")]
    cells = [
        {"text": text, "isAid": True, "reads": reads.split(), "defines": [name]}
        for text, reads, name in aids
    ]
    cells.append({"text": "shown", "reads": ["grid"], "defines": ["rate"]})
    cells.append({"text": "last", "reads": ["grid", "rate"]})
    ran = page.evaluate("(cells) => make(cells.map((c) => c.text), cells).run(6)", cells)
    assert ran == ["np", "grid", "shown", "last"]


def test_a_folded_cell_that_the_reader_changed_runs_like_any_other(page):
    ran = page.evaluate("""async () => {
        const { cells, run } = make(["x = 1", "y"],
            [{ isAid: true, defines: ["x"] }]);
        const first = await run(2);
        const changed = { text: "x = 2", isAid: false };
        Object.assign(cells[0], changed);
        return [first, await run(2)];
    }""")
    assert ran == [["y"], ["x = 2", "y"]]


def test_a_check_of_the_courses_own_that_fails_stops_no_other_cell(page):
    ran = page.evaluate("""async () => {
        const aid = { isAid: true, defines: ["fails"] };
        const texts = ["fails", "fails"];
        const { cells, runner, run } = make(texts, [aid, { reads: ["fails"] }]);
        const below = await run(2);
        runner.runAll();
        await runner.chain;
        return [below, cells[1].said.at(-1)];
    }""")
    assert ran == [["fails", "fails"], "failed"]  # its own error, not "above_failed"


def test_another_questions_answer_does_not_have_the_rest_run_again(page):
    ran = page.evaluate("""async () => {
        const { cells, run } = make(["imports", "fails", "answer", "check"],
            { 1: { isAnswer: true }, 2: { isAnswer: true }, 3: { asks: true } });
        [, , cells[2].runsNext] = cells.slice(1);
        return [await run(4), await run(4)];
    }""")
    assert ran == [["imports", "fails", "answer", "check"], ["fails", "check"]]


def test_what_was_stopped_before_it_began_runs_next_time(page):
    """Else the imports would be passed over, and all below would lack them."""
    ran = page.evaluate("""async () => {
        const { cells, run, runAndStop } = make(["start", "y"]);
        await runAndStop(2);
        const { stopped } = cells[0];
        cells[0].text = "imports";
        return [stopped, await run(2)];
    }""")
    assert ran == [None, ["imports", "y"]]


def test_a_cell_stopped_while_it_ran_is_passed_over_by_those_below(page):
    ran = page.evaluate("""async () => {
        const { cells, run, runAndStop } = make(["imports", "hangs", "y"]);
        await runAndStop(2);
        return [cells[1].said.at(-1), await run(3)];
    }""")
    assert ran == ["stopped", ["imports", "y"]]


def test_imports_stopped_below_the_button_that_was_pressed_run_next_time(page):
    ran = page.evaluate("""async () => {
        const { cells, runAndStop } = make(["hangs", "y"]);
        await runAndStop(2);
        return cells[0].stopped;
    }""")
    assert ran is None


def test_a_second_tap_does_not_stop_what_the_first_began(page):
    said = page.evaluate("""async () => {
        const { cells, runner, run } = make(["x"]);
        const running = run(1);
        runner.stop();
        await running;
        return [cells[0].ran, cells[0].said.at(-1)];
    }""")
    assert said == ["x", None]


def test_an_unforeseen_fault_is_told_and_the_next_run_works(page):
    told = page.evaluate("""async () => {
        const { cells, runner, run } = make(["throws"]);
        await run(1);
        const said = cells[0].said.at(-1);
        cells[0].text = "x";
        return [said, runner.target, runner.isBusy, await run(1)];
    }""")
    assert told == ["crashed", None, False, ["x"]]


def test_what_is_typed_is_kept_at_a_pause_on_leaving_and_before_a_run(page):
    """Not at every key: the whole record is written each time."""
    kept = page.evaluate(
        """async (folder) => {
            const { keepSoon, keepNow, isPending } = await import(`${folder}/storage.js`);
            const written = [];
            readerRecord.kept = true;
            readerRecord.set = (kind, id, value) => written.push(value.text);
            const cell = { id: "a", original: "o", basis: "o", text: "" };
            const type = (text) => {
                cell.text = text;
                keepSoon(cell);
            };
            const counts = [];
            for (const text of ["x", "xy", "xyz"]) type(text);
            counts.push(written.length, isPending(cell));
            dispatchEvent(new Event("pagehide"));
            type("left");
            keepNow();
            keepNow();
            type("paused");
            while (isPending(cell)) await new Promise((done) => setTimeout(done, 20));
            return [counts, written];
        }""",
        STATIC,
    )
    assert kept == [[0, True], ["xyz", "left", "paused"]]


LIVE = """async (folder) => {
    window.pythonOnPage = { words: new Proxy({}, {
        has: () => true, get: (_, name) => `${String(name)}.`,
    }) };
    const { LiveFigures } = await import(`${folder}/live_figures.js`);
    window.asked = [];
    const figures = window.figures = new LiveFigures({
        turn: (number, values) => asked.push(values),
        stop: () => figures.end(),
    });
    const number = { kind: "number", values: [] };
    const rate = { ...number, label: "rate", start: 0.1, whole: false };
    const seed = { ...number, label: "seed", start: 0, whole: true };
    const cell = document.createElement("div");
    cell.className = "cell";
    cell.innerHTML = '<div class="cell-row"><button>Run</button></div>';
    cell.append(figures.show({ number: 0, html: "<b>first</b>", choices: [rate, seed] }));
    document.body.replaceChildren(cell);
}"""


def test_a_live_figure_that_is_drawn_carries_stop_and_after_it_says_what_to_do(page):
    page.evaluate(LIVE, STATIC)
    stop = page.get_by_role("button", name="stop")
    assert stop.count() == 0
    page.get_by_label("seed").fill("7")
    page.get_by_label("rate").fill("0.3")
    page.get_by_label("rate").press("Enter")
    assert page.evaluate("asked") == [[0.1, 7]]
    assert stop.count() == 1
    page.evaluate("figures.drawn(0, '<b>second</b>')")  # and turned since: once more
    assert page.evaluate("asked") == [[0.1, 7], [0.3, 7]]
    assert page.locator("b").inner_text() == "second"
    stop.click()
    assert page.get_by_role("status").inner_text().startswith("asleep")
    assert stop.count() == 0 and page.get_by_label("rate").is_disabled()
    assert page.evaluate("document.activeElement.textContent") == "Run"


def test_why_python_ended_is_said_at_the_figure_that_was_drawn(page):
    page.evaluate(LIVE, STATIC)
    page.get_by_label("seed").fill("7")
    page.get_by_label("seed").press("Enter")
    page.evaluate("figures.end({ why: 'memory', what: 'much' })")
    assert page.get_by_role("status").inner_text() == "memory. asleep."


EDIT = """async ([folder, text, start, end]) => {
    const { plainEditor } = await import(`${folder}/plain_editor.js`);
    const made = plainEditor({ text, label: "l", help: "h", onChange() {}, onRun() {} });
    document.body.replaceChildren(made.element);
    made.focus();
    made.element.setSelectionRange(start, end);
}"""


@pytest.mark.parametrize(
    ("text", "start", "end", "after"),
    [
        ("a\nb", 2, 2, "a\n!b"),  # nothing to take back
        ("a\n    b", 6, 6, "a\n!b"),
        ("a\n    bc", 7, 7, "a\nb!c"),
        ("a\n    b", 4, 4, "a\n!b"),  # within the indent
        ("\n    b", 0, 0, "!\n    b"),
    ],
)
def test_shift_tab_takes_back_an_indent_and_leaves_the_caret(page, text, start, end, after):
    page.evaluate(EDIT, [STATIC, text, start, end])
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("!")
    assert page.locator("textarea").input_value() == after


def test_an_editor_focused_twice_while_it_is_fetched_is_one(page):
    page.evaluate(
        """async ([folder, codemirror]) => {
            window.pythonOnPage = { codemirror };
            const { editor } = await import(`${folder}/editor.js`);
            const options = { text: "a", label: "l", help: "h", onChange() {}, onRun() {} };
            const made = editor(options);
            document.body.replaceChildren(made.element);
            for (const _ of [1, 2]) {
                made.element.focus();
                made.element.blur();
            }
            window.made = made;
        }""",
        [STATIC, CODEMIRROR],
    )
    page.locator(".cm-editor").wait_for()
    page.evaluate("new Promise((done) => setTimeout(done))")  # a second one would be there
    page.evaluate("made.set('b')")
    assert page.locator(".cm-content").inner_text() == "b"


@pytest.mark.parametrize("browser", ["chromium", "firefox"], indirect=True)
def test_text_stands_as_in_a_terminal_however_long_a_line_is(page):
    """A carriage return writes its line anew, but not where it ends one; in pieces too."""
    shown = page.evaluate(
        """async (folder) => {
            const { Output } = await import(`${folder}/outputs.js`);
            const output = new Output("l");
            const put = (...pieces) => {
                output.begin();
                for (const piece of pieces) output.put("text", piece);
                return output.element.textContent;
            };
            const long = ".".repeat(30000);
            const bar = put("1 %\\r2 %\\r3", " %\\ndone\\r\\n");
            return [bar, put("a\\r", "b"), put("\\rc"), put(long, long) === long + long];
        }""",
        STATIC,
    )
    assert shown == ["3 %\ndone\n", "b", "c", True]
