"""What does a longer quiz cost? Time to show it, memory of the page, and time per click once it is filled in."""

from bench.clicks import MEASURE, parts
from bench.lab import open_page, open_server
from bench.peers import QUIZZES, ask, write_notebook
from tests.browser.conftest import SECOND

SIZES = (10, 100, 1000)  # questions
PAGES = {10: 3, 100: 3, 1000: 1}
CLICKS = 20  # in each page
PATIENCE = 120  # seconds that a quiz may take to show itself
MIB = 2**20

COUNT = """
console.log = () => {};
window.sent = 0;
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (data) {
    window.sent += data.byteLength ?? data.length;
    return send.call(this, data);
};
"""
SHOW = """
async ({ cell, first, last, patience }) => {
    window.jupyterapp.shell.currentWidget.content.activeCellIndex = cell;
    const start = performance.now();
    const passed = () => performance.now() - start;
    window.jupyterapp.commands.execute("notebook:run-cell");
    let shown = null;
    while (passed() < patience) {
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        if (shown === null && document.querySelector(first)?.checkVisibility()) shown = passed();
        if (shown !== null && document.querySelector(last)) return { shown, all: passed() };
    }
    return null;
}
"""
FILL = """
(questions) => {
    for (const { choose, press, next } of questions) {
        for (const part of [choose, press, next]) {
            const found = part ? document.querySelectorAll(part) : [];
            (found[1] ?? found[0])?.click();
        }
    }
}
"""
FILLED = """
(regions) => regions.every((region) => document.querySelector(region).textContent.trim())
"""


def _metrics(cdp):
    return {each["name"]: each["value"] for each in cdp.send("Performance.getMetrics")["metrics"]}


def _memory(cdp):
    """Return (MiB of JavaScript, DOM nodes) that are in use."""
    for _ in range(2):  # what the first round finalizes, the second can collect
        cdp.send("HeapProfiler.collectGarbage")
    metrics = _metrics(cdp)
    return metrics["JSHeapUsedSize"] / MIB, metrics["Nodes"]


def _clicks(lab, cdp, where):
    before, sent = _metrics(cdp)["TaskDuration"], lab.page.evaluate("window.sent")
    taken = [lab.page.evaluate(MEASURE, where | {"patience": 30 * SECOND}) for _ in range(CLICKS)]
    lab.page.wait_for_timeout(500)
    busy = (_metrics(cdp)["TaskDuration"] - before) / CLICKS * SECOND
    return taken, busy, (lab.page.evaluate("window.sent") - sent) / CLICKS


def measure(browser, address, folder, quiz, n):
    import time
    name = f"{quiz}-{n}.ipynb"
    write_notebook(folder / name, [ask(quiz, 1), ask(quiz, n)])
    with open_page(browser, address, folder) as lab:
        page = lab.page
        page.add_init_script(COUNT)
        t=time.time()
        lab.open(name)
        print("open", time.time()-t)
        cdp = page.context.new_cdp_session(page)
        cdp.send("Performance.enable")
        one, last = parts(quiz)["press"], parts(quiz, n)["press"]
        t=time.time()
        x=page.evaluate(SHOW, {"cell": 1, "first": one, "last": one, "patience": 30 * SECOND})
        print("warm", x, time.time()-t)
        lab.command("notebook:clear-all-cell-outputs")
        page.locator(one).first.wait_for(state="detached")
        lab.idle()
        print("cleared", time.time()-t)
        empty = _memory(cdp)
        print("gc", time.time()-t)
        t=time.time()
        shown = page.evaluate(SHOW, {"cell": 2, "first": one, "last": last, "patience": PATIENCE * SECOND})
        print(quiz, n, shown)
        if not shown: return
        lab.idle()
        print('idle', time.time()-t)
        full = _memory(cdp)
        print(empty, full)
        t=time.time()
        where = [parts(quiz, k) for k in range(1, n + 1)]
        if quiz=='signaal':
            for k, each in enumerate(where,1): each["next"] = f".signaal form:nth-of-type({k}) > .sg-row:last-child button:last-child"
        page.evaluate(FILL, where)
        print('filled', time.time()-t)
        page.wait_for_function(FILLED, arg=[each["feedback"] for each in where])
        lab.idle()
        print('filled', time.time()-t)
        print(_memory(cdp))
        if quiz=='signaal':
            page.evaluate(f"document.querySelector('.sg-summary li:nth-of-type({n//2}) button').click()")
        t=time.time()
        import os
        if os.environ.get('PROF'): return growth_prof(lab, cdp, quiz, n)
        def show(x):
            print(time.time()-t)
            from statistics import median
            a,busy,sent=x
            print({k: median(e[k] for e in a) for k in a[0]}, busy, sent)
        show(_clicks(lab, cdp, parts(quiz, n//2)))
        if quiz=='signaal':
            page.evaluate(f"document.querySelector('.signaal .sg-plain').click()")
            show(_clicks(lab, cdp, parts(quiz, n//2)))
            print(_memory(cdp))


def growth_prof(lab, cdp, quiz, n):
    import json
    cdp.send("Profiler.enable")
    cdp.send("Profiler.setSamplingInterval", {"interval": 200})
    for mode in ("one", "all"):
        if mode == "all":
            lab.page.evaluate("document.querySelector('.signaal .sg-plain').click()")
            lab.page.wait_for_timeout(1000)
        cdp.send("Profiler.start")
        x = _clicks(lab, cdp, parts(quiz, n//2))
        prof = cdp.send("Profiler.stop")["profile"]
        from statistics import median
        a,busy,sent=x
        print({k: median(e[k] for e in a) for k in a[0]}, busy, sent)
        nodes={x["id"]:x for x in prof["nodes"]}
        from collections import Counter
        self_=Counter(); 
        for s,d in zip(prof["samples"],prof["timeDeltas"]): self_[s]+=d
        by=Counter(); tot=Counter()
        parent={c:x["id"] for x in prof["nodes"] for c in x.get("children",[])}
        def nm(x):
            f=nodes[x]["callFrame"]; return f'{f["functionName"] or "?"} {f["url"][-40:]}:{f["lineNumber"]+1}'
        for s,d in self_.items():
            by[nm(s)]+=d
            seen=set(); c=s
            while c:
                m=nm(c)
                if m not in seen: tot[m]+=d; seen.add(m)
                c=parent.get(c)
        print(mode,"SELF ms per round")
        for k,v in by.most_common(18): print("   %8.2f %s"%(v/1000/CLICKS,k))
        print(mode,"TOTAL")
        for k,v in tot.most_common(45): print("   %8.2f %s"%(v/1000/CLICKS,k))
