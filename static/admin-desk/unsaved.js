// Keeps what is typed on the server, and asks before unsaved work is left.
"use strict";

{
  const state = document.getElementById("unsaved-state");
  const form = state?.form ?? state?.closest("form");
  const AFTER_TYPING = 3000;
  let changed = state?.dataset.unsaved !== undefined;
  let isNew = false;
  let isLeaving = false;
  let waiting;
  let keeping;

  // Files stay out: what is kept is words.
  function words() {
    const data = new FormData(form);
    for (const [name, value] of [...data]) {
      if (value instanceof File) data.delete(name);
    }
    return data;
  }

  async function keep() {
    if (!isNew || isLeaving) return;
    isNew = false;
    keeping = new AbortController();
    try {
      const answer = await fetch(state.dataset.address, {
        method: "POST",
        body: words(),
        signal: keeping.signal,
      });
      if (!answer.ok) throw new Error(answer.statusText);
      const { at } = await answer.json();
      state.textContent = state.dataset.kept.replace("{time}", at);
    } catch {
      if (isLeaving) return;
      isNew = true;
      state.textContent = state.dataset.failed;
    }
  }

  function note() {
    changed = true;
    isNew = true;
    clearTimeout(waiting);
    waiting = setTimeout(keep, AFTER_TYPING);
  }

  if (form) {
    form.addEventListener("input", note);
    // Fields with suggestions tell their changes through jQuery alone.
    window.django.jQuery(form).on("change", note);
    form.addEventListener("submit", () => {
      isLeaving = true;
      clearTimeout(waiting);
      keeping?.abort();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "hidden" || !isNew || isLeaving) return;
      isNew = false;
      navigator.sendBeacon(state.dataset.address, words());
    });
    window.addEventListener("beforeunload", (event) => {
      if (changed && !isLeaving) event.preventDefault();
    });
  }
}
