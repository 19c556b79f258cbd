/* Added to pages by `kimgen serve` alone: reloads them when they change, shows what is wrong. */
(function () {
  "use strict";
  var version = document.currentScript.getAttribute("data-version");
  var source = null;

  function show(text) {
    var box = document.getElementById("kimgen-overlay");
    if (box) { box.remove(); }
    if (!text) { return; }
    box = document.createElement("div");
    box.id = "kimgen-overlay";
    box.setAttribute("role", "status");
    box.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:50vh;overflow:auto;" +
      "z-index:9999;margin:0;padding:12px;background:#2a1512;color:#fff;" +
      "font:14px/1.4 monospace;white-space:pre-wrap;overflow-wrap:anywhere;direction:ltr";
    box.textContent = text;
    box.addEventListener("click", function () { box.remove(); });
    document.body.appendChild(box);
  }

  /* A browser opens six connections to a host at most: a page that nobody sees gives its own up,
     and is told on its return what it missed. */
  function open() {
    if (source || document.hidden) { return; }
    source = new EventSource("/__kimgen/events?version=" + version);
    source.addEventListener("reload", function () { location.reload(); });
    source.addEventListener("problems", function (event) { show(JSON.parse(event.data)); });
  }

  function close() {
    if (source) { source.close(); source = null; }
  }

  document.addEventListener("visibilitychange", function () {
    if (document.hidden) { close(); } else { open(); }
  });
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", open);
  open();
})();
