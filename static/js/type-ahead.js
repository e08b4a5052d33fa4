// Suggestions under the search field while somebody types; without script the field
// stays an ordinary one. The combobox pattern of the ARIA Authoring Practices Guide,
// with a list that is chosen from by hand: focus stays in the field, Enter without a
// choice searches.
"use strict";

(() => {
  const PAUSE_MS = 150; // between the last key and the question
  const MOST_KEPT = 100; // answers of this page

  const field = document.getElementById("search-field");
  const box = field?.closest("[data-suggestions]");
  if (!box) return;

  const list = document.createElement("div");
  const announcement = document.createElement("p");
  const answers = new Map();
  let options = [];
  let chosen = -1;
  let isComposing = false;
  let timer = 0;
  let request = null;

  function start() {
    list.id = "search-suggestions";
    list.className = "search-suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", box.dataset.suggestionsLabel);
    announcement.className = "visually-hidden";
    announcement.setAttribute("aria-live", "polite");
    box.append(list, announcement);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "false");

    field.addEventListener("input", () => isComposing || askSoon());
    field.addEventListener("compositionstart", () => {
      isComposing = true;
      close();
    });
    field.addEventListener("compositionend", () => {
      isComposing = false;
      askSoon();
    });
    field.addEventListener("keydown", onKey);
    field.addEventListener("blur", close);
    // The field keeps the focus while an option is pressed.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    document.addEventListener("submit", (event) => event.target === field.form && close());
  }

  function askSoon() {
    clearTimeout(timer);
    request?.abort();
    if (!field.value.trim()) {
      close();
      announcement.textContent = "";
      return;
    }
    timer = setTimeout(ask, PAUSE_MS);
  }

  async function ask() {
    const question = field.value.trim();
    request = new AbortController();
    const { signal } = request;
    try {
      const answer = await answerTo(question, signal);
      const isWanted = question === field.value.trim() && !isComposing;
      if (isWanted && document.activeElement === field) show(answer);
    } catch {
      // The field searches without suggestions too.
      if (!signal.aborted) close();
    }
  }

  async function answerTo(question, signal) {
    if (answers.has(question)) return answers.get(question);
    const address = `${box.dataset.suggestions}?${new URLSearchParams({ q: question })}`;
    const response = await fetch(address, { signal, credentials: "omit" });
    if (!response.ok) throw new Error(response.statusText);
    const answer = await response.json();
    if (answers.size >= MOST_KEPT) answers.clear();
    answers.set(question, answer);
    return answer;
  }

  function show(answer) {
    list.replaceChildren(...answer.groups.map(group));
    list.scrollTop = 0;
    options = [...list.querySelectorAll("[role=option]")];
    options.forEach((option, place) => {
      option.id = `search-suggestion-${place}`;
    });
    choose(-1);
    announcement.textContent = answer.announcement;
    open();
  }

  function group({ label, suggestions }, place) {
    const element = document.createElement("div");
    const heading = document.createElement("div");
    heading.id = `search-suggestions-kind-${place}`;
    heading.className = "suggestions-kind";
    heading.setAttribute("role", "presentation");
    heading.textContent = label;
    element.setAttribute("role", "group");
    element.setAttribute("aria-labelledby", heading.id);
    element.append(heading, ...suggestions.map(option));
    return element;
  }

  function option({ url, name, language, note, note_language: noteLanguage }) {
    const link = document.createElement("a");
    link.className = "suggestion";
    link.href = url + compared();
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    link.append(
      text("suggestion-name", name, language),
      " ",
      text("suggestion-note", note, noteLanguage),
    );
    return link;
  }

  // The methods chosen to be compared go along, as in every link of a list.
  function compared() {
    const numbers = new URLSearchParams(location.search).getAll("compare");
    if (!numbers.length) return "";
    return `?${new URLSearchParams(numbers.map((number) => ["compare", number]))}`;
  }

  function text(className, pieces, language) {
    const element = document.createElement("span");
    element.className = className;
    if (language) element.lang = language;
    for (const [piece, isHit] of pieces) {
      const part = isHit ? document.createElement("mark") : null;
      part?.append(piece);
      element.append(part ?? piece);
    }
    return element;
  }

  function open() {
    list.hidden = options.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
  }

  function close() {
    clearTimeout(timer);
    request?.abort();
    choose(-1);
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
  }

  function choose(place) {
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = place;
    const option = options[place];
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  }

  function move(step) {
    if (list.hidden) {
      if (!options.length) return askSoon();
      open();
      if (step === 0) return;
    }
    const last = options.length - 1;
    if (step > 0) choose(chosen === last ? 0 : chosen + 1);
    else choose(chosen <= 0 ? last : chosen - 1);
  }

  function onKey(event) {
    // Safari tells of the key that ends a composition by its code alone.
    if (event.isComposing || isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const act = KEYS[event.key];
    if (act && act(event) !== false) event.preventDefault();
  }

  // An action that returns false leaves the key to the browser.
  const KEYS = {
    ArrowDown: (event) => move(event.altKey ? 0 : 1),
    ArrowUp: (event) => (event.altKey ? close() : move(-1)),
    Enter: () => (chosen < 0 ? false : options[chosen].click()),
    Escape: () => (list.hidden ? false : close()),
    Tab: () => (close(), false),
    Home: () => (choose(-1), false),
    End: () => (choose(-1), false),
    ArrowLeft: () => (choose(-1), false),
    ArrowRight: () => (choose(-1), false),
  };

  start();
})();
