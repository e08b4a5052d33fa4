// Names the search fields that Select2 makes without a name, and gives the fields of a
// row that is added the descriptions of its own.
"use strict";

{
  const labelOf = (select) => select?.labels?.[0]?.textContent.replace(/[:：]\s*$/, "").trim();

  function name(field, select) {
    const label = labelOf(select);
    if (field && label) field.setAttribute("aria-label", label);
  }

  function nameAll() {
    for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
      name(select.nextElementSibling?.querySelector(".select2-search__field"), select);
    }
  }

  const $ = window.django.jQuery;
  // After the ready functions that make the fields.
  $(nameAll);
  $(document).on("select2:open", (event) => {
    name(document.querySelector(".select2-dropdown .select2-search__field"), event.target);
  });
  document.addEventListener("formset:added", (event) => {
    setTimeout(nameAll);
    const number = /-(\d+)$/.exec(event.target.id)?.[1];
    for (const field of event.target.querySelectorAll("[aria-describedby*=__prefix__]")) {
      const ids = field.getAttribute("aria-describedby");
      field.setAttribute("aria-describedby", ids.replaceAll("__prefix__", number));
    }
  });
}
