// What is wrong with what was filled in: next to its field, and all of it in the box above the form.

const form = () => document.querySelector("#pay-form");
const box = () => document.querySelector("#form-error");

export function showProblems(problems, message) {
  clearProblems();
  const wrong = Object.entries(problems ?? {});
  wrong.forEach(([field, text]) => showAt(field, text));
  showError(message, wrong);
  const first = form()?.querySelector('[aria-invalid="true"]:not([type="radio"])');
  (first ?? box())?.focus();
}

// A sentence, and under it what is wrong, each leading to its field.
export function showError(text, wrong = []) {
  if (!box()) return;
  box().replaceChildren(...(text ? [made("p", made(wrong.length ? "strong" : "span", text))] : []));
  if (wrong.length) box().append(made("ul", ...wrong.map(linked)));
  box().hidden = !text && !wrong.length;
}

export function clearProblems() {
  showError("");
  form()?.querySelectorAll(".problem").forEach((note) => {
    note.textContent = "";
    note.hidden = true;
  });
  form()?.querySelectorAll('[aria-invalid="true"]').forEach((control) => {
    control.removeAttribute("aria-invalid");
    describe(control, (ids) => ids.filter((id) => !id.endsWith("-problem")));
  });
  form()?.querySelectorAll(".wrong").forEach((part) => part.classList.remove("wrong"));
}

function linked([field, text]) {
  return made("li", Object.assign(made("a", text), { href: `#${field}` }));
}

function made(name, ...children) {
  const element = document.createElement(name);
  element.append(...children);
  return element;
}

function showAt(field, text) {
  const note = document.getElementById(`${field}-problem`);
  if (!note) return;
  note.textContent = text;
  note.hidden = false;
  const control = document.getElementById(field);
  control?.closest(".field, .box")?.classList.add("wrong");
  if (control?.matches("input, select, textarea")) {
    control.setAttribute("aria-invalid", "true");
    describe(control, (ids) => [note.id, ...ids]);
  }
}

function describe(control, change) {
  const ids = change((control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
  else control.removeAttribute("aria-describedby");
}
