"""A chart of ours in JupyterLab: drawn as wide as its place, so that its letters are as large as its spec says."""

import nbformat
import pytest
from conftest import ROOT, WINDOW
from playwright.sync_api import expect

from signaal.course.course import Course
from signaal.show.charts import MIME, load_chart

pytestmark = pytest.mark.browser
NOTEBOOK = "notebooks/grafieken.ipynb"
CHARTS = sorted(path.name.split(".")[0] for path in (ROOT / "data" / "charts").glob("*.vl.json"))
# Of each picture: how wide is it drawn, shown, and its place?
WIDTHS = """charts => charts.map((chart) => {
    const picture = chart.querySelector("canvas");
    return [picture.width / (picture.pixelRatio ?? 1), picture.getBoundingClientRect().width, chart.clientWidth].map(Math.round);
})"""


def write_all(folder):
    """Write a notebook that shows every chart, and one spec that is nobody's of the kit."""
    specs = [load_chart(name, Course(ROOT))[0] for name in CHARTS]
    specs.append({**specs[0], "usermeta": {}, "width": 200})
    cells = [nbformat.v4.new_markdown_cell("# Grafieken")]
    for spec in specs:
        options = {MIME: {"embed_options": {"actions": False}}}  # as show_chart
        output = nbformat.v4.new_output("display_data", {MIME: spec}, metadata=options)
        cells.append(nbformat.v4.new_code_cell("", execution_count=1, outputs=[output]))
    metadata = {"signaal": {}, "kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), folder / NOTEBOOK)


def test_every_chart_is_drawn_as_wide_as_its_place_and_again_when_that_changes(lab):
    write_all(lab.folder)
    lab.open(NOTEBOOK, kernel=False)
    charts = lab.page.locator(".signaal-chart")
    before = 0
    for width in (400, 700, 1280):
        lab.page.set_viewport_size({"width": width, "height": 6000})
        expect(charts.locator("canvas")).to_have_count(len(CHARTS))
        lab.page.wait_for_function(
            f"""before => {{
                const widths = ({WIDTHS})([...document.querySelectorAll(".signaal-chart")]);
                return widths.every(([drawn, shown, place]) => shown > before && drawn >= place - 12 && drawn <= place + 1);
            }}""",
            arg=before,
        )
        widths = charts.evaluate_all(WIDTHS)
        assert all(abs(drawn - shown) <= 1 for drawn, shown, _ in widths), (
            "letters of another size than in the spec"
        )
        before = max(shown for _, shown, _ in widths)
        scrolls = "node => node.scrollWidth > node.clientWidth"
        assert not lab.page.locator(".jp-WindowedPanel-outer").evaluate(scrolls)
    lab.page.set_viewport_size(WINDOW)
    expect(charts.nth(1).locator("strong")).to_have_text(
        "Wie je het vraagt en wat je vraagt bepaalt welk percentage je vindt"
    )
    # What is nobody's of the kit stays JupyterLab's, and the notebook stays as it is.
    assert lab.page.locator(".vega-embed").count() == len(CHARTS) + 1
