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
      const field = document.getElementById("q");
      if (field) field.focus(); else location.assign("/desk/search");
    } else if (key === "j" || key === "k") {
      event.preventDefault();
      move(key === "j" ? 1 : -1);
    } else {
      const button = items[at] && items[at].querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (button) { event.preventDefault(); button.click(); }
    }
  });
  const field = document.getElementById("q");
  if (field && !field.value) field.focus();
})();
