// Names the fields that Select2 makes without a name, and gives the fields of a
// row that is added the descriptions of its own.
"use strict";

{
  const labelOf = (select) => select?.labels?.[0]?.textContent.replace(/[:：]\s*$/, "").trim();

  function name(field, select) {
    const label = labelOf(select);
    if (field && label) field.setAttribute("aria-label", label);
  }

  // Of a list with one choice Select2 names the choice only, and nothing while there
  // is none.
  function nameChoice(shown, select) {
    const label = select.labels?.[0];
    const choice = shown?.querySelector("[role=textbox]");
    if (!label || !choice) return;
    label.id ||= `${select.id}_label`;
    shown.setAttribute("aria-labelledby", `${label.id} ${choice.id}`);
    choice.setAttribute("aria-labelledby", label.id);
  }

  function nameAll() {
    for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
      const shown = select.nextElementSibling;
      name(shown?.querySelector(".select2-search__field"), select);
      nameChoice(shown?.querySelector(".select2-selection--single"), select);
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
