"""Opens the ward where Python runs: with widgets in a kernel, with the page's own controls
on a page. A page without Python says where to press.
"""

from nncourse.chapters.ch09_training_clinic.messages import WARD
from nncourse.chapters.ch09_training_clinic.ward_panel import WardPanel
from nncourse.explore import book_build
from nncourse.explore.display import ipython_shell, publish


def open_ward(seed=1):
    """Patients without end, drawn from a seed."""
    shell = ipython_shell()
    if book_build.is_running():
        publish(shell, {"text/html": f"<p>{WARD['closed']}</p>"})
    elif show_panel := getattr(shell, "show_panel", None):
        show_panel(WardPanel(seed))
    elif getattr(shell, "kernel", None) is not None:
        from nncourse.chapters.ch09_training_clinic.ward_widgets import PanelWidget

        model = PanelWidget(WardPanel(seed)).box.model_id
        view = {"version_major": 2, "version_minor": 0, "model_id": model}
        publish(shell, {"application/vnd.jupyter.widget-view+json": view})
    else:
        print(WARD["terminal"])
