// Draws each card as the employee saw it, with Microsoft's own renderer. Its words stand there already without this.
"use strict";

(() => {
  const text = { default: "var(--ink)", subtle: "var(--quiet)" };
  const coloured = (color, subtle) => ({ default: color, subtle });
  const container = {
    backgroundColor: "var(--paper)",
    foregroundColors: {
      default: text,
      dark: text,
      light: text,
      accent: coloured("var(--accent)", "var(--accent)"),
      good: coloured("var(--good)", "var(--good)"),
      warning: coloured("var(--warning)", "var(--warning)"),
      attention: coloured("var(--bad)", "var(--bad)"),
    },
  };
  const tinted = (name) => ({ ...container, backgroundColor: `var(--tint${name})` });
  const config = new AdaptiveCards.HostConfig({
    fontFamily: "inherit",
    supportsInteractivity: true,
    textBlock: { headingLevel: 3 },
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 22 },
    spacing: { small: 4, default: 8, medium: 16, large: 24, extraLarge: 32, padding: 12 },
    separator: { lineThickness: 1, lineColor: "var(--line)" },
    containerStyles: {
      default: container,
      emphasis: tinted(""),
      accent: tinted("-accent"),
      good: tinted("-good"),
      warning: tinted("-warning"),
      attention: tinted("-bad"),
    },
    textBlock: { headingLevel: 3 },
    actions: { maxActions: 12, actionsOrientation: "horizontal", actionAlignment: "left", buttonSpacing: 8 },
  });
  const markdown = markdownit({ html: false });
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (words, result) => {
    result.outputHtml = markdown.render(words);
    result.didProcess = true;
  };

  // A picture of what was seen, not a thing to press.
  const quieten = (drawn) => {
    for (const each of drawn.querySelectorAll("button, input, select, textarea")) each.disabled = true;
    for (const each of drawn.querySelectorAll("a[href]")) {
      each.rel = "noopener noreferrer";
      each.target = "_blank";
    }
    for (const each of [drawn, ...drawn.querySelectorAll("[tabindex]")]) each.removeAttribute("tabindex");
  };

  // In a trial of the draft the buttons work: what they carry goes back with what was filled in.
  const enliven = (card, place) => {
    const form = place.closest(".chat").querySelector("[data-press]");
    card.onExecuteAction = (action) => {
      if (action instanceof AdaptiveCards.OpenUrlAction) {
        open(action.url, "_blank", "noopener,noreferrer");
        return;
      }
      const inputs = card.getAllInputs().map((each) => [`in.${each.id}`, each.value ?? ""]);
      const told = [...Object.entries(action.data ?? {}).filter(([name]) => "vciq".includes(name)), ...inputs];
      told.push(["label", action.title ?? ""]);
      for (const old of form.querySelectorAll("[data-told]")) old.remove();
      for (const [name, value] of told) {
        const field = Object.assign(document.createElement("input"), { type: "hidden", name, value: String(value) });
        field.dataset.told = "";
        form.append(field);
      }
      form.requestSubmit();
    };
  };

  window.drawCards = (within) => {
    for (const place of within.querySelectorAll("[data-card]")) {
      try {
        const card = new AdaptiveCards.AdaptiveCard();
        const live = "live" in place.dataset;
        card.hostConfig = config;
        card.parse(JSON.parse(place.dataset.card));
        if (live) enliven(card, place);
        const drawn = card.render();
        if (!drawn) continue;
        if (!live) quieten(drawn);
        place.replaceChildren(drawn);
      } catch (error) {
        console.warn("a card could not be drawn", error); // Its words are still there.
      }
    }
  };
  window.drawCards(document);
})();
