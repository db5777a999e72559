// What the kit adds to JupyterLab. A renderer for application/vnd.signaal+json, level 2 of the design: a fresh clone works
// before any cell has run, untrusted, without a kernel, and hosts the very modules that anywidget hosts. And plugins: how a
// lesson looks (stage.js), what of it stays (stays.js), how a figure opens its note (figures.js), the list of lessons (lessons.js), and a lesson with a group (group.js).
//
// Written by hand, without a build step: JupyterLab asks a prebuilt extension for no more than a container with `init`
// and `get` (webpack's module federation), a renderer for no more than a Lumino widget with `renderModel`, and a plugin for
// no more than an object with `activate`.

(() => {
  const MIME = "application/vnd.signaal+json";
  const here = new URL(".", document.currentScript.src);
  let shared;

  /** Take a library that JupyterLab already has; all copies in the shared scope are the same to us. */
  const take = async (name) => (await Object.values(shared[name])[0].get())();

  /** A model as the module wants it. There is nobody to tell: the module itself remembers on this page. */
  function modelFor(content) {
    const values = { content, state: {} };
    return { get: (name) => values[name], send() {} };
  }

  function addStyle(name) {
    const style = document.createElement("link");
    Object.assign(style, { rel: "stylesheet", href: new URL(`browser/${name}`, here) });
    document.head.append(style);
  }

  /** Where answers stay: the server, or in a lab without one (signaal/make/lite.py) the browser; returns how its words come in content. */
  async function hostOfAnswers() {
    const { signaalShelf, baseUrl } = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
    if (!signaalShelf) return (content) => content;
    const [{ keepInTab }, { withShelfWords }] = await Promise.all([import(new URL("tab.js", here)), import(new URL("browser/shelf.js", here))]);
    keepInTab(signaalShelf, new URL(`${baseUrl}signaal/known`, location.href));
    return (content) => withShelfWords(content, signaalShelf.words);
  }

  async function mimeExtension() {
    const { Widget } = await take("@lumino/widgets");
    const { default: lesson } = await import(new URL("browser/widget.js", here));
    addStyle("widget.css");
    const suited = await hostOfAnswers();

    class Renderer extends Widget {
      constructor({ sanitizer }) {
        super();
        // The notebook may come from anyone, and nobody has said that it is trusted.
        this.clean = (html) => sanitizer.sanitize(html);
      }

      async renderModel({ data }) {
        // Without a server a text comes as the file has it: in lines.
        this.stop?.();
        this.stop = lesson.render({ model: modelFor(suited(data[MIME])), el: this.node, clean: this.clean, page: [data["text/html"]].flat().join("") });
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

  async function extension() {
    const [{ stagePlugin }, { staysPlugin }, { figuresPlugin }, { lessonsPlugin, askCourse }, { groupPlugin }, ...libraries] = await Promise.all([
      import(new URL("stage.js", here)),
      import(new URL("stays.js", here)),
      import(new URL("figures.js", here)),
      import(new URL("lessons.js", here)),
      import(new URL("group.js", here)),
      take("@lumino/widgets"),
      ...["application", "apputils", "mainmenu", "notebook", "ui-components"].map((name) => take(`@jupyterlab/${name}`)),
    ]);
    const lab = Object.assign({}, ...libraries); // tokens and classes, by name
    addStyle("stage.css");
    let tell;
    const course = new Promise((resolve) => (tell = resolve));
    const ask = {
      id: "signaal:course",
      autoStart: true,
      // When JupyterLab stands: what it shows first must not wait for us. Nothing is returned: that would be waited for.
      activate(app) {
        app.restored.then(() => tell(askCourse(app)));
      },
    };
    return { __esModule: true, default: [ask, stagePlugin(lab, course), staysPlugin(lab, course), figuresPlugin(lab, course), lessonsPlugin(lab, course), groupPlugin(lab, course)] };
  }

  const modules = { "./mimeExtension": mimeExtension, "./extension": extension };

  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB.signaal = {
    init: (scope) => (shared = scope),
    get: async (name) => {
      const module = await modules[name]();
      return () => module;
    },
  };
})();
