// Signs in to a tab: Teams hands over a token for whoever is signed in there. When it does not, the page says what to do.
"use strict";

(async () => {
  const tab = document.getElementById("tab");
  const waiting = document.getElementById("waiting");
  const failed = document.getElementById("failed");
  const show = (works) => {
    waiting.hidden = !works;
    failed.hidden = works;
  };
  const within = (promise, seconds) =>
    Promise.race([promise, new Promise((_, reject) => setTimeout(reject, seconds * 1000, new Error("too slow")))]);

  show(true);
  try {
    const { app, authentication } = microsoftTeams;
    await within(app.initialize(), 10);
    const context = await within(app.getContext(), 10);
    if (context.app.theme) document.documentElement.dataset.theme = context.app.theme;
    const token = await within(authentication.getAuthToken(), 60);
    const body = new URLSearchParams({ token, form: tab.dataset.form, theme: context.app.theme || "" });
    const answer = await fetch("/sign-in/teams", { method: "POST", body, credentials: "same-origin" });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    // A browser that keeps no cookies inside a frame would send the person back here for ever.
    const seen = await fetch(location.href, { credentials: "same-origin" });
    if (!(await seen.text()).includes('data-signed-in="yes"')) throw new Error("the cookie was not kept");
    location.replace(tab.dataset.back);
  } catch (error) {
    console.warn("no sign-in in this tab", error);
    show(false);
  }
})();
