// A JupyterLab renderer for application/vnd.signaal+json: level 2 of the design. A fresh clone works before any cell has
// run: untrusted, without a kernel. It hosts the very modules that anywidget hosts.
//
// Written by hand, without a build step: JupyterLab asks a prebuilt extension for no more than a container with `init`
// and `get` (webpack's module federation), and a renderer for no more than a Lumino widget with `renderModel`.

(() => {
  const MIME = "application/vnd.signaal+json";
  const here = new URL(".", document.currentScript.src);
  let shared;

  /** Take a library that JupyterLab already has; all copies in the shared scope are the same to us. */
  const take = async (name) => (await Object.values(shared[name])[0].get())();

  /** A model as the module wants it. There is nobody to save changes to: the module itself remembers on this page. */
  function modelFor(content) {
    const values = { content, state: {} };
    return { get: (name) => values[name], set: (name, value) => (values[name] = value), save_changes() {}, on() {}, off() {} };
  }

  async function mimeExtension() {
    const { Widget } = await take("@lumino/widgets");
    const { default: lesson } = await import(new URL("browser/widget.js", here));
    const style = document.createElement("link");
    Object.assign(style, { rel: "stylesheet", href: new URL("browser/widget.css", here) });
    document.head.append(style);

    class Renderer extends Widget {
      constructor({ sanitizer }) {
        super();
        // The notebook may come from anyone, and nobody has said that it is trusted.
        this.clean = (html) => sanitizer.sanitize(html);
      }

      async renderModel({ data }) {
        this.stop?.();
        this.stop = lesson.render({ model: modelFor(data[MIME]), el: this.node, clean: this.clean, page: data["text/html"] });
      }

      dispose() {
        this.stop?.();
        super.dispose();
      }
    }

    return {
      __esModule: true, // else JupyterLab takes this object itself for the extension, and does not start
      default: {
        id: "signaal:renderer",
        dataType: "json",
        rank: 40, // before text/html (50), after the live widget
        rendererFactory: { safe: true, mimeTypes: [MIME], createRenderer: (options) => new Renderer(options) },
      },
    };
  }

  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB.signaal = {
    init: (scope) => (shared = scope),
    get: async () => {
      const module = await mimeExtension();
      return () => module;
    },
  };
})();
