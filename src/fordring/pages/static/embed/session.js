// The session as the server shows it to anyone who knows its id: loaded, locked, and looked at again.

const LOCK_MS = 5 * 60 * 1000 + 2000;

export function sessionOf({ sid, address }, shop) {
  const state = { current: undefined, locked: false, onChange: () => {} };
  let unlocking;

  async function fetched() {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`the session answers ${answer.status}`);
    return answer.json();
  }

  function keep(session) {
    state.current = session;
    state.locked = Boolean(session.pay_lock);
    clearTimeout(unlocking);
    if (state.locked) unlocking = setTimeout(refresh, LOCK_MS);
    state.onChange();
  }

  // The session, or nothing when there is none; the shop hears of either.
  async function load() {
    const session = await fetched().catch(() => undefined);
    if (session === null) shop.say("SessionNotFound");
    if (!session) return undefined;
    keep(session);
    shop.say("SessionLoaded", { session });
    return session;
  }

  async function lock() {
    const answer = await fetch(`/v1/view/${encodeURIComponent(sid)}/session/lock`, { method: "POST" }).catch(() => null);
    if (!answer?.ok) {
      shop.say("SessionLockFailed");
      return;
    }
    const { pay_lock: held } = await answer.json();
    keep({ ...state.current, pay_lock: held });
    shop.say("SessionLocked", { pay_lock_id: held.pay_lock_id });
  }

  async function refresh() {
    const session = await fetched().catch(() => undefined);
    if (!session) {
      shop.say("SessionNotFound");
      return;
    }
    await state.render?.();
    keep(session);
    shop.say("SessionUpdated", { session });
  }

  return Object.assign(state, { load, lock, refresh });
}
