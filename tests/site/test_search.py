"""Search finds the page that a reader means, in either spelling, a chapter first."""

from urllib.parse import urlencode

import pytest

CHAPTERS = "book/chapters/"
FIRST = {
    "initialization": "03-vanishing-gradients",
    "vanishing": "03-vanishing-gradients",
    "xavier": "03-vanishing-gradients",
    "exploding": "04-exploding-gradients",
    "gradient clipping": "04-exploding-gradients",
    "dying ReLU": "05-dead-relu-units",
    "batchnorm": "06-batch-normalisation",
    "batch normalization": "06-batch-normalisation",
    "lr": "07-learning-rate",
    "momentum": "07-learning-rate",
    "overfitting": "08-dropout",
    "regularization": "08-dropout",
    "dropout": "08-dropout",
}


@pytest.fixture
def found(open_page, address):
    """The addresses that a search shows, in order, from the site's root on."""

    def found(words):
        page = open_page(f"{address}/search.html?{urlencode({'q': words})}")
        page.locator("#search-results li a").first.wait_for(timeout=10_000)
        page.wait_for_function(
            "document.querySelector('.search-summary').innerText.includes('found')"
        )
        links = page.locator("#search-results li a").all()
        return [link.get_attribute("href") for link in links]

    return found


@pytest.mark.parametrize("words", FIRST)
def test_the_right_chapter_comes_first(words, found):
    assert CHAPTERS + FIRST[words] + ".html" in found(words)[0]


def test_a_page_is_found_by_either_spelling(found):
    page = "book/chapters/06-batch-normalisation.html"
    for words in ("initialisation", "initialization", "over-fitting", "overfitting"):
        assert any(page in link for link in found(words)), words


def test_a_page_is_found_by_its_title(found):
    assert "book/notation.html" in found("notation")[0]
    assert "book/glossary.html" in found("glossary")[0]


def test_an_excerpt_is_prose_without_the_words_of_figures(open_page, address):
    page = open_page(f"{address}/search.html?{urlencode({'q': 'batch'})}")
    page.wait_for_function(
        "document.querySelectorAll('#search-results li:has(.context)').length > 5"
    )
    text = page.evaluate(
        """async () => {
            const page = await fetch("book/chapters/02-backpropagation.html");
            return Search.htmlToText(await page.text(), "");
        }"""
    )
    assert text.strip().startswith("2. Backpropagation")
    assert "class OurDense" in text
    others = ("Pin to compare", "turning it needs JavaScript", "Before you go on",
              "import numpy")  # fmt: skip
    assert [words for words in others if words in text] == []
