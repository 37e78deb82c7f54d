// Cards can be dragged to another column. What is sent is the very form of the button on the card.
"use strict";

(() => {
  const live = document.getElementById("live");
  const tell = (words, card) => { live.textContent = words.replace("{number}", card.dataset.case); };
  let dragged = null;
  let under = null; // The column under the card.

  const wayTo = (card, column) => {
    const states = column.dataset.states.split(" ");
    if (states.includes(card.dataset.state)) return null;
    return [...card.querySelectorAll("[data-to]")].find((each) => states.includes(each.dataset.to)) || false;
  };
  const send = (way) => {
    if (way instanceof HTMLFormElement) way.requestSubmit(way.querySelector("button"));
    else way.click(); // It leads to the page where something is written first.
  };
  const unmark = () => {
    for (const each of document.querySelectorAll(".column")) each.classList.remove("possible", "over");
  };

  for (const card of document.querySelectorAll("[data-case]")) {
    card.draggable = true;
    card.addEventListener("dragstart", (event) => {
      dragged = card;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", card.dataset.case);
      for (const each of document.querySelectorAll(".column")) each.classList.toggle("possible", Boolean(wayTo(card, each)));
      tell(live.dataset.taken, card);
    });
    card.addEventListener("dragend", () => {
      if (under && wayTo(card, under) === false) tell(live.dataset.never, card); // Then no drop is told.
      dragged = under = null;
      unmark();
    });
  }
  for (const column of document.querySelectorAll(".column")) {
    column.addEventListener("dragover", (event) => {
      if (!dragged) return;
      under = column;
      event.preventDefault();
      event.dataTransfer.dropEffect = wayTo(dragged, column) ? "move" : "none";
      column.classList.toggle("over", Boolean(wayTo(dragged, column)));
    });
    column.addEventListener("dragleave", () => column.classList.remove("over"));
    column.addEventListener("drop", (event) => {
      if (!dragged) return;
      event.preventDefault();
      const way = wayTo(dragged, column);
      if (way) {
        tell(live.dataset.moving, dragged);
        send(way);
      }
      unmark();
    });
  }
})();
