// How does a chart get the width there is? JupyterLab's own renderer draws it, with the width of its place in the spec: a picture
// that is made smaller has letters that nobody can read on a phone. A spec that follows its container makes JupyterLab hang.
//
// signaal/make/drawings.py has the same rules for the website: title and source are text, `smal` tells a chart that it is narrow.

import { make } from "./browser/page.js";

const MIME = "application/vnd.vegalite.v5+json";
const NARROW = 480; // below this, what stands beside and below the axes takes more lines

const lines = (text) => [text ?? []].flat();

/** A spec without its title, and without the source in the picture. */
function bare(spec) {
  if (Array.isArray(spec)) return spec.map(bare);
  if (!spec || typeof spec !== "object") return spec;
  const isSource = (value) => typeof value === "string" && value.startsWith("Bron: ");
  return Object.fromEntries(
    Object.entries(spec).map(([key, value]) => [key, isSource(value) ? (key === "text" ? "" : null) : bare(value)]),
  );
}

/** The picture of a chart, `width` wide; `more` is what is left of that for parts that have been drawn as they are. */
function at({ title, usermeta, data, params, ...spec }, width, more = 0) {
  const drawn = { ...bare(spec), usermeta, data };
  if (params) drawn.params = params.map((param) => (param.name === "smal" ? { ...param, value: width < NARROW } : param));
  if (drawn.vconcat) drawn.vconcat = drawn.vconcat.map((part) => ({ ...part, width: part.width + more }));
  else drawn.width = width;
  return drawn;
}

/** Let the charts of ours in a panel be drawn as wide as their place; those of others stay as they are. */
export function fitCharts({ Widget }, { content: { rendermime } }) {
  const theirs = rendermime.getFactory(MIME);
  if (!theirs) return;

  class Chart extends Widget {
    constructor(options) {
      super();
      this.inner = theirs.createRenderer(options);
      this.picture = make("div");
      this.width = 0; // of what is drawn
      this.place = new ResizeObserver(() => this.draw());
    }

    renderModel(model) {
      const spec = model.data[MIME];
      if (!spec?.usermeta?.signaal) {
        this.node.append(this.inner.node);
        return this.inner.renderModel(model);
      }
      const { text, subtitle } = typeof spec.title === "string" ? { text: spec.title } : (spec.title ?? {});
      Object.assign(this, { model, width: 0 });
      this.addClass("signaal-chart");
      this.picture.append(this.inner.node);
      // For the ear the title is the name of the picture.
      this.node.replaceChildren(
        make("p", { "aria-hidden": "true" }, make("strong", {}, lines(text).join(" "))),
        make("p", {}, lines(subtitle).join(" ")),
        this.picture,
      );
      this.place.observe(this.picture);
      return this.draw();
    }

    /** One drawing at a time, when there is a place and it is another one than before. */
    async draw() {
      const width = this.picture.clientWidth;
      if (!width || width === this.width || this.drawing || this.isDisposed) return;
      this.width = width;
      this.drawing = true;
      try {
        await this.show(width);
        // What stands beside the axes of several parts is known when they are drawn.
        const { width: drawn, pixelRatio } = this.picture.querySelector("canvas");
        const more = width - drawn / (pixelRatio ?? 1);
        if (this.model.data[MIME].vconcat && more) await this.show(width, more);
      } finally {
        this.drawing = false;
      }
      this.draw();
    }

    /** The notebook keeps the spec as it is, and gets no picture beside it. */
    show(width, more) {
      const { data, metadata } = this.model;
      return this.inner.renderModel({ data: { [MIME]: at(data[MIME], width, more) }, metadata, setData() {} });
    }

    dispose() {
      this.place.disconnect();
      this.inner.dispose();
      super.dispose();
    }
  }
  rendermime.addFactory({ safe: true, mimeTypes: [MIME], createRenderer: (options) => new Chart(options) }, rendermime.getRank(MIME));
}
