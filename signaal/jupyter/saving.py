"""What may a saved notebook hold of a lesson? No widget view and no widget state: they only come back as an error message."""

from signaal.show.pages import CONTENT

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
_REFERENCE = "IPY_MODEL_"  # how the state of a widget names another one


def strip_widgets(notebook):
    """Remove the widget views of our lessons from `notebook`, and their state, in place; a widget of somebody else stays.

    Args:
        notebook: a notebook as nbformat or JupyterLab holds it: a dict with cells and metadata.
    """
    ours = []
    for cell in _dicts(notebook.get("cells")):
        for output in _dicts(cell.get("outputs")):
            data = output.get("data")
            if isinstance(data, dict) and CONTENT in data:
                ours += [view.get("model_id") for view in _dicts([data.pop(WIDGET_VIEW, None)])]
                for bundle in _dicts([output.get("metadata")]):
                    bundle.pop(WIDGET_VIEW, None)
    for metadata in _dicts([notebook.get("metadata")]):
        for held in _dicts([widgets.get(WIDGET_STATE) for widgets in _dicts([metadata.get("widgets")])]):
            for models in _dicts([held.get("state")]):
                _forget(models, ours)
                if not models:
                    metadata.pop("widgets", None)


def _forget(models, ids):
    """Remove the state of these widgets from `models` {id: state}, and of the layout that each has for itself."""
    for id_ in ids:
        model = models.pop(id_, None) if isinstance(id_, str) else None
        for state in _dicts([part.get("state") for part in _dicts([model])]):
            layout = state.get("layout")
            if isinstance(layout, str):
                models.pop(layout.removeprefix(_REFERENCE), None)


def _dicts(parts):
    # A save must never fail on a notebook that another program left in an odd shape.
    return [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []


def pre_save_hook(model, path=None, contents_manager=None, **_):
    """Strip widgets from a notebook on its way to disk; JupyterLab's server calls this on every save.

    Args:
        model: the contents model; anything but a notebook is left alone.
        path: where it is saved, unused.
        contents_manager: the server's manager, unused.
    """
    if isinstance(model, dict) and model.get("type") == "notebook" and isinstance(model.get("content"), dict):
        strip_widgets(model["content"])
