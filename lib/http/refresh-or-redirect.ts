import "server-only";
import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";

/**
 * Ends a server action that changed what its page shows. With JavaScript the page is refreshed: a redirect rejects the action, and React
 * then drops the actions that wait behind it, so that a second quick click is lost. Without, a redirect keeps a reload from sending the
 * form again.
 * @param path of the page that the form is on
 */
export async function refreshOrRedirect(path: string): Promise<void> {
  // The header with which Next's client calls an action; a plain form has none.
  if (!(await headers()).has("next-action")) redirect(path);
  refresh();
}
