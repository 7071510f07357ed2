// Searches, sorts and opens; everything that is shown is in the page already.
(function () {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const list = byId("list");
  const find = byId("find");
  const level = byId("level");
  const count = byId("count");
  const all = count.textContent;
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const schools = Array.from(list.children, (details) => {
    const cells = Array.from(details.querySelector(".row").children);
    const text = (name) => {
      const cell = details.querySelector(".row > ." + name);
      return cell ? cell.textContent : "";
    };
    return { details, cells, level: text("level"), text: fold(text("name") + " " + text("id")) };
  });
  const shown = () => schools.filter((school) => !school.details.hidden);

  function filter() {
    const words = fold(find.value).split(/\s+/);
    const wanted = level ? level.value : "";
    for (const school of schools) {
      const fits = words.every((word) => school.text.includes(word)) && (!wanted || school.level === wanted);
      school.details.hidden = !fits;
    }
    const left = shown().length;
    count.textContent = left === schools.length ? all : left + " of " + all;
    byId("none").hidden = left > 0;
    label();
  }

  const open = byId("open");
  const opening = () => shown().some((school) => !school.details.open);
  function label() {
    open.textContent = opening() ? "Open all shown" : "Close all shown";
  }
  open.addEventListener("click", () => {
    const opens = opening();
    for (const school of shown()) {
      school.details.open = opens;
    }
    label();
  });
  list.addEventListener("toggle", label, true);

  find.addEventListener("input", filter);
  if (level) {
    level.addEventListener("change", filter);
  }
  byId("tools").addEventListener("submit", (event) => {
    event.preventDefault();
    const first = shown()[0];
    if (first) {
      first.details.open = true;
      first.details.querySelector("summary").focus();
    }
  });

  const collator = new Intl.Collator("en", { numeric: true });
  const key = (school, column) => {
    const cell = school.cells[column];
    return cell.localName === "data" ? cell.getAttribute("value") : cell.textContent;
  };
  function compare(one, other, column, up) {
    const a = key(one, column);
    const b = key(other, column);
    if (a === "" || b === "") {
      return (a === "") - (b === "");
    }
    const order = one.cells[column].localName === "data" ? a - b : collator.compare(a, b);
    return up ? order : -order;
  }
  Array.from(byId("top").children).forEach((head, column, heads) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.textContent = "";
    head.append(button);
    button.addEventListener("click", () => {
      const number = head.classList.contains("n");
      const up = head.dataset.sorted ? head.dataset.sorted === "down" : !number;
      heads.forEach((each) => {
        delete each.dataset.sorted;
        each.firstChild.removeAttribute("aria-label");
      });
      head.dataset.sorted = up ? "up" : "down";
      button.setAttribute("aria-label", button.textContent + (up ? ", lowest first" : ", highest first"));
      schools.sort((one, other) => compare(one, other, column, up));
      list.append(...schools.map((school) => school.details));
    });
  });

  // The address always names the school opened last, so that it can be passed on.
  list.addEventListener("click", (event) => {
    const summary = event.target.closest("summary");
    const working = summary && summary.nextElementSibling;
    if (working && !summary.parentElement.open) {
      history.replaceState(null, "", "#" + working.id);
    }
  });

  function reveal() {
    const target = byId(location.hash.slice(1));
    const details = target && target.closest("details.school");
    if (details) {
      if (details.hidden) {
        find.value = "";
        if (level) {
          level.value = "";
        }
        filter();
      }
      details.open = true;
      details.scrollIntoView();
      details.querySelector("summary").focus({ preventScroll: true });
    } else if (location.hash === "#schools") {
      find.focus({ preventScroll: true });
    }
  }
  window.addEventListener("hashchange", reveal);
  byId("tools").hidden = false;
  reveal();
})();
