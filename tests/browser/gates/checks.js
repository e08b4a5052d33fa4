// What a page is asked in the browser. Each check returns a list of faults in words.
// The file is one expression, an object of functions.
({
  // Nothing may reach past the right edge of the window, but in a region that scrolls.
  sidewaysScrolling() {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const scrolls = (element) =>
      element.closest(".table-region, [tabindex='0']") !== null;
    const wide = [...document.querySelectorAll("body *")]
      .filter((element) => !scrolls(element))
      .filter((e) => e.getBoundingClientRect().right > root.clientWidth + 0.5);
    return [`${root.scrollWidth} px: ${wide.slice(-2).map((e) => this.name(e))}`];
  },

  headings() {
    const shown = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(
      (heading) => heading.checkVisibility()
    );
    const levels = shown.map((heading) => Number(heading.tagName[1]));
    const faults = [];
    if (levels.filter((level) => level === 1).length !== 1)
      faults.push("not one heading of the first level");
    levels.forEach((level, place) => {
      if (level > (place ? levels[place - 1] : 0) + 1)
        faults.push(`a level is left out before ${this.name(shown[place])}`);
    });
    return faults;
  },

  // WCAG 2.5.8 for all; a link inside a sentence is as high as its line.
  targets(least) {
    return this.controls()
      .filter((control) => !this.isInSentence(control))
      .map((control) => [control, this.target(control)])
      .filter(([, box]) => box.width < 23.9 || box.height < least - 0.1)
      .map(
        ([control, box]) =>
          `${Math.round(box.width)} × ${Math.round(box.height)}: ${this.name(control)}`
      );
  },

  // Every run of Chinese in an English page is marked as such, and the other way round.
  languages() {
    const page = document.documentElement.lang.slice(0, 2);
    const other =
      page === "zh" ? /[A-Za-z]{2,}(?:[\s’,]+[A-Za-z]{2,}){2,}/ : /\p{Script=Han}/u;
    const faults = [];
    const ask = (text, element, where) => {
      const spoken = element.closest("[lang]").getAttribute("lang").slice(0, 2);
      const wrong = spoken === page ? other : null;
      if (wrong && wrong.test(text)) faults.push(`${where} ${text.trim().slice(0, 60)}`);
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      // A reference is one text in the language of its standard, titles and all.
      if (!element.closest("script, style, code, pre, .cite dd"))
        ask(texts.currentNode.data, element, this.name(element));
    }
    // Half an attribute cannot be marked: only one all in Chinese is a fault.
    for (const name of ["aria-label", "title", "alt", "placeholder"])
      for (const element of document.querySelectorAll(`body [${name}]`))
        if (page === "zh" || !/[a-z]/.test(element.getAttribute(name)))
          ask(element.getAttribute(name), element, `${this.name(element)} ${name}`);
    return faults;
  },

  // WCAG 2.4.7: what has the focus shows it, and by a line around it.
  focus() {
    const faults = [];
    for (const control of this.controls()) {
      control.focus({ focusVisible: true, preventScroll: true });
      const style = getComputedStyle(control);
      if (document.activeElement !== control)
        faults.push(`takes no focus: ${this.name(control)}`);
      else if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2)
        faults.push(`shows no focus: ${this.name(control)}`);
    }
    document.activeElement.blur();
    return faults;
  },

  motion() {
    const moves = (element) => {
      const style = getComputedStyle(element);
      const times = `${style.transitionDuration},${style.animationDuration}`;
      return times.split(",").some((time) => parseFloat(time) > 0);
    };
    return [...document.querySelectorAll("body *")].filter(moves).map(this.name);
  },

  controls() {
    const all = "a[href], button, input:not([type=hidden]), select, textarea, summary";
    return [...document.querySelectorAll(all)].filter(
      (control) =>
        control.checkVisibility({ visibilityProperty: true }) &&
        control.tabIndex >= 0 &&
        !control.matches(":disabled")
    );
  },

  // A checkbox is as large as its label, the text field of a label likewise.
  target(control) {
    const boxes = [control, ...(control.labels ?? [])]
      .filter((element) => !element.matches(".visually-hidden"))
      .map((element) => element.getBoundingClientRect());
    const side = (name, pick) => pick(...boxes.map((box) => box[name]));
    return {
      width: side("right", Math.max) - side("left", Math.min),
      height: side("bottom", Math.max) - side("top", Math.min),
    };
  },

  isInSentence(control) {
    if (control.tagName !== "A") return control.closest(".visually-hidden") !== null;
    if (getComputedStyle(control).display !== "inline") return false;
    let block = control.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const beside = block.textContent.trim().length - control.textContent.trim().length;
    return beside > 0;
  },

  name(element) {
    const words = element.textContent.trim().replace(/\s+/g, " ").slice(0, 30);
    const kind = (each) => [each.tagName.toLowerCase(), ...each.classList].join(".");
    const around = element.parentElement.closest("[class], main");
    return `${around ? kind(around) : ""} ${kind(element)} “${words}”`;
  },
})
