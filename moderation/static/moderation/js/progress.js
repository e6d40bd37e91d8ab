// Ask how far a preview is until it is done; the page says it without being loaded again.

const PAUSE = 1500;

const place = () => document.getElementById("progress");
const isOver = () => ["done", "failed"].includes(place().dataset.state);

async function look() {
  if (!document.hidden) {
    const answer = await fetch("?part=1", { headers: { Accept: "text/html" } }).catch(() => null);
    if (answer?.ok && !answer.redirected) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("progress");
      if (fresh) place().replaceWith(fresh);
    }
  }
  if (!isOver()) setTimeout(look, PAUSE);
}

if (!isOver()) setTimeout(look, PAUSE);
