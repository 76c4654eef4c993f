// The demo shop's page: the basket, the checkout inside it by the shops' own Web SDK, and what happens afterwards.

import { embed, redirect } from "/demo/sdk.js";
import { follow } from "./story.js";

const basket = document.querySelector("#basket");
const container = document.querySelector("#checkout");
const KEPT = "demo-order";
let checkout;

basket.addEventListener("click", ({ target }) => {
  const input = basket.elements[target.dataset?.more ?? target.dataset?.less ?? ""];
  if (!input) return;
  input.value = Math.min(9, Math.max(0, Number(input.value) + (target.dataset.more ? 1 : -1)));
  add();
});
basket.addEventListener("input", add);
basket.addEventListener("submit", (event) => {
  event.preventDefault();
  buy().catch((error) => tell("#problem", error.message));
});
add();
comeBack();

function add() {
  const counts = [...basket.querySelectorAll("[data-price]")];
  const minor = counts.reduce((sum, { value, dataset }) => sum + Number(value) * Number(dataset.price), 0);
  const shown = document.querySelector("#total");
  const style = { style: "currency", currency: shown.dataset.currency };
  shown.textContent = new Intl.NumberFormat("nb-NO", style).format(minor / 100);
}

async function buy() {
  tell("#problem", "");
  const order = new URLSearchParams(new FormData(basket));
  order.set("form_token", document.body.dataset.token);
  const answer = await fetch("/demo/orders", { method: "POST", body: order });
  const { sid, problem } = await answer.json();
  if (!sid) throw new Error(problem);
  sessionStorage.setItem(KEPT, sid);
  const options = { sid, endpoint: location.origin, ...(order.get("language") && { language: order.get("language") }) };
  if (order.get("mode") === "redirect") redirect(options);
  else await show(sid, options);
}

async function show(sid, options) {
  checkout?.destroy();
  document.querySelector("#after").hidden = true;
  tell("#said", "");
  checkout = await embed({
    ...options,
    container,
    onPaymentAuthorized: () => follow(sid),
    onSessionCancel: () => leave("The payer cancelled. The basket is still there."),
    onPaymentError: ({ error }) => leave(`The payment did not go through: ${error}.`),
    onSessionNotFound: () => leave("There is no such order."),
  });
  checkout.iframe.title = "Checkout";
}

function leave(sentence) {
  checkout?.destroy();
  checkout = undefined;
  tell("#said", sentence);
}

// The payer comes back from a checkout that was a page of its own.
function comeBack() {
  const query = new URLSearchParams(location.search);
  const sid = sessionStorage.getItem(KEPT);
  if (location.pathname !== "/demo/back") return;
  if (query.has("transaction_id") && sid) {
    tell("#said", "Welcome back. The order is paid by invoice.");
    follow(sid);
  } else leave(query.get("error") === "cancelled" ? "The payer cancelled." : "The order is not paid.");
}

function tell(place, sentence) {
  const shown = document.querySelector(place);
  shown.textContent = sentence;
  shown.hidden = !sentence;
}
