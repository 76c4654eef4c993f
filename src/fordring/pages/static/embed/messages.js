// Messages to the shop's page and from it. Only the window that frames this page is heard, and only about this session.
// What may arrive twice is sent again until it is acknowledged; of the messages that end everything one is sent.

const AGAIN_AFTER_MS = [400, 1200, 3000];
const FINAL = new Set(["SessionPaymentAuthorized", "SessionPaymentOnHold", "SessionPaymentError", "SessionCancel"]);
const REPEATABLE = new Set([...FINAL, "HeightChanged", "LanguageChanged", "SessionLoaded", "SessionNotFound"]);

export function messenger({ sid, embedded }) {
  const mark = crypto.getRandomValues(new Uint32Array(2)).join("-");
  const waiting = new Map();
  const hearers = new Map();
  let count = 0;
  let ended = false;

  // The shop's origin is not known to anybody here; nothing is said that the session's id alone would not open.
  const post = (message) => window.parent.postMessage(message, "*");

  function say(type, payload = {}) {
    if (!embedded || ended) return undefined;
    ended = FINAL.has(type);
    const message = { type, sid, mid: `${mark}-${(count += 1)}`, ...payload };
    post(message);
    return REPEATABLE.has(type) ? repeatUntilAcknowledged(message) : undefined;
  }

  // Resolves to whether it was acknowledged. A newer message of the same type takes its place.
  function repeatUntilAcknowledged(message) {
    for (const [mid, { type, settle }] of waiting) if (type === message.type) settle(false, mid);
    return new Promise((resolve) => {
      const timers = AGAIN_AFTER_MS.map((ms) => setTimeout(() => waiting.has(message.mid) && post(message), ms));
      timers.push(setTimeout(() => settle(false, message.mid), 2 * AGAIN_AFTER_MS.at(-1)));
      const settle = (acknowledged, mid) => {
        timers.forEach(clearTimeout);
        waiting.delete(mid);
        resolve(acknowledged);
      };
      waiting.set(message.mid, { type: message.type, settle });
    });
  }

  addEventListener("message", (event) => {
    const { data } = event;
    if (!embedded || event.source !== window.parent || data === null || typeof data !== "object") return;
    if ("ack" in data) waiting.get(data.ack)?.settle(true, data.ack);
    else if (data.sid === sid) hearers.get(data.type)?.(data);
  });

  return { say, hear: (type, hearer) => hearers.set(type, hearer), hasEnded: () => ended };
}
