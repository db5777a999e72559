"""What may a saved notebook hold? No widget view and no widget state: they only come back as an error message."""

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def strip_widgets(notebook):
    """Remove every widget view and all widget state from `notebook`, in place.

    Args:
        notebook: a notebook as nbformat or JupyterLab holds it: a dict with cells and metadata.
    """
    notebook.get("metadata", {}).pop("widgets", None)
    for cell in notebook.get("cells", ()):
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop(WIDGET_VIEW, None)


def pre_save_hook(model, path=None, contents_manager=None, **_):
    """Strip widgets from a notebook on its way to disk; JupyterLab's server calls this on every save.

    It is set as ContentsManager.pre_save_hook in signaal/jupyter/server_config.json.

    Args:
        model: the contents model; anything but a notebook is left alone.
        path: where it is saved, unused.
        contents_manager: the server's manager, unused.
    """
    if model.get("type") == "notebook" and isinstance(model.get("content"), dict):
        strip_widgets(model["content"])
