// A button that sends something can be pressed again only when its answer is there.

/** Do what `button` is for; answers what `act` does. */
export async function once(button, act) {
  const hadFocus = document.activeElement === button;
  button.disabled = true;
  try {
    return await act();
  } finally {
    button.disabled = false;
    // A disabled button loses the focus, and what was done may have taken the button away.
    if (hadFocus && document.activeElement === document.body) (button.isConnected ? button : document.querySelector("main h1"))?.focus({ preventScroll: true });
  }
}
