// Doing something to a pain point, and taking it back.
import { post } from "../lib/api.js";
import { go } from "../lib/router.js";
import { attempt, toast } from "../lib/toast.js";

/**
 * Curate the pain point of a page, offer the way back, and show the page as it then is.
 *
 * `page` is { api, signal, refresh }. An error is thrown, so that the form that asked can show it.
 */
export async function curate(page, request, words, linkTo = () => null) {
  const curation = await post(`${page.api}/curations`, request);
  // It is done, and can be taken back, even where the page cannot be read again.
  toast(words, { undo: () => undo(page, curation), link: linkTo(curation) });
  await attempt(() => page.refresh());
  return curation;
}

/** Curate where no form is open that could show an error. */
export const curateAtOnce = (page, request, words) => attempt(() => curate(page, request, words));

/** Undo a curation, maybe from a message that outlived its page; the focus then goes to `place`, or to the heading. */
export async function undo(page, curation, place = null) {
  const isUndone = await attempt(() => post(`/api/curations/${curation.id}/undo`));
  if (!isUndone) return;
  if (page.signal.aborted) go(location.pathname + location.search, { replace: true });
  else await attempt(() => page.refresh(curation));
  // What was pressed is gone: a message, or the entry's button.
  if (document.activeElement === document.body) (place ?? document.querySelector("main h1"))?.focus({ preventScroll: true });
  toast("Undone.");
}
