// Steps change places by two buttons each; their numbers follow.
"use strict";

{
  const group = document.getElementById("steps-group");
  const words = document.getElementById("order-of-steps")?.dataset;

  const rows = () => [...group.querySelectorAll(".inline-related:not(.empty-form)")];
  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const isRemoved = (row) => Boolean(field(row, "DELETE")?.checked);
  const staying = () => rows().filter((row) => !isRemoved(row));

  function nameOf(row) {
    const titles = [field(row, "title_zh"), field(row, "title_en")];
    const title = titles.map((input) => input?.value.trim()).find(Boolean);
    return title ?? words.step.replace("{number}", field(row, "position").value);
  }

  function number() {
    const steps = staying();
    steps.forEach((row, index) => {
      field(row, "position").value = index + 1;
      const label = row.querySelector(".inline_label");
      const after = label.textContent.replace(/^\s*(#?\d+\.?)?\s*/, "");
      label.textContent = `${index + 1}. ${after}`;
      row.querySelector("[data-move='-1']").disabled = index === 0;
      row.querySelector("[data-move='1']").disabled = index === steps.length - 1;
    });
  }

  function move(row, by) {
    const steps = staying();
    const at = steps.indexOf(row);
    const neighbour = steps[at + by];
    if (!neighbour) return;
    if (by < 0) neighbour.before(row);
    else neighbour.after(row);
    number();
    document.getElementById("order-of-steps").textContent = words.moved
      .replace("{name}", nameOf(row))
      .replace("{number}", at + by + 1)
      .replace("{count}", steps.length);
    // Typed or moved: either way there is something to save.
    row.dispatchEvent(new Event("input", { bubbles: true }));
    const [same, other] = [by, -by].map((way) =>
      row.querySelector(`[data-move='${way}']`),
    );
    (same.disabled ? other : same).focus();
  }

  function addButtons(row) {
    const place = document.createElement("span");
    place.className = "move-step";
    for (const [by, text] of [[-1, words.up], [1, words.down]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.move = by;
      button.textContent = text;
      button.addEventListener("click", () => move(row, by));
      button.addEventListener("focus", () => {
        button.setAttribute("aria-label", `${text}: ${nameOf(row)}`);
      });
      place.append(button);
    }
    row.querySelector("h3").append(place);
    field(row, "position").readOnly = true;
    field(row, "DELETE")?.addEventListener("change", number);
  }

  // A page that is only read has no fields.
  const mayChange = group?.querySelector("[name$='-position']");
  if (mayChange) {
    rows().forEach(addButtons);
    if (rows().length) number();
    document.addEventListener("formset:added", (event) => {
      if (event.detail.formsetName !== "steps") return;
      addButtons(event.target);
      number();
    });
    document.addEventListener("formset:removed", (event) => {
      if (event.detail.formsetName === "steps") number();
    });
  }
}
