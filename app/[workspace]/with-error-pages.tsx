import type { ReactNode } from "react";
import { setPageStatus } from "@/lib/server/page-status";
import Forbidden from "./forbidden";
import NotFound from "./not-found";

/**
 * Renders the 403 or 404 page in place of a page or layout that calls forbidden() or notFound(). Next itself would send an empty
 * document for its scripts to fill in, since React has no error boundaries on the server. Where scripts fetch the page, Next's
 * boundaries do the same in the browser.
 * @param errorPages what to render for each status
 */
export function withErrorPages<Props>(
  render: (props: Props) => Promise<ReactNode>,
  errorPages: { 403: () => ReactNode; 404: () => ReactNode } = { 403: Forbidden, 404: NotFound },
): (props: Props) => Promise<ReactNode> {
  return async (props) => {
    try {
      return await render(props);
    } catch (error) {
      const status = accessErrorStatus(error);
      if (status === null || !setPageStatus(status)) throw error;
      const ErrorPage = errorPages[status];
      return <ErrorPage />;
    }
  };
}

/** The status of an error of forbidden() or notFound(), which Next knows by its digest; null for any other. */
function accessErrorStatus(error: unknown): 403 | 404 | null {
  const digest = (error as { digest?: unknown } | null)?.digest;
  if (digest === "NEXT_HTTP_ERROR_FALLBACK;403") return 403;
  return digest === "NEXT_HTTP_ERROR_FALLBACK;404" ? 404 : null;
}
