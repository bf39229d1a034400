"""The engine in browsers: it computes what the package computes, and refuses what it must.

It stands here because the browsers do. Nothing of the site has to be built for it.
"""

import re

import pytest

from tests.live.cases import CASES, beyond_limits, make

RUN = """async (handed) => {
    const { run } = await import("/tests/live/run.js");
    const { fromSpec } = await import("/nncourse/live/engine.js");
    const { clipNorm } = await import("/nncourse/live/optimizers.js");
    return run({ fromSpec, clipNorm }, handed);
}"""


@pytest.mark.parametrize("browser", ["chromium", "firefox"], indirect=True)
@pytest.mark.parametrize("case", CASES, ids=lambda case: ", ".join(map(str, case)))
def test_the_engine_computes_what_the_package_computes(modules_page, case):
    handed, expected = make(*case)
    assert beyond_limits(modules_page.evaluate(RUN, handed), expected) == {}


# The words that Random123's own test lists for this key and count, and the streams of ours.
RANDOM = """async () => {
    const { threefry, Random } = await import("/nncourse/live/random.js");
    const words = (...given) => {
        const out = new Uint32Array(2);
        threefry(...given, out);
        return [...out].map((word) => word.toString(16).padStart(8, "0")).join(" ");
    };
    const draws = (seed, stream) => {
        const random = new Random(seed, stream);
        return Array.from({length: 20000}, () => random.uniform());
    };
    return {
        known: [
            words(0, 0, 0, 0),
            words(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff),
            words(0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3),
        ],
        draws: [draws(1, 0), draws(1, 0), draws(2, 0), draws(1, 1)],
    };
}"""


def test_random_numbers_are_those_of_the_published_generator(modules_page):
    found = modules_page.evaluate(RANDOM)
    assert found["known"] == [
        "6b200159 99ba4efe",
        "1cb996fc bb002be7",
        "c4923a9c 483df7a0",
    ]
    first, again, other_seed, other_stream = found["draws"]
    assert first == again
    assert not set(first) & (set(other_seed) | set(other_stream))
    assert min(first) >= 0 and max(first) < 1
    assert abs(sum(first) / 20000 - 0.5) < 0.01


DROPOUT = """async ([layers, options, seed]) => {
    const { fromSpec } = await import("/nncourse/live/engine.js");
    const net = fromSpec({kind: "Sequential", layers}, {seed});
    const x = Array.from({length: 100}, () => new Array(50).fill(1));
    return net.forward(x, options).map((row) => [...row]);
}"""


def test_dropout_draws_its_own_masks(modules_page):
    layers = [{"kind": "Dropout", "rate": 0.2}]

    def values(training, seed=0):
        rows = modules_page.evaluate(DROPOUT, [layers, {"training": training}, seed])
        return [value for row in rows for value in row]

    trained = values(True)
    assert set(trained) == {0, 1.25}
    assert abs(trained.count(0) / len(trained) - 0.2) < 0.02
    assert trained == values(True)
    assert trained != values(True, seed=1)
    assert set(values(False)) == {1}


def test_a_seed_that_is_none_is_refused(modules_page):
    layers = [{"kind": "Dropout", "rate": 0.2}]
    for seed in (-1, 0.5, 2**32):
        with pytest.raises(Exception, match=f"below 2\\^32, not {seed}"):
            modules_page.evaluate(DROPOUT, [layers, {}, seed])


