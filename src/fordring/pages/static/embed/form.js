// A form as it is sent, and the address in it as a shop reads one.

const ADDRESS = [
  ...["first_name", "last_name", "business_name", "organization_number", "customer_reference", "email"],
  ...["phone_number", "address_line", "postal_code", "postal_place", "country"],
];
const CONFLICT = 409;

// The server's answer, and whether the order is not what this page has. Raises when there is none that can be read.
export async function submitted(form, submitter) {
  const answer = await fetch(submitter?.getAttribute("formaction") || form.action, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(new FormData(form, submitter?.name ? submitter : undefined)),
    redirect: "error",
  });
  return { ...(await answer.json()), isBehind: answer.status === CONFLICT };
}

export function addressOf(form) {
  const given = new FormData(form);
  const pairs = ADDRESS.map((name) => [name, given.get(name)]);
  return Object.fromEntries(pairs.filter(([, value]) => value));
}
