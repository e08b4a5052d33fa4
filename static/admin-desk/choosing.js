// Names the search fields that Select2 makes without a name.
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
  document.addEventListener("formset:added", () => setTimeout(nameAll));
}
