// The checkout page's one script: it finds out where the page stands and lets the other modules work on it.
// Without it the page pays all the same; with it a shop that frames the page hears and says what it must.

import { answerActions } from "./actions.js";
import { endings } from "./endings.js";
import { followHeight } from "./height.js";
import { messenger } from "./messages.js";
import { payment } from "./payment.js";
import { activeProduct } from "./products.js";
import { sessionOf } from "./session.js";

const facts = factsOf(document.body.dataset, new URLSearchParams(location.search));
const shop = messenger(facts);
const session = sessionOf(facts, shop);
const ending = endings(facts, shop);
const paying = payment(facts, shop, session, ending);

answerActions(shop, session, paying);
if (facts.embedded) {
  document.documentElement.dataset.embedded = facts.ui;
  followHeight((height) => shop.say("HeightChanged", { height }));
}
document.addEventListener("change", (event) => {
  if (event.target.name === "product") shop.say("ActivePaymentProductType", { payment_product_type: activeProduct() });
});
// A page that comes back out of the browser's memory may be of a session that is paid by now.
addEventListener("pageshow", (event) => event.persisted && location.reload());

shop.say("LanguageChanged", { language: facts.language });
session.load().then((loaded) => {
  if (!loaded) return;
  if (activeProduct()) shop.say("ActivePaymentProductType", { payment_product_type: activeProduct() });
  ending.tellWhatHasEnded(loaded);
});

function factsOf(data, query) {
  const framed = window.parent !== window;
  return {
    sid: data.sid,
    address: data.session,
    language: data.language,
    ui: data.ui || query.get("ui") || "",
    framed,
    embedded: framed && Boolean(data.ui || query.get("ui")),
    navigatesByMessage: isAtLeast(data.sdk || query.get("sdk") || "", [0, 11, 0]),
    validates: data.clientSideValidation === "true",
    hearsAddress: data.addressCallback === "true",
  };
}

function isAtLeast(version, wanted) {
  const parts = version.split(".").map((part) => Number.parseInt(part, 10) || 0);
  for (const [place, least] of wanted.entries()) {
    if ((parts[place] ?? 0) !== least) return (parts[place] ?? 0) > least;
  }
  return true;
}
