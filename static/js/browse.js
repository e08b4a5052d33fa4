// The list of methods renews itself in place: htmx fetches the same page that a link or
// the form would open, and takes the filters and results out of it. What the reader has
// opened, focused and scrolled to stays. Without script, and when a request fails, the
// browser opens the page as ever.
"use strict";

(() => {
  const browse = document.getElementById("browse");
  const status = document.getElementById("browse-status");
  const field = document.getElementById("search-field");
  if (!browse || !window.htmx) return;

  htmx.defineExtension("renewed-list", {
    handleSwap(style, target, fragment) {
      // Extensions are asked about pages of the history too.
      if (style !== "renewed-list") return false;
      const renewed = fragment.firstElementChild;
      if (!renewed) return location.reload(), [];
      for (const before of target.querySelectorAll("details[id]")) {
        const now = renewed.querySelector(`#${CSS.escape(before.id)}`);
        if (now) now.open = before.open;
      }
      target.replaceWith(renewed);
      return [renewed];
    },
  });

  browse.addEventListener("htmx:configRequest", ({ detail: { formData } }) => {
    for (const name of new Set(formData.keys())) {
      const values = formData.getAll(name).filter(Boolean);
      formData.delete(name);
      values.forEach((value) => formData.append(name, value));
    }
  });

  document.body.addEventListener("htmx:beforeHistoryUpdate", ({ detail: { history } }) => {
    // The page that is shown already needs no second place in the history.
    if (history.path === location.pathname + location.search) history.type = "replace";
  });

  for (const fault of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    browse.addEventListener(fault, ({ detail: { pathInfo } }) => {
      location.assign(pathInfo.finalRequestPath ?? pathInfo.requestPath);
    });
  }

  browse.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (!detail.successful) return;
    const isSubmitted = detail.requestConfig.triggeringEvent?.type === "submit";
    if (isSubmitted || detail.requestConfig.elt.closest(".pagination")) {
      if (isSubmitted) document.getElementById("filters-folded").open = false;
      heading().focus({ preventScroll: true });
      heading().scrollIntoView();
    } else if (document.activeElement === document.body) {
      heading().focus({ preventScroll: true });
    }
    tellWhatIsShown();
  });

  document.body.addEventListener("htmx:historyRestore", tellWhatIsShown);

  function heading() {
    return document.getElementById("results-title");
  }

  function tellWhatIsShown() {
    status.textContent = heading().textContent;
    if (document.activeElement !== field) {
      field.value = new URLSearchParams(location.search).get("q") ?? "";
    }
    document.querySelector(".language-switch").search = location.search;
    document.querySelector(".text-size [name=next]").value =
      location.pathname + location.search;
    renewTheHead();
    nameTheCount();
  }

  // The swap takes the list alone; what the head says of it follows.
  function renewTheHead() {
    const { canonical, feed } = heading().dataset;
    document.querySelector("link[rel=canonical]").href = canonical;
    document.querySelector("link[type='application/atom+xml']").setAttribute("href", feed);
    for (const link of document.querySelectorAll("link[hreflang]")) {
      link.href = link.href.split("?")[0] + location.search;
    }
  }

  // Only where a choice counts at once does the button know how many it will show.
  function nameTheCount() {
    const button = document.querySelector("[data-renewed]");
    button.textContent = button.dataset.renewed;
  }

  nameTheCount();
})();
