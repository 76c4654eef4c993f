// Paying and cancelling without leaving the page. One press counts, however often the button is pressed.

import { addressOf, submitted } from "./form.js";
import { clearProblems, showError, showProblems } from "./problems.js";
import { word } from "./words.js";
import { lookAgain } from "./looking.js";

const SHOP_MS = 60_000;

export function payment(facts, shop, session, ending) {
  let busy = false;
  let asked;

  session.render = lookAgain;
  session.onChange = show;

  function show() {
    const form = document.querySelector("#pay-form");
    form?.setAttribute("aria-busy", String(busy || session.locked));
    form?.querySelectorAll("button").forEach((button) => (button.disabled = busy || session.locked));
  }

  // The shop's answer to what it is asked while the payer waits; its silence is a refusal.
  function ask(type, payload) {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve({ success: false }), SHOP_MS);
      asked = { type, settle: (result) => (clearTimeout(timer), (asked = undefined), resolve(result)) };
      shop.say(type, payload);
    });
  }

  // A reason why the shop does not want this payment, or nothing.
  async function shopsRefusal(form) {
    const known = session.current ?? {};
    if (facts.embedded && facts.validates) {
      const { success, clientValidationError } = await ask("ValidateSession", { session: known });
      if (success !== true) return clientValidationError || word("refused", facts.language);
    }
    if (facts.embedded && facts.hearsAddress) {
      const order = { ...known.order, billing_address: addressOf(form) };
      const { success, error } = await ask("AddressCallback", { session: { ...known, order } });
      if (success !== true) return error || word("refused", facts.language);
    }
    return undefined;
  }

  async function pay(form, submitter) {
    const refusal = form.id === "pay-form" ? await shopsRefusal(form) : undefined;
    if (refusal !== undefined) {
      showError(String(refusal));
      shop.say("ScrollToTop");
      return false;
    }
    return goOn(await submitted(form, submitter));
  }

  // Whether the payer leaves this page now.
  async function goOn(answer) {
    const { outcome, href, problems, message, isBehind } = answer ?? {};
    if (outcome === "identity") ending.leaveForTop(href);
    else if (["paid", "cancelled", "closed"].includes(outcome) && href) ending.tellAnswer(answer);
    else {
      if (isBehind) await session.refresh();
      showProblems(problems, message || (problems ? "" : word("trouble", facts.language)));
      return false;
    }
    return true;
  }

  async function submit(form, submitter) {
    busy = true;
    clearProblems();
    show();
    const left = await pay(form, submitter).catch(() => goOn(undefined));
    busy = left;
    show();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id !== "pay-form" && !new URL(form.action).pathname.endsWith("/cancel")) return;
    event.preventDefault();
    if (!busy && !session.locked && !shop.hasEnded()) submit(form, event.submitter);
  });

  const hear = (type) => (result) => asked?.type === type && asked.settle(result);
  return { isBusy: () => busy, hearValidation: hear("ValidateSession"), hearAddress: hear("AddressCallback") };
}
