"""The contents beside each page, every chapter with its exercises below it.

`static/sidebar.js` marks there what the reader has begun and finished.
"""


def set_options(app, config):
    config.html_theme_options["show_navbar_depth"] = 2
    # The pill that leads to the top would float over text and controls.
    config.html_theme_options["back_to_top_button"] = False


def setup(app):
    app.connect("config-inited", set_options)
