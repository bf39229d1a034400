"""The contents beside each page, every chapter with its exercises below it.

`static/sidebar.js` marks there what the reader has begun and finished.
"""


def show_exercises(app, config):
    config.html_theme_options["show_navbar_depth"] = 2


def setup(app):
    app.connect("config-inited", show_exercises)
