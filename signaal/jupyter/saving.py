"""What may a saved notebook hold? No widget view and no widget state: they only come back as an error message."""

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def strip_widgets(notebook):
    """Remove every widget view and all widget state from `notebook`, in place.

    Args:
        notebook: a notebook as nbformat or JupyterLab holds it: a dict with cells and metadata.
    """
    for part in _dicts([notebook.get("metadata")]):
        part.pop("widgets", None)
    for cell in _dicts(notebook.get("cells")):
        for output in _dicts(cell.get("outputs")):
            for bundle in _dicts([output.get("data"), output.get("metadata")]):
                bundle.pop(WIDGET_VIEW, None)


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
