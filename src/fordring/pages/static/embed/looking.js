// The page looked at again: a new order is shown, and what the payer has filled in stays.

export async function lookAgain() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  const shown = document.querySelector("main");
  if (!fresh || !shown) return;
  const filled = filledIn(shown);
  const focused = document.activeElement?.id;
  shown.replaceWith(document.adoptNode(fresh));
  fillIn(fresh, filled);
  if (focused) document.getElementById(focused)?.focus();
}

function filledIn(main) {
  const controls = main.querySelectorAll("#pay-form :is(input, select, textarea):not([type=hidden])");
  return [...controls].map(({ name, value, checked, type }) => ({ name, value, checked, type }));
}

function fillIn(main, filled) {
  const form = main.querySelector("#pay-form");
  for (const { name, value, checked, type } of filled) {
    const isChoice = type === "radio" || type === "checkbox";
    const controls = [...(form?.elements ?? [])].filter((control) => control.name === name && control.type === type);
    if (isChoice) controls.filter((control) => control.value === value && !control.disabled).forEach((control) => (control.checked = checked));
    else controls.forEach((control) => (control.value = value));
  }
}
