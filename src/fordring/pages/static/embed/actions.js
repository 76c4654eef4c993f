// What a shop may ask of the page. Whatever else it says, of pop-outs and of versions to come, changes nothing.

import { chooseProduct } from "./products.js";

export function answerActions(shop, session, paying) {
  shop.hear("LockSession", () => (paying.isBusy() ? shop.say("SessionLockFailed") : session.lock()));
  shop.hear("RefreshSession", () => session.refresh());
  shop.hear("SetActivePaymentProductType", ({ payment_product_type: type }) => chooseProduct(type));
  shop.hear("ValidationResult", (result) => paying.hearValidation(result));
  shop.hear("AddressCallbackResult", (result) => paying.hearAddress(result));
  shop.hear("SetLanguage", ({ language }) => speak(language));
}

function speak(language) {
  const address = new URL(location.href);
  if (typeof language !== "string" || address.searchParams.get("language") === language) return;
  address.searchParams.set("language", language);
  location.replace(address);
}
