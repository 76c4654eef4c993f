// The shops' Web SDK as a module: the published file, loaded before this one, leaves it under its own name.

export const { embed, redirect } = globalThis.dintero;
