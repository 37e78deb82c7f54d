// While somebody types: what is wrong is told at its place, and the draft can be talked with beside the form.
"use strict";

(() => {
  const form = document.querySelector("form[data-look]");
  if (form) watch(form);
  const chat = document.querySelector("[data-chat]");
  if (chat) converse(chat);

  function watch(form) {
    const state = form.querySelector("[data-state]");
    let timer = 0;
    let asked = 0;
    let dirty = false;
    form.addEventListener("input", () => {
      dirty = true;
      state.textContent = state.dataset.unsaved;
      clearTimeout(timer);
      timer = setTimeout(look, 600);
    });
    form.addEventListener("submit", () => { dirty = false; });
    addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });

    async function look() {
      const mine = ++asked;
      try {
        const answer = await fetch(form.dataset.look, { method: "POST", body: new URLSearchParams(new FormData(form)) });
        if (!answer.ok || mine !== asked) return;
        tell((await answer.json()).here);
      } catch (error) {
        console.warn("could not be checked", error); // Saving checks again.
      }
    }

    function tell(found) {
      for (const place of form.querySelectorAll("[data-wrong]")) place.replaceChildren();
      for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
      const list = document.querySelector("#problems");
      const items = found.map(({ field, label, said }) => {
        const place = form.querySelector(`[data-wrong="${CSS.escape(field)}"]`);
        place?.append(Object.assign(document.createElement("p"), { textContent: said }));
        document.getElementById(`f-${field}`)?.setAttribute("aria-invalid", "true");
        const item = document.createElement("li");
        if (field) item.append(Object.assign(document.createElement("a"), { href: `#${field}`, textContent: label }), ": ");
        item.append(said);
        return item;
      });
      list.hidden = items.length === 0;
      list.querySelector("ul").replaceChildren(...items);
    }
  }

  function converse(chat) {
    const show = async (answer) => {
      if (!answer.ok) return;
      chat.innerHTML = await answer.text();
      window.drawCards?.(chat);
      const last = chat.querySelector("#newest");
      const list = chat.querySelector(".messages");
      if (last && list) list.scrollTop = list.scrollHeight;
    };
    chat.addEventListener("submit", async (event) => {
      event.preventDefault();
      await show(await fetch(event.target.action, {
        method: "POST", body: new URLSearchParams(new FormData(event.target, event.submitter)),
      }));
      chat.querySelector(".say textarea")?.focus();
    });
    chat.closest("details").addEventListener("toggle", async (event) => {
      if (event.target.open && !chat.hasChildNodes()) await show(await fetch(chat.dataset.chat));
    });
  }
})();
