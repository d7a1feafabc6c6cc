// Keys only: every page works without this file.
(() => {
  "use strict";
  const places = { f: "/desk", n: "/desk/findings", s: "/desk/stories", a: "/desk/alerts", r: "/desk/review", o: "/desk/sources", l: "/desk/log" };
  const items = [...document.querySelectorAll("[data-item]")];
  let at = -1, waiting = false;

  const move = (step) => {
    if (!items.length) return;
    if (items[at]) items[at].classList.remove("at");
    at = Math.max(0, Math.min(items.length - 1, at + step));
    items[at].classList.add("at");
    const target = items[at].matches("[tabindex]") ? items[at] : items[at].querySelector("a");
    if (target) target.focus();
    items[at].scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const key = event.key;
    if (waiting) {
      waiting = false;
      if (places[key]) { event.preventDefault(); location.assign(places[key]); }
    } else if (key === "g") {
      waiting = true;
    } else if (key === "/") {
      event.preventDefault();
      // What a sign of the time line says, below it: the browser's own hint comes late, and not at all to the keyboard.
  const readout = document.querySelector(".readout");
  const tell = (event) => {
    const sign = event.target.closest && event.target.closest(".years a");
    if (sign && readout) readout.textContent = sign.querySelector("title").textContent;
  };
  document.addEventListener("mouseover", tell);
  document.addEventListener("focusin", tell);

  const field = document.getElementById("q");
      if (field) field.focus(); else location.assign("/desk/search");
    } else if (key === "j" || key === "k") {
      event.preventDefault();
      move(key === "j" ? 1 : -1);
    } else {
      const found = items[at] && items[at].querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (found) { event.preventDefault(); found.matches("input") ? found.focus() : found.click(); }
    }
  });
  const field = document.getElementById("q");
  if (field && !field.value) field.focus();
})();
