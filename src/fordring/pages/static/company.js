// "Find company" without leaving the page. Without this module the button sends the form, and the page comes back filled.

const element = (id) => document.getElementById(id);

async function look(button) {
  const answer = await fetch(button.getAttribute("formaction"), {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(new FormData(button.form)),
    redirect: "error",
  });
  const { outcome, filled = {}, message = "", problems = {} } = await answer.json();
  if (outcome === "closed") return location.reload();
  for (const [name, value] of Object.entries(filled)) {
    const field = button.form.elements[name];
    if (!field.value.trim()) field.value = value;
  }
  tell(message, problems.organization_number ?? "");
}

function tell(message, problem) {
  const field = element("organization_number");
  const note = element("organization_number-problem");
  element("company-found").textContent = message;
  note.textContent = problem;
  note.hidden = !problem;
  field.closest(".field").classList.toggle("wrong", Boolean(problem));
  if (!problem) return field.removeAttribute("aria-invalid");
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", "organization_number-problem organization_number-hint");
  field.focus();
}

// Heard on the document: the form may be replaced by a fresh one while the page stands.
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("#pay-form .find");
  if (!button) return;
  event.preventDefault();
  button.disabled = true;
  await look(button).catch(() => tell(element("company-found").dataset.down, ""));
  button.disabled = false;
});
