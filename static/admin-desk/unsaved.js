// Keeps what is typed on the server, and asks before unsaved work is left.
"use strict";

{
  const state = document.getElementById("unsaved-state");
  const form = state?.form ?? state?.closest("form");
  const AFTER_TYPING = 3000;
  const holdsUnsaved = state?.dataset.unsaved !== undefined;
  // What stood in the form at first, and what of it the server has.
  let atFirst;
  let kept;
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

  // Scripts of the admin announce changes that are none, some whenever a page opens.
  const content = () =>
    [...new FormData(form)]
      .map(([name, value]) => `${name}=${value instanceof File ? value.name : value}`)
      .join("\n");

  async function keep() {
    const now = content();
    if (now === kept || isLeaving) return;
    const before = kept;
    kept = now;
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
      kept = before;
      state.textContent = state.dataset.failed;
    }
  }

  function note() {
    clearTimeout(waiting);
    waiting = setTimeout(keep, AFTER_TYPING);
  }

  function watch() {
    atFirst = kept = content();
    form.addEventListener("input", note);
    // Fields with suggestions tell their changes through jQuery alone.
    window.django.jQuery(form).on("change", note);
    form.addEventListener("submit", () => {
      isLeaving = true;
      clearTimeout(waiting);
      keeping?.abort();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "hidden" || isLeaving) return;
      const now = content();
      if (now === kept) return;
      kept = now;
      navigator.sendBeacon(state.dataset.address, words());
    });
    window.addEventListener("beforeunload", (event) => {
      if (isLeaving) return;
      if (holdsUnsaved || content() !== atFirst) event.preventDefault();
    });
  }

  // After the ready functions that fill the fields.
  if (form) window.django.jQuery(watch);
}
