// Buttons for bold and lists, and clean text from what Word and others put on the
// clipboard. The marks are those of catalogue/marked_text.py.
"use strict";

{
  const BLOCKS = new Set([
    "ADDRESS", "ARTICLE", "BLOCKQUOTE", "DIV", "DL", "DD", "DT", "FIGURE", "H1", "H2",
    "H3", "H4", "H5", "H6", "LI", "OL", "P", "PRE", "SECTION", "TABLE", "TR", "UL",
  ]);
  const UNSEEN = new Set(["HEAD", "SCRIPT", "STYLE", "TEMPLATE", "TITLE", "META", "XML"]);

  // From the clipboard

  // The policy of the page blocks styles even of a document that is never shown: they
  // are read as what they are, text.
  function withoutStyles(html) {
    return html
      .replace(/<(style|script|xml)\b[\s\S]*?<\/\1\s*>/gi, "")
      .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
  }

  const styleOf = (element) => element.dataset?.style ?? "";

  function weightOf(element, isBold) {
    const weight = /font-weight:\s*(\w+)/i.exec(styleOf(element))?.[1].toLowerCase();
    if (weight) return weight === "bold" || weight === "bolder" || Number(weight) >= 600;
    return isBold || /^(B|STRONG|H[1-6])$/.test(element.tagName);
  }

  class Lines {
    done = [];
    pieces = [];
    mark = "";

    end() {
      const text = this.pieces
        .reduce((joined, piece) => {
          const last = joined.at(-1);
          if (last && last.isBold === piece.isBold) last.text += piece.text;
          else joined.push({ ...piece });
          return joined;
        }, [])
        .map(({ text: plain, isBold }) => {
          const [, before, inner, after] = /^(\s*)(.*?)(\s*)$/s.exec(plain);
          return isBold && inner ? `${before}**${inner}**${after}` : plain;
        })
        .join("")
        .replace(/[ \t\n\r]+/g, " ")
        .trim();
      if (text) this.done.push(this.mark + text);
      this.pieces = [];
      this.mark = "";
    }

    add(text, isBold) {
      const plain = text.replace(/[\u00a0\s]+/g, " ");
      // A blank takes the weight of what stands before it.
      const last = this.pieces.at(-1);
      this.pieces.push({ text: plain, isBold: plain.trim() ? isBold : Boolean(last?.isBold) });
    }
  }

  const markOf = (sign) => {
    const number = /^[(（]?(\d{1,3})[.)）、．]/.exec(sign.trim());
    return number ? `${number[1]}. ` : "- ";
  };

  function read(node, lines, isBold) {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        lines.add(child.data, isBold);
      } else if (child.nodeType === Node.ELEMENT_NODE && !UNSEEN.has(child.tagName)) {
        readElement(child, lines, isBold);
      }
    }
  }

  function readElement(element, lines, isBold) {
    // Word writes the sign of an entry as text, and says so.
    if (/mso-list:\s*ignore/i.test(styleOf(element))) {
      if (!element.closest("td, th")) lines.mark = markOf(element.textContent);
      return;
    }
    if (element.tagName === "BR") {
      if (element.closest("td, th")) lines.add(" ", isBold);
      else lines.end();
      return;
    }
    // A row of a table is one line, whatever stands in its cells.
    const isBlock = BLOCKS.has(element.tagName) && !element.closest("td, th");
    if (isBlock) lines.end();
    if (element.tagName === "LI" && isBlock) {
      const list = element.parentElement;
      const before = [...list.children].filter((each) => each.tagName === "LI");
      const number = (Number(list.start) || 1) + before.indexOf(element);
      lines.mark = list.tagName === "OL" ? `${number}. ` : "- ";
    }
    if (/^(TD|TH)$/.test(element.tagName) && lines.pieces.length) lines.add(" · ", false);
    read(element, lines, weightOf(element, isBold));
    if (isBlock) lines.end();
  }

  function fromHtml(html) {
    const lines = new Lines();
    read(new DOMParser().parseFromString(withoutStyles(html), "text/html").body, lines, false);
    lines.end();
    // Paragraphs stand apart, the entries of a list do not.
    const isEntry = (line) => /^(- |\d+\. )/.test(line);
    return lines.done
      .map((line, at, all) => {
        const joined = at === 0 || (isEntry(line) && isEntry(all[at - 1]));
        return at === 0 ? line : (joined ? "\n" : "\n\n") + line;
      })
      .join("");
  }

  function insert(area, text) {
    area.focus();
    // Alone this keeps what the person did undoable.
    if (!document.execCommand("insertText", false, text)) {
      area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  function paste(event) {
    const html = event.clipboardData?.getData("text/html");
    const area = event.target;
    if (!html || !area.matches?.("textarea[data-marks]")) return;
    event.preventDefault();
    insert(area, fromHtml(html));
  }

  // By buttons

  function bold(area) {
    const { selectionStart: start, selectionEnd: end, value } = area;
    const inner = value.slice(start, end).trim();
    if (inner.includes("\n")) return;
    insert(area, `**${inner}**`);
    if (!inner) area.setSelectionRange(start + 2, start + 2);
  }

  function list(area, sign) {
    const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const found = area.value.indexOf("\n", area.selectionEnd);
    const end = found < 0 ? area.value.length : found;
    const lines = area.value.slice(start, end).split("\n");
    const bare = lines.map((line) => line.replace(/^\s*([-*]|\d{1,3}\.) +/, ""));
    area.setSelectionRange(start, end);
    insert(area, bare.map((line, at) => sign(at) + line).join("\n"));
  }

  const ACTS = {
    bold,
    list: (area) => list(area, () => "- "),
    numbers: (area) => list(area, (at) => `${at + 1}. `),
  };

  // One stop for the tab key; arrows lead from button to button.
  function walk(event) {
    const buttons = [...event.currentTarget.querySelectorAll("button")];
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const at = buttons.indexOf(document.activeElement);
    const next = buttons[(at + by + buttons.length) % buttons.length];
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  }

  function addButtons(area) {
    const template = document.getElementById("mark-buttons");
    if (area.readOnly || area.id.includes("__prefix__")) return;
    const bar = template.content.firstElementChild.cloneNode(true);
    const label = area.labels[0]?.textContent.replace(/[:：]\s*$/, "").trim();
    bar.setAttribute("aria-label", label ?? "");
    bar.setAttribute("aria-controls", area.id);
    [...bar.querySelectorAll("button")].forEach((button, at) => {
      button.tabIndex = at ? -1 : 0;
      button.addEventListener("click", () => ACTS[button.dataset.mark](area));
    });
    bar.addEventListener("keydown", walk);
    const box = document.createElement("div");
    box.className = "marked-text";
    area.replaceWith(box);
    box.append(bar, area);
    area.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "b") return;
      event.preventDefault();
      bold(area);
    });
  }

  if (document.getElementById("mark-buttons")) {
    document.querySelectorAll("textarea[data-marks]").forEach(addButtons);
    document.addEventListener("formset:added", (event) => {
      event.target.querySelectorAll("textarea[data-marks]").forEach(addButtons);
    });
    document.addEventListener("paste", paste);
  }
}
