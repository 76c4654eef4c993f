// Where the payer goes next: the shop is told once and takes over, or this window goes there itself.

import { word } from "./words.js";

export function endings(facts, shop) {
  const { embedded, framed, navigatesByMessage, language } = facts;

  // A page that must not be framed, such as an identity provider's: the whole window goes there.
  function leaveForTop(href) {
    if (embedded && navigatesByMessage) shop.say("TopLevelNavigation", { href });
    else if (framed) window.top.location.href = href;
    else location.assign(href);
  }

  async function end(type, payload) {
    if (!embedded) {
      location.assign(payload.href);
      return;
    }
    const heard = await shop.say(type, payload);
    if (heard === false) showTheWay(payload.href);
  }

  // Nobody acknowledged it: a link for the payer to go on by.
  function showTheWay(href) {
    const link = document.createElement("a");
    Object.assign(link, { href, target: "_top", textContent: word("back", language), className: "button" });
    const place = document.querySelector("#form-error") ?? document.querySelector("main");
    place.replaceChildren(link);
    place.hidden = false;
  }

  function tellAnswer({ outcome, href, transaction_id, merchant_reference }) {
    if (outcome === "cancelled") return end("SessionCancel", { href, merchant_reference, error: "cancelled" });
    if (transaction_id) return end("SessionPaymentAuthorized", { transaction_id, merchant_reference, href });
    const error = new URL(href, location.href).searchParams.get("error") ?? "failed";
    return end("SessionPaymentError", { error, href, merchant_reference });
  }

  // A session that is over when the page opens: its shop is told as if it ended now, a payer without a shop stays.
  function tellWhatHasEnded(session) {
    const href = document.querySelector(".notice a.button")?.href;
    if (!embedded || !href) return;
    const { transaction_id, cancelled_at, order } = session;
    const merchant_reference = order?.merchant_reference;
    if (transaction_id) end("SessionPaymentAuthorized", { transaction_id, merchant_reference, href });
    else if (cancelled_at) end("SessionCancel", { href, merchant_reference, error: "cancelled" });
  }

  return { leaveForTop, tellAnswer, tellWhatHasEnded };
}
