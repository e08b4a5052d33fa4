// Says, while a title is typed or a community chosen, which methods it resembles.
"use strict";

{
  const region = document.getElementById("resembling");
  const PAUSE = 500;
  const fields = ["title_zh", "title_en", "community"];
  const input = (name) => document.getElementById(`id_${name}`);
  let waiting;
  let asking;

  async function ask() {
    const address = new URL(region.dataset.address, window.location);
    address.searchParams.set("besides", region.dataset.besides);
    for (const name of fields) {
      address.searchParams.set(name, input(name)?.value ?? "");
    }
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(address, { signal: asking.signal });
      if (!answer.ok) return;
      const found = (await answer.text()).trim();
      // What is the same is not announced again.
      if (region.dataset.found === found) return;
      region.dataset.found = found;
      region.innerHTML = found;
    } catch {
      // The notice after saving says it too.
    }
  }

  function askSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  }

  if (region) {
    for (const name of fields) input(name)?.addEventListener("input", askSoon);
    // The field with suggestions tells its changes through jQuery alone.
    window.django.jQuery(input("community")).on("change", askSoon);
  }
}
