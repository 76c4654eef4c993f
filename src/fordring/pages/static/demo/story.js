// What becomes of an order: looked at again and again while the page is seen, and moved on by the buttons.

const EVERY_MS = 1500;
const after = document.querySelector("#after");
let followed;

after.addEventListener("click", async ({ target }) => {
  const { act, name, value } = target.dataset ?? {};
  if (!act || !followed) return;
  const buttons = [...after.querySelectorAll("[data-act]")];
  buttons.forEach((button) => (button.disabled = true));
  target.setAttribute("aria-busy", "true");
  try {
    const form = new URLSearchParams({ [name]: value, form_token: document.body.dataset.token });
    await look(await fetch(`${address()}/${act}`, { method: "POST", body: form }));
  } finally {
    buttons.forEach((button) => (button.disabled = false));
    target.removeAttribute("aria-busy");
    target.focus();
  }
});

export async function follow(sid) {
  const first = followed === undefined;
  followed = sid;
  after.hidden = false;
  await look(await fetch(address()));
  after.scrollIntoView({ block: "nearest", behavior: "smooth" });
  if (first) setInterval(async () => !document.hidden && look(await fetch(address())), EVERY_MS);
}

const address = () => `/demo/orders/${encodeURIComponent(followed)}`;

async function look(answer) {
  const story = await answer.json();
  say("#act-problem", story.problem ?? "");
  if (!answer.ok) return;
  say("#clock", story.clock);
  say("#stands", story.stands);
  const { number = "", total = "", open = "", due = "", payable = false } = story.invoice ?? {};
  for (const [place, text] of Object.entries({ number, "invoice-total": total, open, due })) say(`#${place}`, text);
  document.querySelector("#pdf").href = `${address()}/invoice.pdf`;
  after.querySelectorAll("[data-payable]").forEach((part) => (part.hidden = !payable));
  list("#events", story.events.map(({ at, what }) => item(what, at)));
  list("#calls", story.calls.map(called));
}

function called({ event, at, state, method, address: path, query, answer, said }) {
  const good = answer >= 200 && answer < 300;
  const shown = item(event, at);
  shown.dataset.state = good ? "good" : state;
  const parts = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  if (method) shown.append(element("code", `${method} ${path}${parts.length ? `?${parts.join("&")}` : ""}`));
  shown.append(element("span", answer ? `the shop answered ${answer} ${said}` : `${state}…`, "quiet"));
  return shown;
}

function item(title, at) {
  const shown = document.createElement("li");
  shown.append(element("strong", title), element("time", at));
  return shown;
}

function element(name, text, className = "") {
  return Object.assign(document.createElement(name), { textContent: text, className });
}

function list(place, items) {
  const shown = document.querySelector(place);
  const text = items.map((each) => each.textContent).join("\n");
  if (shown.dataset.text === text) return;
  shown.dataset.text = text;
  shown.replaceChildren(...items);
}

function say(place, text) {
  const shown = document.querySelector(place);
  if (shown.textContent !== text) shown.textContent = text;
  if (shown.getAttribute("role") === "alert") shown.hidden = !text;
}