DENSE = {"kind": "Dense", "W": [[1, 2], [3, 4]], "b": [0, 0]}
NORM = {"kind": "LayerNorm", "gamma": [1, 1], "beta": [0, 0], "eps": 1e-5}
SGD = {"kind": "sgd", "lr": 0.1}
# [the layers, x, labels, optimizer, options of forward], and what the error names.
REFUSED = {
    "an unknown layer": [[{"kind": "Conv"}], '"Conv"'],
    "a name of Object's": [[{"kind": "constructor"}], '"constructor"'],
    "no layer": [[], "layers must be a list"],
    "a second layer of two": [[DENSE, {"kind": "GRU"}], 'layer 1: kind .* "GRU"'],
    "an unknown setting": [[DENSE | {"c": 3}], 'Dense has no "c"'],
    "a missing setting": [[{"kind": "Dropout"}], "rate must be .* not undefined"],
    "a rate of 2": [[{"kind": "Dropout", "rate": 2}], "rate must be .* not 2"],
    "a slope of 1": [[{"kind": "LeakyReLU", "slope": 1}], "slope must be .* not 1"],
    "a ragged W": [[DENSE | {"W": [[1, 2], [3]]}], r"W\[1\] has 1 numbers, but 2"],
    "a W with nan": [[DENSE | {"W": [[1, None]]}], r"W\[0\]\[1\] must be .* not null"],
    "a short b": [[DENSE | {"b": [0]}], "b has 1 numbers, but 2"],
    "an eps of 0": [[NORM | {"eps": 0}], "eps must be above 0, not 0"],
    "a residual that changes the width": [
        [
            {
                "kind": "Residual",
                "scale": 1,
                "layers": [{"kind": "Dense", "W": [[1], [2]], "b": [0]}],
            }
        ],
        "of 2 features, and what its layers make of it, of 1",
    ],
    "x too wide": [[DENSE], "Dense takes 2 features, got 3", [[1, 2, 3]]],
    "x ragged": [[DENSE], r"x\[1\] has 1 numbers", [[1, 2], [3]]],
    "x without rows": [[DENSE], r"x must be an array of rows .* not \[\]", []],
    "x with a gap": [[DENSE], r"x\[0\]\[1\] is \"a\"", [[1, "a"]]],
    "a label of 2": [[DENSE], "label 2 is not one of 0..1", [[1, 2]], [2]],
    "too many labels": [[DENSE], "1 examples need 1 labels, not 2", [[1, 2]], [0, 0]],
    "an unknown optimizer": [[DENSE], '"lion"', [[1, 2]], [0], {"kind": "lion", "lr": 1}],
    "sgd without lr": [[DENSE], "lr must be .* undefined", [[1, 2]], [0], {"kind": "sgd"}],
    "a momentum of sgd": [[DENSE], 'sgd has no "mu"', [[1, 2]], [0], SGD | {"mu": 1}],
    "a momentum of 1": [
        *([DENSE], "momentum must be .* not 1", [[1, 2]], [0]),
        {"kind": "momentum", "lr": 1, "momentum": 1},
    ],
    "a mask for no dropout": [
        *([DENSE], 'no Dropout is at place "0"', [[1, 2]], [0], SGD),
        {"training": True, "masks": {"0": [[1, 1]]}},
    ],
    "a mask too small": [
        *([{"kind": "Dropout", "rate": 0.5}], r"\[1,1\] does not fit .* \[1,2\]"),
        *([[1, 2]], [0], SGD, {"training": True, "masks": {"0": [[1]]}}),
    ],
}
TRY = """async ([layers, x, labels, optimizer, options]) => {
    const { fromSpec } = await import("/nncourse/live/engine.js");
    try {
        const net = fromSpec({kind: "Sequential", layers});
        net.forward(x, options);
        net.loss(labels);
        net.backward();
        net.step(optimizer);
        return "nothing was refused";
    } catch (error) {
        return error.message;
    }
}"""


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_is_named(modules_page, what):
    layers, named, *rest = REFUSED[what]
    defaults = [[[1, 2]], [0], SGD, {}]
    handed = [layers, *rest, *defaults[len(rest) :]]
    message = modules_page.evaluate(TRY, handed)
    assert re.search(named, message), message


ORDER = """async (calls) => {
    const { fromSpec } = await import("/nncourse/live/engine.js");
    const layers = [{kind: "Dense", W: [[1, 2]], b: [0, 0]}];
    const net = fromSpec({kind: "Sequential", layers});
    const call = {forward: () => net.forward([[1]]), loss: () => net.loss([0]),
        backward: () => net.backward(), step: () => net.step({kind: "sgd", lr: 1})};
    try {
        for (const name of calls) call[name]();
        return "";
    } catch (error) {
        return error.message;
    }
}"""


def test_a_call_out_of_order_says_what_comes_before(modules_page):
    whole = ["forward", "loss", "backward", "step"]
    assert modules_page.evaluate(ORDER, whole) == ""
    for i in range(1, 4):
        assert (
            modules_page.evaluate(ORDER, [whole[i]])
            == f"call {whole[i - 1]} before {whole[i]}"
        )
    stale = ["forward", "loss", "forward", "backward"]
    assert modules_page.evaluate(ORDER, stale) == "call loss before backward"
