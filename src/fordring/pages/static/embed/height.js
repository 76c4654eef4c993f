// How tall the page is: told when it is known, and whenever the layout makes it something else.

export function followHeight(tell) {
  let told = 0;
  const look = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height > 0 && height !== told) tell((told = height));
  };
  new ResizeObserver(look).observe(document.documentElement);
  new ResizeObserver(look).observe(document.body);
  look();
}
