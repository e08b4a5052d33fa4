// Boxes that can be ticked; the ticks stay in this browser and go nowhere else.
// Without script, and where the browser keeps nothing, the boxes are for paper.
"use strict";

(() => {
  const lists = [...document.querySelectorAll("[data-checklist]")];
  if (!lists.length) return;
  const place = `checklist-${lists[0].dataset.checklist}`;

  let ticked;
  try {
    ticked = new Set(JSON.parse(localStorage.getItem(place) ?? "[]"));
    localStorage.setItem(place, JSON.stringify([...ticked]));
  } catch {
    return;
  }

  for (const list of lists) {
    [...list.children].forEach((item, number) => {
      const box = document.createElement("input");
      box.type = "checkbox";
      box.className = "use-box";
      box.checked = ticked.has(number);
      box.addEventListener("change", () => tick(number, box.checked));
      item.querySelector(".use-box").replaceWith(box);
      const label = document.createElement("label");
      label.append(...item.childNodes);
      item.append(label);
    });
    list.nextElementSibling.classList.add("is-true");
  }

  // The list stands twice in the page, for a phone and for a desk.
  function tick(number, isTicked) {
    if (isTicked) ticked.add(number);
    else ticked.delete(number);
    localStorage.setItem(place, JSON.stringify([...ticked]));
    for (const list of lists) {
      list.children[number].querySelector("input").checked = isTicked;
    }
  }
})();
