// Keeps a review while it is written, and takes marks from the number keys.
"use strict";

{
  const form = document.getElementById("review-form");
  const state = document.getElementById("review-state");
  const AFTER_TYPING = 2000;
  let isNew = false;
  let isLeaving = false;
  let waiting;

  // Each sending has a turn: what arrives late writes over nothing later.
  function take_turn() {
    form.elements.turn.value = Number(form.elements.turn.value) + 1;
  }

  async function keep() {
    if (!isNew || isLeaving) return;
    isNew = false;
    take_turn();
    try {
      const answer = await fetch(state.dataset.address, {
        method: "POST",
        body: new FormData(form),
        keepalive: true,
      });
      const { at, words } = await answer.json();
      if (!answer.ok) {
        state.textContent = words;
        return;
      }
      if (at) state.textContent = state.dataset.kept.replace("{time}", at);
    } catch {
      if (isLeaving) return;
      isNew = true;
      state.textContent = state.dataset.failed;
    }
  }

  form.addEventListener("input", () => {
    isNew = true;
    clearTimeout(waiting);
    waiting = setTimeout(keep, AFTER_TYPING);
  });

  form.addEventListener("submit", () => {
    isLeaving = true;
    clearTimeout(waiting);
    take_turn();
  });

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep();
  });

  window.addEventListener("beforeunload", (event) => {
    if (isNew && !isLeaving) event.preventDefault();
  });

  // A number key chooses that mark while one of the marks has the focus.
  form.addEventListener("keydown", (event) => {
    const radio = event.target;
    if (radio.type !== "radio" || event.ctrlKey || event.altKey || event.metaKey) return;
    const chosen = [...form.elements[radio.name]].find(
      (each) => each.value === event.key,
    );
    if (!chosen) return;
    event.preventDefault();
    chosen.click();
    chosen.focus();
  });
}
