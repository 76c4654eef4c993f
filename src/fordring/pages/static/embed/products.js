// The kinds of invoice to choose from. A shop names them in the words of its API, which the page carries along.

const radios = () => [...document.querySelectorAll('#pay-form input[name="product"]')];

export const activeProduct = () => radios().find((radio) => radio.checked)?.dataset.type;

// Choose what the shop names; what is not offered is not chosen. Nothing named takes the choice back.
export function chooseProduct(type) {
  const wanted = radios().find((radio) => radio.dataset.type === type && !radio.disabled);
  if (wanted) wanted.checked = true;
  else if (!type) radios().forEach((radio) => (radio.checked = false));
  const changed = wanted ?? radios()[0];
  changed?.dispatchEvent(new Event("change", { bubbles: true }));
}
