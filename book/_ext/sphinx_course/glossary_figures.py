"""Where a term of the glossary can be seen: a link below its definition to a figure.

`SEE` is the one place that says which. A figure that its chapter no longer has is a
warning, and so ends the build.
"""

from docutils import nodes
from sphinx.util import logging

from .messages import MESSAGES

GLOSSARY = "book/glossary"
CHAPTERS = "book/chapters/"
# term: chapter and figure, by the name under which `explore` shows it
SEE = {
    "accuracy": ("01-reading-digits", "mistakes"),
    "activation spread": ("03-vanishing-gradients", "activations-by-layer"),
    "Adam": ("07-learning-rate", "rate-by-rate"),
    "backpropagation": ("02-backpropagation", "matrix-step"),
    "batch normalisation": ("06-batch-normalisation", "feature"),
    "born dead": ("05-dead-relu-units", "born-dead"),
    "catapult": ("07-learning-rate", "edge-of-stability"),
    "chain rule": ("02-backpropagation", "chain"),
    "clipping by norm": ("04-exploding-gradients", "bad-batch"),
    "cross-entropy": ("01-reading-digits", "ten-probabilities"),
    "dead unit": ("05-dead-relu-units", "one-step"),
    "depth": ("03-vanishing-gradients", "deeper-networks"),
    "divergence": ("04-exploding-gradients", "rescues"),
    "dropout": ("08-dropout", "dropped"),
    "early stopping": ("08-dropout", "rivals"),
    "edge of stability": ("07-learning-rate", "edge-of-stability"),
    "effective rate": ("06-batch-normalisation", "decayed"),
    "exploding gradient": ("04-exploding-gradients", "large-weights"),
    "GELU": ("05-dead-relu-units", "unit-curves"),
    "gradient": ("02-backpropagation", "tangent"),
    "gradient check": ("02-backpropagation", "planted-fault"),
    "gradient norm": ("03-vanishing-gradients", "gradient-flow"),
    "He initialisation": ("03-vanishing-gradients", "signal-and-gradient"),
    "healthy twin": ("09-training-clinic", "treated-1"),
    "hidden layer": ("01-reading-digits", "bend"),
    "internal covariate shift": ("06-batch-normalisation", "reasons"),
    "label noise": ("08-dropout", "overfitting"),
    "layer normalisation": ("06-batch-normalisation", "sizes"),
    "LeakyReLU": ("05-dead-relu-units", "brake"),
    "likeness": ("03-vanishing-gradients", "deeper-networks"),
    "learning rate": ("07-learning-rate", "bowl"),
    "logits": ("01-reading-digits", "network-at-work"),
    "loss": ("01-reading-digits", "learning"),
    "loss of plasticity": ("05-dead-relu-units", "plasticity"),
    "momentum": ("07-learning-rate", "bowl"),
    "Monte-Carlo dropout": ("08-dropout", "ensembles"),
    "orthogonal initialisation": ("04-exploding-gradients", "products"),
    "over-fitting": ("08-dropout", "overfitting"),
    "recurrent network": ("04-exploding-gradients", "recurrent"),
    "regularisation": ("08-dropout", "rivals"),
    "ReLU": ("03-vanishing-gradients", "slopes-and-weights"),
    "residual connection": ("03-vanishing-gradients", "residual-block"),
    "RMS normalisation": ("06-batch-normalisation", "sizes"),
    "running statistics": ("06-batch-normalisation", "statistics"),
    "saturation": ("03-vanishing-gradients", "slopes-and-weights"),
    "schedule": ("07-learning-rate", "rate-and-schedule"),
    "SGD": ("01-reading-digits", "two-weights"),
    "sharpness": ("07-learning-rate", "edge-of-stability"),
    "sigmoid": ("03-vanishing-gradients", "slopes-and-weights"),
    "SiLU": ("05-dead-relu-units", "unit-curves"),
    "softmax": ("01-reading-digits", "ten-probabilities"),
    "tanh": ("03-vanishing-gradients", "slopes-and-weights"),
    "telemetry": ("03-vanishing-gradients", "sigmoid-and-cure"),
    "unit": ("01-reading-digits", "one-unit"),
    "vanishing gradient": ("03-vanishing-gradients", "signal-and-gradient"),
    "warm-up": ("07-learning-rate", "warm-up"),
    "weight decay": ("08-dropout", "rivals"),
    "weight scaling": ("08-dropout", "ensembles"),
    "width": ("01-reading-digits", "learning"),
    "Xavier initialisation": ("03-vanishing-gradients", "signal-and-gradient"),
}
logger = logging.getLogger(__name__)


def section_of(doctree, figure):
    """The title of the section in which a figure stands, or None if there is no such."""
    for output in doctree.findall(nodes.raw):
        if f'id="{figure}"' in output.astext():
            while not isinstance(output, nodes.section):
                output = output.parent
            return output.next_node(nodes.title).astext()
    return None


def link_to_figures(app, doctree, docname):
    if docname != GLOSSARY:
        return
    for term in doctree.findall(nodes.term):
        if term.astext() in SEE:
            stem, name = SEE[term.astext()]
            page, figure = CHAPTERS + stem, f"explore-{name}"
            if page not in app.env.found_docs:
                continue  # a book of a few pages, built to look at them
            section = section_of(app.env.get_doctree(page), figure)
            if section is None:
                logger.warning("glossary_figures: %s has no figure %s", page, name)
                continue
            words = MESSAGES["see_it"].format(number=int(stem[:2]), section=section)
            target = f"{app.builder.get_relative_uri(docname, page)}#{figure}"
            link = nodes.reference("", words, refuri=target, internal=True)
            term.parent[-1] += nodes.paragraph("", "", link, classes=["see-it"])


def setup(app):
    app.connect("doctree-resolved", link_to_figures)
