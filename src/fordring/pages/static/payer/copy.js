// Beside each number that can be copied: a button that does it. Without this module the numbers are simply read.
const said = document.getElementById("copied");

const copyButton = (value) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = said.dataset.copyWord;
  const label = value.closest("div").querySelector("dt").textContent;
  button.setAttribute("aria-label", `${said.dataset.copyWord}: ${label}`);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(value.dataset.copy);
    button.textContent = said.dataset.copiedWord;
    said.textContent = `${said.dataset.copiedWord}: ${label}`;
    setTimeout(() => { button.textContent = said.dataset.copyWord; }, 2000);
  });
  return button;
};

if (said && navigator.clipboard) {
  for (const value of document.querySelectorAll("[data-copy]")) value.after(copyButton(value));
}
