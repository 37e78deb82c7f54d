// Puts a ready answer where the cursor is, without losing what was written. Without this the page brings it along.
"use strict";

(() => {
  for (const form of document.querySelectorAll("[data-replies]")) {
    const field = document.getElementById(form.dataset.replies);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = form.querySelector("select").selectedOptions[0].dataset.text;
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.focus();
    });
  }
})();
